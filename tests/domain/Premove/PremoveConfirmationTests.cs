using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>premove.md: "2-of-3 confirmation: (A) funding divergence ...; (B) whale composite ...; (C) supply squeeze ...".</summary>
public sealed class PremoveConfirmationTests
{
    private static PremoveCoin A => Bare() with { FundingZ = Reading(-2) };

    private static PremoveCoin Squeezed => Bare() with
    {
        ReservesChange7d = Reading(-0.05),
        WithdrawalsUsd24h = Reading(50e6),
        StakingInflowUsd24h = Reading(10e6),
        OpenInterestChange24h = Reading(0.15),
    };

    /// <summary>"(A) funding divergence abs z >= 2".</summary>
    [Theory]
    [InlineData(2.0, true)]
    [InlineData(-2.0, true)]
    [InlineData(1.9999, false)]
    public void Funding_AbsoluteZOfTwo_IsMet(double z, bool isMet) => Met(Bare() with { FundingZ = Reading(z) }, "funding").ShouldBe(isMet);

    /// <summary>"(B) whale composite >= 0.70".</summary>
    [Theory]
    [InlineData(0.70, true)]
    [InlineData(0.6999, false)]
    public void Whales_CompositeOfSeventy_IsMet(double composite, bool isMet) => Met(Bare() with { WhaleComposite = Reading(composite) }, "whales").ShouldBe(isMet);

    /// <summary>"reserves &lt;= -5 % (0.30), withdrawals >= $50M / 24 h (0.25), staking inflow >= $10M / 24 h (0.20), OI >= +15 % (0.25)".</summary>
    [Theory]
    [InlineData(-0.05, 0, 0, 0, 0.30, false)]
    [InlineData(-0.0499, 50e6, 10e6, 0.15, 0.70, true)]
    [InlineData(0, 50e6, 10e6, 0.1499, 0.45, false)]
    [InlineData(-0.05, 50e6, 0, 0, 0.55, false)]
    [InlineData(-0.05, 0, 0, 0.15, 0.55, false)]
    [InlineData(-0.05, 50e6, 9.9e6, 0.15, 0.80, true)]
    [InlineData(-0.05, 49.9e6, 10e6, 0.15, 0.75, true)]
    [InlineData(-0.05, 50e6, 10e6, 0, 0.75, true)]
    [InlineData(-0.05, 50e6, 10e6, 0.15, 1.0, true)]
    public void SupplySqueeze_WeightsOfItsParts_AddUpAndNeedSixty(double reserves, double withdrawals, double staking, double openInterest, double squeeze, bool isMet)
    {
        var coin = Bare() with
        {
            ReservesChange7d = Reading(reserves),
            WithdrawalsUsd24h = Reading(withdrawals),
            StakingInflowUsd24h = Reading(staking),
            OpenInterestChange24h = Reading(openInterest),
        };
        var condition = Condition(coin, "supplySqueeze");
        condition.Actual!.Value.ShouldBe(squeeze, 1e-12);
        condition.IsMet.ShouldBe(isMet);
    }

    /// <summary>"with at least 2 of": it binds once the limit itself is low enough for one part.</summary>
    [Fact]
    public void SupplySqueeze_OnePartAlone_IsNeverEnough()
    {
        var options = Options with { Confirmation = new() { Squeeze = 0.25 } };
        Condition(Bare() with { ReservesChange7d = Reading(-0.5) }, "supplySqueeze", options).IsMet.ShouldBeFalse();
        Condition(Bare() with { ReservesChange7d = Reading(-0.5), OpenInterestChange24h = Reading(0.2) }, "supplySqueeze", options).IsMet.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0.55, true)]
    [InlineData(0.5501, false)]
    public void SupplySqueeze_AtItsLimit_IsMet(double limit, bool isMet) =>
        Condition(Bare() with { ReservesChange7d = Reading(-0.05), WithdrawalsUsd24h = Reading(50e6) }, "supplySqueeze", Options with { Confirmation = new() { Squeeze = limit } }).IsMet.ShouldBe(isMet);

    [Fact]
    public void SupplySqueeze_PartWithoutAFeed_IsNotMetAndItsWeightIsNotSpread()
    {
        var confirmation = Run(Bare() with { ReservesChange7d = Reading(-0.05), WithdrawalsUsd24h = Reading(50e6) }).Confirmation;
        confirmation.Conditions[2].Actual!.Value.ShouldBe(0.55, 1e-12);
        confirmation.Conditions[2].IsMet.ShouldBeFalse();
        confirmation.SqueezeParts.Select(p => (p.Id, p.IsMet, p.Weight)).ShouldBe([("reserves", true, 0.30), ("withdrawals", true, 0.25), ("staking", false, 0.20), ("openInterest", false, 0.25)]);
        confirmation.SqueezeParts[2].Sentence.ShouldBe("Staking inflow: no feed");
        confirmation.SqueezeParts[0].Sentence.ShouldBe("Reserves −5.0 %, at most −5.0 %");
        Run(Bare()).Confirmation.Conditions[2].Actual.ShouldBeNull();
    }

    /// <summary>"2-of-3".</summary>
    [Fact]
    public void Confirmation_AnyTwoOfThree_AreEnough()
    {
        var (b, c) = (Bare() with { WhaleComposite = Reading(0.7) }, Squeezed);
        foreach (var one in new[] { A, b, c }) Run(one).Confirmation.ShouldSatisfyAllConditions(x => x.IsConfirmed.ShouldBeFalse(), x => x.Met.ShouldBe(1));

        Run(A with { WhaleComposite = b.WhaleComposite }).Confirmation.ShouldSatisfyAllConditions(x => x.IsConfirmed.ShouldBeTrue(), x => x.RankPoints.ShouldBe(5));
        Run(c with { FundingZ = A.FundingZ }).Confirmation.ShouldSatisfyAllConditions(x => x.IsConfirmed.ShouldBeTrue(), x => x.RankPoints.ShouldBe(4));
        Run(c with { WhaleComposite = b.WhaleComposite }).Confirmation.ShouldSatisfyAllConditions(x => x.IsConfirmed.ShouldBeTrue(), x => x.RankPoints.ShouldBe(3));
        Run(c with { WhaleComposite = b.WhaleComposite, FundingZ = A.FundingZ }).Confirmation.ShouldSatisfyAllConditions(x => x.Met.ShouldBe(3), x => x.RankPoints.ShouldBe(6), x => x.Hint.ShouldBe("Stays confirmed without any one of them"));
    }

    [Fact]
    public void Confirmation_NotReached_SaysWhatIsMissing()
    {
        var confirmation = Run(A with { WhaleComposite = Reading(0.5) }).Confirmation;
        confirmation.Sentence.ShouldBe("1 of 3, at least 2 are needed");
        confirmation.Hint.ShouldBe("Needs 1 more: Whale composite: 0.20 more; Needs more of: reserves, withdrawals, staking, openInterest");
        confirmation.Conditions[0].Sentence.ShouldBe("Funding divergence, absolute z 2.00, at least 2.00");
        confirmation.Conditions[1].Margin!.Value.ShouldBe(-0.2, 1e-12);
        Run(Bare()).Confirmation.Conditions[0].ShouldSatisfyAllConditions(c => c.Actual.ShouldBeNull(), c => c.IsMet.ShouldBeFalse(), c => c.Sentence.ShouldBe("Funding divergence, absolute z unknown: no feed"));
    }

    /// <summary>"In HighVolatility the first 15 min bar must also reach the 80th percentile of volume."</summary>
    [Theory]
    [InlineData(RegimeState.HighVolatility, 500, true)]
    [InlineData(RegimeState.HighVolatility, 1, false)]
    [InlineData(RegimeState.Choppy, 1, true)]
    [InlineData(RegimeState.TrendingBull, 1, true)]
    public void Confirmation_HighVolatility_DemandsVolumeToo(RegimeState regime, double newestVolume, bool isConfirmed)
    {
        var confirmation = Run(A with { WhaleComposite = Reading(0.7), Cvd = CvdOnALine(200, 1, newestVolume: newestVolume) }, regime).Confirmation;
        (confirmation.IsConfirmed, confirmation.Conditions[3].IsRequired).ShouldBe((isConfirmed, regime == RegimeState.HighVolatility));
        confirmation.Sentence.ShouldBe(isConfirmed ? "Confirmed by 2 of 3" : "2 of 3, but volume does not confirm as high volatility demands");
        confirmation.RankPoints.ShouldBe(newestVolume > 100 ? 5.5 : 5);
    }

    [Fact]
    public void Confirmation_HighVolatilityWithoutVolume_IsNotConfirmed() =>
        Run(A with { WhaleComposite = Reading(0.7) }, RegimeState.HighVolatility).Confirmation.ShouldSatisfyAllConditions(c => c.IsConfirmed.ShouldBeFalse(), c => c.Hint.ShouldBe("Needs its feed and 0.80"));

    /// <summary>20 bars with volumes 1..20, the newest 16 again: (15 + 0.5 x 2) / 20 = 0.80.</summary>
    [Theory]
    [InlineData(16, true)]
    [InlineData(15, false)]
    public void Volume_EightiethPercentile_IsMet(double newest, bool isMet) =>
        Met(Bare() with { Cvd = Cvd([.. Enumerable.Range(1, 20).Select(i => (0.0, 0.0, i == 20 ? newest : i))]) }, "volume").ShouldBe(isMet);

    private static Condition Condition(PremoveCoin coin, string id, PremoveOptions? options = null) => Run(coin, options: options).Confirmation.Conditions.Single(c => c.Id == id);

    private static bool Met(PremoveCoin coin, string id) => Condition(coin, id).IsMet;
}
