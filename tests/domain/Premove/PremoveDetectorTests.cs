using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Tests.Portfolios;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

public sealed class PremoveDetectorTests
{
    /// <summary>"Hourly over the top 50 by ADV".</summary>
    [Fact]
    public void Run_SixtyCoins_TakesTheFiftyLargestByAdv()
    {
        var result = PremoveDetector.Run(Input([.. Enumerable.Range(0, 60).Select(i => Bare($"C{i:00}-USD") with { AdvUsd = 1000 * i }), Bare("BAD-USD") with { AdvUsd = double.NaN }]), Options);
        result.Coins.Select(c => c.Symbol).Order().ShouldBe(Enumerable.Range(10, 50).Select(i => $"C{i}-USD"));
        result.Outside.Count.ShouldBe(11);
        result.Outside[0].ShouldBe(new OutsideCoin("BAD-USD", "ADV is not a number"));
        result.Outside[1].ShouldBe(new OutsideCoin("C00-USD", "not among the 50 largest by ADV"));
    }

    [Fact]
    public void Run_TieOfAdvAtTheEdge_GoesBySymbol() =>
        PremoveDetector.Run(Input(Bare("BBB-USD"), Bare("AAA-USD")), Options with { UniverseSize = 1 }).Coins.Single().Symbol.ShouldBe("AAA-USD");

    /// <summary>"Rank among confirmed by A 3.0, B 2.0, C 1.0, volume +0.5, then score."</summary>
    [Fact]
    public void Rank_Confirmed_GoesByRankPointsThenScoreThenSymbol()
    {
        var squeeze = Bare() with { ReservesChange7d = Reading(-0.2), WithdrawalsUsd24h = Reading(6e7), StakingInflowUsd24h = Reading(2e7) };
        var ab = Full("AB-USD") with { Heat = Reading(0) };
        var bc = Full("BC-USD") with { FundingZ = Reading(0), WithdrawalsUsd24h = squeeze.WithdrawalsUsd24h, StakingInflowUsd24h = squeeze.StakingInflowUsd24h };
        var ac = Full("AC-USD") with { WhaleComposite = Reading(0.1), WithdrawalsUsd24h = squeeze.WithdrawalsUsd24h, StakingInflowUsd24h = squeeze.StakingInflowUsd24h };
        var withVolume = ab with { Symbol = "AV-USD", Cvd = CvdOnALine(200, 0, newestVolume: 1000) };
        var better = ab with { Symbol = "AX-USD", Heat = Reading(0.5) };
        var twin = better with { Symbol = "AW-USD" };
        var unconfirmed = Full("NO-USD") with { FundingZ = null };
        var lower = Full("LO-USD") with { WhaleComposite = null, Heat = Reading(0) };
        var scoreless = Bare("ZZ-USD");

        var result = PremoveDetector.Run(Input(scoreless, lower, unconfirmed, bc, ac, ab, better, twin, withVolume), Options);

        result.Coins.Select(c => c.Symbol).ShouldBe(["AV-USD", "AW-USD", "AX-USD", "AB-USD", "AC-USD", "BC-USD", "NO-USD", "LO-USD", "ZZ-USD"]);
        result.Coins.Select(c => c.Rank).ShouldBe(Enumerable.Range(1, 9));
        result.Coins.Take(6).Select(c => c.Confirmation.RankPoints).ShouldBe([5.5, 5, 5, 5, 4, 3]);
    }

    /// <summary>"Portfolio pruning after gates, greedy by score": the better score goes first even where its rank is lower.</summary>
    [Fact]
    public void Run_Candidates_ArePrunedGreedyByScore()
    {
        var ranked = WithScore(84, "AAA-USD") with { Candles = Waves.Own("AAA-USD", 3), Cvd = CvdOnALine(200, 30, newestVolume: 1000) };
        var better = WithScore(99, "BBB-USD") with { Candles = Waves.Own("BBB-USD", 3) };
        var result = PremoveDetector.Run(Input(ranked, better), Options);

        result.Coins[0].Symbol.ShouldBe("AAA-USD");
        result.Coins.ShouldAllBe(c => c.IsCandidate);
        result.Portfolio.Accepted.Select(a => a.Symbol).ShouldBe(["BBB-USD"]);
        result.Portfolio.Rejected.Single().Breaches[0].Sentence.ShouldBe("Correlation 1.00 with BBB-USD is over 0.65");
    }

    [Fact]
    public void Run_WeakBlockedOrUnconfirmedCoins_AreNotOfferedToThePortfolio()
    {
        var result = PremoveDetector.Run(Input(WithScore(95, "AAA-USD", isConfirmed: false), Full("BBB-USD") with { FailedGates = ["depth"] }, Bare("CCC-USD")), Options);
        (result.Portfolio.Accepted.Count, result.Portfolio.Rejected.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Run_HeldPositionsAndBitcoin_ReachThePortfolio()
    {
        var input = Input(WithScore(90) with { Candles = Waves.Own("AAA-USD", 3), Weight = 0.02 });
        var result = PremoveDetector.Run(input with { Positions = [Waves.Held("OLD-USD", 5, 0.03)], Bitcoin = Waves.Own("BTC-USD", 3) }, Options);
        result.Portfolio.TotalWeight.ShouldBe(0.05, 1e-12);
        result.Portfolio.Accepted[0].Beta!.Value.ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Run_CoinWithoutAWeight_TakesTheOptions() =>
        PremoveDetector.Run(Input(WithScore(90)), Options with { PositionWeight = 0.03 }).Portfolio.Accepted[0].Weight.ShouldBe(0.03);

    [Fact]
    public void Run_AlertsSentBefore_HoldTheNextOneBack()
    {
        AlertSent[] sent = [.. Enumerable.Range(1, 3).Select(i => new AlertSent(At.AddMinutes(-i), "AAA-USD"))];
        var input = Input(WithScore(90)) with { Alerts = sent };
        PremoveDetector.Run(input, Options).Coins[0].Alert.IsSent.ShouldBeFalse();
        PremoveDetector.Run(input with { Regime = RegimeState.HighVolatility }, Options).Coins[0].Alert.HourLimit.ShouldBe(6);
    }

    [Fact]
    public void Run_NoCoins_IsAnEmptyResult()
    {
        var result = PremoveDetector.Run(Input(), Options);
        (result.Coins.Count, result.Outside.Count, result.Portfolio.Accepted.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Run_CoinOfferedTwice_Throws() => Should.Throw<ArgumentException>(() => PremoveDetector.Run(Input(Bare(), Bare()), Options)).Message.ShouldBe("AAA-USD is offered twice.");

    [Fact]
    public void Run_InstantInAnotherZone_IsTheSameInstant()
    {
        var input = Input(Full() with { Cvd = CvdOnALine(200, 2) });
        Text(PremoveDetector.Run(input with { At = At.ToOffset(TimeSpan.FromHours(5.5)) }, Options)).ShouldBe(Text(PremoveDetector.Run(input, Options)));
    }

    /// <summary>The candles of a coin are those of its symbol; BTC may itself be a candidate.</summary>
    [Fact]
    public void Run_BitcoinItself_HasABetaOfOne()
    {
        CandleSeries bitcoin = Waves.Own("BTC-USD", 3);
        PremoveDetector.Run(Input(WithScore(90, "BTC-USD") with { Candles = bitcoin }) with { Bitcoin = bitcoin }, Options).Portfolio.Accepted[0].Beta!.Value.ShouldBe(1, 1e-12);
    }
}
