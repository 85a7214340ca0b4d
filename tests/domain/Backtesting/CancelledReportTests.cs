using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Backtesting;

/// <summary>Whoever cancels does not wait for the rest: every stage of a report looks at the token within its own loop.</summary>
public sealed class CancelledReportTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);
    private static readonly BacktestMarket Market = TestMarket.Walks(12, 900, 7);
    private static readonly BacktestResult Result = Made();

    public static TheoryData<string> Stages => ["trading", "report", "random entries", "variants", "evidence", "resamples", "audit"];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Stage_WithACancelledToken_Throws(string stage) => Should.Throw<OperationCanceledException>(() => Run(stage));

    [Fact]
    public void Evidence_CancelledWithinIt_ReadsNoFurtherScan()
    {
        using var stop = new CancellationTokenSource();
        var reads = 0;
        Should.Throw<OperationCanceledException>(() => EvidenceReport.Of(
            Result.Scanned.Evidence,
            symbol =>
            {
                if (++reads == 5) stop.Cancel();
                return Market.Find(symbol)!.Candles;
            },
            Result.Options.To,
            new EvidenceOptions { Stop = stop.Token }));

        reads.ShouldBeLessThanOrEqualTo(Market.Symbols.Count, "the scan that it was cancelled in is the last");
    }

    [Fact]
    public void Interval_CancelledWithinIt_DrawsNoFurtherResample()
    {
        using var stop = new CancellationTokenSource();
        var draws = 0;
        Should.Throw<OperationCanceledException>(() => BlockBootstrap.Interval(40, new BootstrapPlan(2, 1000, 1) { Stop = stop.Token }, times =>
        {
            if (++draws == 3) stop.Cancel();
            return times[0];
        }));

        draws.ShouldBe(3);
    }

    [Fact]
    public void Audit_CancelledWithinIt_MakesNoFurtherRun()
    {
        using var stop = new CancellationTokenSource();
        List<int> seen = [];
        Should.Throw<OperationCanceledException>(() => LookAheadAudit.Run(Market, Result, 3, null, (done, _) =>
        {
            seen.Add(done);
            if (done == 1) stop.Cancel();
        }, stop.Token));

        seen.ShouldBe([0, 1]);
    }

    private static void Run(string stage)
    {
        switch (stage)
        {
            case "trading": BacktestRun.Trade(Market, Result.Scanned.Signals, Result.Options, Cancelled); break;
            case "report": BacktestReport.Of(Market, Result, new ReportOptions { Paths = 100, RandomRuns = 1 }, Cancelled); break;
            case "random entries": NullReport.Of(Market, Result, 1, Cancelled); break;
            case "variants": VariantReport.Of(Market, Result, Cancelled); break;
            case "evidence": EvidenceReport.Of(Result.Scanned.Evidence, symbol => Market.Find(symbol)?.Candles, Result.Options.To, new EvidenceOptions { Stop = Cancelled }); break;
            case "resamples": BlockBootstrap.Interval(40, new BootstrapPlan(2, 100, 1) { Stop = Cancelled }, static times => times[0]); break;
            default: LookAheadAudit.Run(Market, Result, 1, null, null, Cancelled); break;
        }
    }

    /// <summary>Two days of scans of which one asks for something, so that every stage has work.</summary>
    private static BacktestResult Made()
    {
        var made = BacktestRun.Run(Market, BacktestRunTests.Options(720, 768) with { ScanEveryHours = 4 });
        var first = made.Scanned.Signals[0] with { Entries = [TestMarket.Signal("C01-USD")] };
        return made with { Scanned = made.Scanned with { Signals = [first, .. made.Scanned.Signals.Skip(1)] } };
    }
}
