using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Numerics;
using CryptoRun.Web.Backtests;
using CryptoRun.Web.Evidence;
using CryptoRun.Web.Layout;
using CryptoRun.Web.Tests.Evidence;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Tests.Backtests;

/// <summary>What the report of a test holds beside its account: sensitivity, rank correlations, calibration, the look-ahead audit.</summary>
public sealed class BacktestPanesTests
{
    private static readonly DateTimeOffset At = new(2025, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private static VariantReport Variants { get; } = new(
        [new("least score", [75, 80, 85]), new("Exits:HoldHours", [24, 48, 72]), new("Exits:MostStop", [0.04, 0.06, 0.1])],
        [.. Enumerable.Range(0, 27).Select(static i => (i - 9) / 10.0)], 4, 26, 0.75, 0.4, 0.31, 0.62, 1.5, 0.042, [0.5, -0.25]);

    [Fact]
    public async Task Sensitivity_WithFigures_SaysHowManyEarn_MarksThisRunAndTheBest_InWordsToo()
    {
        var html = await Rendered.HtmlAsync<SensitivityPane>(("Variants", Variants));

        html.ShouldContain("17 of 27 settings are above zero; they reach from −0.90 to +1.70, median +0.40, and this run's is −0.50. The neighbours of the best keep 75 % of its lead over the mean: a plateau rather than a peak.");
        foreach (var word in (string[])["Score from 75", "Score from 85", "held 72 h", "stop 4 %", "stop 10 %"]) html.ShouldContain(word);
        html.ShouldMatch("class=\"loss own\"[^>]*data-cell=\"4\"><b>−0.50</b><span>this run</span>");
        html.ShouldMatch("class=\"gain ?\"[^>]*data-cell=\"26\"><b>\\+1.70</b><span>best</span>");
        html.Split("data-cell=").Length.ShouldBe(28);
        html.ShouldContain("under the median in the other half with probability 0.31.");
        html.ShouldContain("−0.25 to +0.50 over 2 paths");
        html.ShouldNotContain("too short");
    }

    [Fact]
    public async Task Sensitivity_OfAShortSpanOrWithoutPurchases_SaysSo()
    {
        var brief = await Rendered.HtmlAsync<SensitivityPane>(("Variants", Variants with { Sharpe = new double[27], Best = 0, OverfittingProbability = null, WalkForward = null, PathRatios = [], BestRetention = null }));
        brief.ShouldContain("All 27 settings have the ratio 0.00: the parameters made no difference");
        brief.ShouldContain("too short to choose in one part and judge in another");
        brief.ShouldNotContain("<span>best</span>");

        (await Rendered.HtmlAsync<SensitivityPane>(("Variants", null))).ShouldContain("nothing to trade in other ways");
    }

    [Fact]
    public async Task RankCorrelation_ByHorizon_HasScoreAndFactorsWithT_AndOfNoScanSaysSo()
    {
        var html = await Rendered.HtmlAsync<SignalHorizonsPane>(("Horizons", EvidenceReports.Rich.Horizons), ("Chosen", 48));
        var score = EvidenceReports.Rich.Horizons[0].Signals[0];

        html.ShouldContain("IC, 24 h");
        html.ShouldContain("IC, 48 h");
        html.ShouldMatch("aria-pressed=\"true\"[^>]*>48 h<");
        html.Split("data-signal=").Length.ShouldBe(Enum.GetValues<Signal>().Length + 1);
        html.ShouldContain($">{Format.WithSign(score.MeanIc, 3)}</td>");
        html.ShouldContain($">{Format.WithSign(score.T, 1)}</td>");
        html.ShouldContain($"of {score.Apart} scans");

        var none = EvidenceReport.Of([], static _ => null, At, new EvidenceOptions());
        var empty = await Rendered.HtmlAsync<SignalHorizonsPane>(("Horizons", none.Horizons), ("Chosen", 24));
        empty.ShouldContain("nothing can be said of the scores by themselves");
        empty.ShouldNotContain("data-signal=");
    }

    [Fact]
    public async Task Horizon_OfAReportWithoutGates_LeavesTheirTableOut()
    {
        var horizon = EvidenceReports.Rich.Horizons[0];

        (await Rendered.HtmlAsync<HorizonPanes>(("Horizon", horizon))).ShouldContain("By failed gate");
        var older = await Rendered.HtmlAsync<HorizonPanes>(("Horizon", horizon with { Gates = [], Auc = [] }));
        older.ShouldContain("5, best");
        older.ShouldNotContain("By failed gate");
    }

    [Fact]
    public async Task Calibration_WithAFit_DrawsStatedAgainstHappened_WithCounts()
    {
        var state = new CalibrationState(null, false, "because") { Reliability = [new ReliabilityBin(50, 10, 0.25), new ReliabilityBin(40, 30, 0.6)] };
        var html = await Rendered.HtmlAsync<CalibrationPane>(("States", (IReadOnlyList<CalibrationState>)[state]));

        html.ShouldContain("90 later samples");
        html.ShouldContain("points=\"25,80 60,25\"");
        foreach (var cell in (string[])[">25.0</td>", ">20.0</td>", ">11 to 33</td>", ">50</td>", ">75.0</td>", ">40</td>"]) html.ShouldContain(cell);

        (await Rendered.HtmlAsync<CalibrationPane>(("States", (IReadOnlyList<CalibrationState>)[state with { Reliability = [] }]))).ShouldNotContain("<svg");
    }

    [Fact]
    public async Task Audit_NotAskedForOrPassed_IsALine()
    {
        (await Rendered.HtmlAsync<AuditPane>(("Audit", null))).ShouldContain("Not audited.");

        var passed = await Rendered.HtmlAsync<AuditPane>(("Audit", new BacktestAudit(9, 2480, 301, 0, null)));
        passed.ShouldContain("Passed.");
        passed.ShouldContain("9 runs with the future removed, shifted and shuffled at 3 instants: 2,480 scans with all their decisions and 301 trades are the same.");
        passed.ShouldNotContain("role=\"alert\"");
    }

    [Fact]
    public async Task Audit_Failed_IsAnAlertThatNamesFieldSymbolAndInstant()
    {
        var first = new AuditFinding(At.AddHours(4), FutureChange.Shuffled, At, "Candidates[SOL-USD].Final", "81.2", new string('9', 300)) { Symbol = "SOL-USD" };
        var html = await Rendered.HtmlAsync<AuditPane>(("Audit", new BacktestAudit(9, 2480, 301, 2, first)));

        html.ShouldContain("role=\"alert\"");
        html.ShouldContain("This test saw the future: none of its figures can be believed");
        html.ShouldContain("2 of 9 runs with another future decided differently");
        html.ShouldContain("Candidates[SOL-USD].Final</span> of SOL-USD, decided <time datetime=\"2025-10-01T08:00:00Z\">");
        html.ShouldContain("on was shuffled.");
        html.ShouldNotContain(new string('9', 121));
        var failed = BacktestExamples.Test with { Summary = BacktestExamples.Summary with { Audit = new BacktestAudit(9, 1, 1, 1, first) } };
        (await Rendered.HtmlAsync<RunsTable>(("Tests", (IReadOnlyList<StoredBacktest>)[failed]))).ShouldContain("Saw the future");
    }
}
