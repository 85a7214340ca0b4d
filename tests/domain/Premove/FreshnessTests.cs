using CryptoRun.Domain.Premove;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>premove.md: "Freshness: worst feed decides; full value to 2 h, linear to -20 % at 4 h; a feed that should be live and is older than 90 s = hard fail."</summary>
public sealed class FreshnessTests
{
    private const double Hour = 3600;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2 * Hour, 1)]
    [InlineData(2.5 * Hour, 0.95)]
    [InlineData(3 * Hour, 0.9)]
    [InlineData(4 * Hour, 0.8)]
    public void Factor_Age_FallsLinearlyFromTwoToFourHours(double age, double factor)
    {
        var coin = Run(Full() with { WhaleComposite = Reading(1, age) });
        coin.Freshness.Factor.ShouldBe(factor, 1e-12);
        coin.Score.Rescaled.ShouldBe(100);
        coin.Score.Value!.Value.ShouldBe(100 * factor, 1e-9);
    }

    [Fact]
    public void Factor_WorstFeed_Decides()
    {
        var freshness = Run(Full() with { WhaleComposite = Reading(1, 2.2 * Hour), Heat = Reading(1, 3 * Hour) }).Freshness;
        (freshness.OldestFeed, freshness.OldestAgeSeconds).ShouldBe(("event heat", 3 * Hour));
        freshness.Sentence.ShouldBe("Oldest feed event heat, 3.0 h: score x 0.900");
        freshness.Hint.ShouldBe("Needs event heat newer than 2.0 h");
    }

    [Fact]
    public void Factor_FeedOfTheConfirmationAlone_CountsToo() =>
        Run(Full() with { StakingInflowUsd24h = Reading(0, 3 * Hour) }).Freshness.ShouldSatisfyAllConditions(f => f.OldestFeed.ShouldBe("staking inflow"), f => f.Factor.ShouldBe(0.9, 1e-12));

    [Fact]
    public void Feed_OlderThanFourHours_IsAbsentAndDoesNotDecide()
    {
        var coin = Run(Full() with { WhaleComposite = Reading(1, (4 * Hour) + 1) });
        coin.Score.Components.Single(c => c.Id == "whales").AbsentReason.ShouldBe("older than 4 h");
        coin.Freshness.Factor.ShouldBe(1);
        coin.Confirmation.Conditions[1].IsMet.ShouldBeFalse();
    }

    [Theory]
    [InlineData(90, false)]
    [InlineData(90.001, true)]
    [InlineData(5 * Hour, true)]
    public void LiveFeed_OlderThanNinetySeconds_IsAHardFailure(double age, bool hasFailed)
    {
        var coin = Run(Full() with { DepthImbalanceZ = Reading(3, age, isLive: true) });
        coin.Freshness.HasFailed.ShouldBe(hasFailed);
        (coin.Judgement.Verdict == PremoveVerdict.Blocked).ShouldBe(hasFailed);
        coin.IsCandidate.ShouldBe(!hasFailed);
        if (age == 5 * Hour) coin.Judgement.VerdictSentence.ShouldBe("Blocked: live feed stale: book lean 5.0 h old");
    }

    [Fact]
    public void LiveFeed_OfCvdOrLargePrints_IsWatchedToo()
    {
        Run(Full() with { LargePrints = Prints(25, 0, 100) with { Stamp = Stamp(91, true) } }).Freshness.StaleLiveFeeds.ShouldBe(["large prints 91 s old"]);
        Run(Full() with { Cvd = CvdOnALine(60, 1) with { Stamp = Stamp(91, true) } }).Freshness.StaleLiveFeeds.ShouldBe(["CVD 91 s old"]);
    }

    [Fact]
    public void LiveFeed_StaleButYoungerThanFourHours_StaysInTheScore()
    {
        var coin = Run(Full() with { DepthImbalanceZ = Reading(3, 300, isLive: true) });
        coin.Score.Value.ShouldBe(100);
        (coin.Judgement.State, coin.Judgement.Verdict).ShouldBe((PremoveState.Prime, PremoveVerdict.Blocked));
        coin.Freshness.Sentence.ShouldBe("Oldest feed book lean, 5 min: full value; live feed stale: book lean 5 min old, at most 90 s");
    }

    [Fact]
    public void NoFeed_NothingToAge_IsFullValue() => Run(Bare()).Freshness.ShouldSatisfyAllConditions(f => f.Factor.ShouldBe(1), f => f.OldestFeed.ShouldBeNull(), f => f.Sentence.ShouldBe("No feed in use"));

    [Fact]
    public void Feed_StampedAfterTheInstant_IsRefused() =>
        Run(Full() with { WhaleComposite = Reading(1, -0.001) }).Score.Components.Single(c => c.Id == "whales").AbsentReason.ShouldBe("stamped after the instant");
}
