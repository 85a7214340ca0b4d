using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Evidence;

public class EvidenceReportTests
{
    private static readonly EvidenceOptions Options = new() { HorizonHours = [24], Resamples = 200 };
    private static readonly EvidenceMarket Market = new(20, 30 * 24, 11);
    private static readonly DateTimeOffset End = EvidenceMarket.Start.AddDays(30);

    [Fact]
    public void Of_ScoresThatKnowTheFuture_HaveAnIcOfOneAndAreBetter()
    {
        var horizon = Report(Market.Scans(0, 29 * 24, 6, Future, candidates: 3)).Horizons[0];

        var score = horizon.Signals.Single(s => s.Signal == Signal.Score);
        score.MeanIc!.Value.ShouldBe(1, 1e-12);
        horizon.Signals.Single(s => s.Signal == Signal.PlainMomentum24h).MeanIc!.Value.ShouldBe(-1, 1e-12);
        horizon.Verdict.Finding.ShouldBe(Finding.Better);
        horizon.Candidates.Interval!.Low.ShouldBeGreaterThan(0);
        horizon.CandidatesOverPlain!.Interval!.Low.ShouldBeGreaterThan(0);
        horizon.Groups.Select(g => g.Mean!.Value).ShouldBe(horizon.Groups.Select(g => g.Mean!.Value).Order());
        horizon.Groups.Count.ShouldBe(5);
    }

    [Fact]
    public void Of_ScoresThatFearTheFuture_AreWorse() =>
        Report(Market.Scans(0, 29 * 24, 6, (s, at) => 100 - Future(s, at), candidates: 3)).Horizons[0].Verdict.Finding.ShouldBe(Finding.Worse);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_ShuffledScores_HaveAnIcNearZero(ulong seed)
    {
        var random = new CounterRandom(seed);
        var drawn = 0ul;

        var horizon = Report(Market.Scans(0, 29 * 24, 6, (_, _) => random.Uniform(drawn++), candidates: 3)).Horizons[0];

        Math.Abs(horizon.Signals[0].MeanIc!.Value).ShouldBeLessThan(0.1);
        Math.Abs(horizon.Signals[0].T!.Value).ShouldBeLessThan(3.5);
    }

    [Fact]
    public void Of_ShuffledScores_AreAlmostNeverCalledBetter()
    {
        var better = 0;
        for (var seed = 100ul; seed < 140; seed++)
        {
            var (random, drawn) = (new CounterRandom(seed), 0ul);
            better += Report(Market.Scans(0, 29 * 24, 12, (_, _) => random.Uniform(drawn++), candidates: 3)).Horizons[0].Verdict.Finding == Finding.Better ? 1 : 0;
        }

        better.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public void Of_LaterData_ChangeNothingThatWasKnown()
    {
        var early = EvidenceMarket.Start.AddDays(20);
        var scans = Market.Scans(0, 29 * 24, 6, Future, candidates: 3);

        var then = EvidenceReport.Of([.. scans.Where(s => s.At <= early)], s => Market.Candles(s)!.ClosedAt(early), early, Options);
        var now = EvidenceReport.Of(scans, Market.Candles, early, Options);

        now.Horizons[0].ShouldBeEquivalentTo(then.Horizons[0]);
        then.Horizons[0].To.ShouldBe(early.AddHours(-24));
    }

    [Fact]
    public void Of_HandWorkedScan_HoldsPicksAgainstTheMeanOfAll()
    {
        // Ten coins at 100; coin i closes a day later at 100 + i. The mean is 4.5 %, the candidate is coin 9, plain momentum says coin 0.
        EvidenceScan scan = new(EvidenceMarket.Start, "s", RegimeState.Choppy, [.. Enumerable.Range(0, 10).Select(i => EvidenceMarket.Score($"C{i}", i, i == 9))]);

        var horizon = EvidenceReport.Of([scan], Straight, End, Options).Horizons[0];

        horizon.Universe!.Value.ShouldBe(0.045, 1e-12);
        horizon.Candidates.Mean!.Value.ShouldBe(0.045, 1e-12);
        horizon.Candidates.Net!.Value.ShouldBe(0.043, 1e-12);
        horizon.PlainSameCount.Mean!.Value.ShouldBe(-0.045, 1e-12);
        horizon.CandidatesOverPlain!.Mean.ShouldBe(0.09, 1e-12);
        horizon.Groups.Select(g => Math.Round(g.Mean!.Value, 12)).ShouldBe([-0.04, -0.02, 0, 0.02, 0.04]);
        horizon.Candidates.Interval.ShouldBeNull();
        (horizon.Scans, horizon.Outcomes, horizon.Days).ShouldBe((1, 10, 1));
        horizon.Verdict.ShouldBe(new EvidenceVerdict(Finding.TooLittle, "Too little to say: outcomes over 24 h are known of 1 day; an interval needs 8."));
    }

    [Fact]
    public void Of_NothingMatured_SaysWhenTheFirstIs()
    {
        var horizon = EvidenceReport.Of(Market.Scans(0, 5, 1, Future), Market.Candles, EvidenceMarket.Start.AddHours(5), Options).Horizons[0];

        horizon.Verdict.Sentence.ShouldBe("Too little to say: no outcome over 24 h is known yet.");
        (horizon.Scans, horizon.Waiting, horizon.NextKnownAt).ShouldBe((0, 5, EvidenceMarket.Start.AddHours(24)));
    }

    [Fact]
    public void Of_NoScan_IsEmptyAndNotCalibrated()
    {
        var report = EvidenceReport.Of([], Market.Candles, End, Options);

        report.Horizons[0].Groups.ShouldBeEmpty();
        report.Calibration.ShouldAllBe(c => !c.IsCalibrated);
        report.Calibration[^1].Reason.ShouldBe("0 samples, needs 100");
    }

    [Fact]
    public void Of_FewCandidates_TheBestTenthStandsInAndIsNamed() =>
        Report(Market.Scans(0, 29 * 24, 6, Future)).Horizons[0].Verdict.Sentence.ShouldStartWith("The best tenth by score (there was no candidate) returned +");

    [Fact]
    public void Of_NoEdge_SaysThatTheIntervalHoldsZero()
    {
        var (random, drawn) = (new CounterRandom(5), 0ul);

        var verdict = Report(Market.Scans(0, 29 * 24, 6, (_, _) => random.Uniform(drawn++), candidates: 3)).Horizons[0].Verdict;

        verdict.Finding.ShouldBe(Finding.TooLittle);
        verdict.Sentence.ShouldEndWith(", which holds zero.");
    }

    [Fact]
    public void Of_Regimes_SplitTheScans()
    {
        var horizon = Report(Market.Scans(0, 29 * 24, 6, Future, candidates: 3)).Horizons[0];

        horizon.Regimes.Sum(r => r.Scans).ShouldBe(horizon.Scans);
        horizon.Regimes.Sum(r => r.Candidates.Picks).ShouldBe(horizon.Candidates.Picks);
        horizon.Regimes.Single(r => r.State == RegimeState.HighVolatility).Candidates.Mean.ShouldBeNull();
    }

    [Fact]
    public void Of_SymbolsInAnotherOrder_IsTheSame()
    {
        var scans = Market.Scans(0, 20 * 24, 6, Future, candidates: 3);

        var turned = scans.Select(s => s with { Scores = [.. s.Scores.Reverse()] }).ToList();

        var (one, other) = (Report(scans).Horizons[0], Report(turned).Horizons[0]);
        other.Candidates.Mean!.Value.ShouldBe(one.Candidates.Mean!.Value, 1e-12);
        other.Signals[0].MeanIc!.Value.ShouldBe(one.Signals[0].MeanIc!.Value, 1e-12);
        other.Verdict.ShouldBe(one.Verdict);
    }

    [Fact]
    public void Of_NonOverlappingScans_AreCountedApart() => Report(Market.Scans(0, 10 * 24, 6, Future)).Horizons[0].Signals[0].Apart.ShouldBe(10);

    private static EvidenceReport Report(IReadOnlyList<EvidenceScan> scans) => EvidenceReport.Of(scans, Market.Candles, End, Options);

    private static double Future(string symbol, DateTimeOffset at) => 50 * (1 + Math.Tanh(5 * ForwardReturn.Of(Market.Candles(symbol)!, at, 24, End.AddDays(9))!.Value));

    private static CandleSeries? Straight(string symbol)
    {
        var last = 100.0 + (symbol[1] - '0');
        double[] open = [.. Enumerable.Repeat(100.0, 24)];
        double[] close = [.. open[..23], last];
        return CandleSeries.FromColumns(symbol, "kraken", EvidenceMarket.Start, open, [.. close.Select(c => Math.Max(c, 100))], open, close, open);
    }
}
