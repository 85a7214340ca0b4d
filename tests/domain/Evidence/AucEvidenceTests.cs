using CryptoRun.Domain.Evidence;

namespace CryptoRun.Domain.Tests.Evidence;

public class AucEvidenceTests
{
    private static readonly EvidenceOptions Options = new() { HorizonHours = [24], Resamples = 200 };
    private static readonly EvidenceMarket Market = new(20, 30 * 24, 11);

    [Fact]
    public void Of_ScoresThatKnowTheFuture_IsOneAndTheirOppositeNone()
    {
        var horizon = Horizon(Market.Scans(0, 29 * 24, 6, Future));

        horizon.Auc.Single(a => a.Signal == Signal.Score).MeanAuc!.Value.ShouldBe(1, 1e-12);
        horizon.Auc.Single(a => a.Signal == Signal.PlainMomentum24h).MeanAuc!.Value.ShouldBe(0, 1e-12);
        horizon.Auc.ShouldAllBe(a => !a.IsTooLittle && a.Outcomes == a.Scans * 20);
    }

    [Fact]
    public void Of_ScoresThatAreAllEqual_IsAHalfAndTooLittle()
    {
        var auc = Horizon(Market.Scans(0, 29 * 24, 6, static (_, _) => 50)).Auc[0];

        auc.MeanAuc.ShouldBe(0.5);
        auc.IsTooLittle.ShouldBeTrue();
    }

    [Fact]
    public void Of_TwoDays_HasNoIntervalAndSaysNothing()
    {
        var auc = Horizon(Market.Scans(0, 48, 6, Future)).Auc[0];

        auc.MeanAuc.ShouldNotBeNull();
        auc.Interval.ShouldBeNull();
        auc.IsTooLittle.ShouldBeTrue();
    }

    [Fact]
    public void Gates_ThatBlockWhatFalls_SayThatItDidWorseAndCountWhatTheyAloneBlocked()
    {
        // VADR blocks the worst half, spread the worst quarter as well: alone VADR blocks a quarter.
        var scans = Market.Scans(0, 29 * 24, 6, Future).Select(s => s with { Scores = [.. s.Scores.Select((score, rank) => score with { FailedGates = rank < 10 ? [] : rank < 15 ? ["vadr"] : ["vadr", "spread"] })] }).ToList();

        var horizon = Horizon(scans);

        var (vadr, spread, depth) = (horizon.Gates.Single(g => g.Gate == "vadr"), horizon.Gates.Single(g => g.Gate == "spread"), horizon.Gates.Single(g => g.Gate == "depth"));
        vadr.Says(30).ShouldBe(Finding.Worse);
        (vadr.Blocked.Picks, vadr.Alone.Picks, spread.Blocked.Picks, spread.Alone.Picks).ShouldBe((horizon.Scans * 10, horizon.Scans * 5, horizon.Scans * 5, 0));
        spread.Blocked.Mean!.Value.ShouldBeLessThan(vadr.Alone.Mean!.Value);
        (depth.Blocked.Picks, depth.Says(30)).ShouldBe((0, Finding.TooLittle));
        vadr.Says(1_000_000).ShouldBe(Finding.TooLittle);
        horizon.Gates.Count.ShouldBe(11);
    }

    private static HorizonEvidence Horizon(IReadOnlyList<EvidenceScan> scans) => EvidenceReport.Of(scans, Market.Candles, EvidenceMarket.Start.AddDays(30), Options).Horizons[0];

    private static double Future(string symbol, DateTimeOffset at) => 50 * (1 + Math.Tanh(5 * ForwardReturn.Of(Market.Candles(symbol)!, at, 24, EvidenceMarket.Start.AddDays(39))!.Value));
}
