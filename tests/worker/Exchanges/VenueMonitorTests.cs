using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges;

public sealed class VenueMonitorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _wall = new();
    private readonly VenueMonitor _monitor;

    public VenueMonitorTests() => _monitor = new VenueMonitor("okx", _wall);

    [Fact]
    public void Report_NeverHeardFrom_IsRedAndHasNoFigures()
    {
        var report = Report();

        (report.Venue, report.Health.State, report.Health.Reason).ShouldBe(("okx", VenueState.Red, "never heard from"));
        (report.P50Milliseconds, report.BudgetLeft, report.Breaker, report.Link!.Value.Since).ShouldBe((null, null, null, null));
        report.Totals.ShouldBe(new VenueTotals(0, 0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public void Report_Calls_GivesMedianP99AndErrorRate()
    {
        foreach (var milliseconds in (int[])[30, 10, 20, 900, 15]) Call(milliseconds, isError: milliseconds == 900);

        var report = Report();

        report.P50Milliseconds.ShouldBe(20);
        Measure(report, "p99").ShouldBe(900);
        Measure(report, "errorRate").ShouldBe(0.2);
        (report.Totals.Calls, report.Totals.Errors, report.Health.State).ShouldBe((5, 1, VenueState.Red));
    }

    [Fact]
    public void Report_AfterSixtySeconds_JudgesNothingOldAndKeepsTheTotals()
    {
        Call(5000, isError: true);
        _monitor.Received();
        _monitor.Missed();
        _wall.Advance(Second * 59);
        Measure(Report(), "completeness").ShouldBe(0.5);
        Report().P50Milliseconds.ShouldBe(5000);

        _wall.Advance(Second);
        _monitor.Received();
        var report = Report();

        (report.P50Milliseconds, Measure(report, "p99"), Measure(report, "errorRate"), Measure(report, "completeness")).ShouldBe((null, null, null, 1.0));
        report.Health.State.ShouldBe(VenueState.Green);
        (report.Totals.Calls, report.Totals.Errors, report.Totals.Messages, report.Totals.Missed).ShouldBe((1, 1, 2, 1));
    }

    [Fact]
    public void Report_MoreCallsThanAreKept_JudgesTheNewest()
    {
        for (var i = 0; i < 10_000; i++) Call(5000);
        for (var i = 0; i < 4096; i++) Call(10);

        var report = Report();

        (report.P50Milliseconds, Measure(report, "p99"), report.Totals.Calls).ShouldBe((10.0, 10.0, 14_096L));
    }

    [Theory]
    [InlineData(0, 4, VenueState.Green)]
    [InlineData(0, 7, VenueState.Yellow)]
    [InlineData(0, 11, VenueState.Red)]
    [InlineData(60, 64, VenueState.Green)]
    [InlineData(60, 67, VenueState.Yellow)]
    [InlineData(60, 71, VenueState.Red)]
    public void Report_Rhythm_SilenceIsWhatLastsLonger(int rhythm, int silence, VenueState state)
    {
        _monitor.Rhythm = Second * rhythm;
        Call(10);
        _wall.Advance(Second * silence);

        Report().Health.State.ShouldBe(state);
        Measure(Report(), "heartbeat").ShouldBe(silence - rhythm);
    }

    [Fact]
    public void Report_FailedCall_IsNoSignOfLife()
    {
        Call(10);
        _wall.Advance(Second * 20);
        Call(10, isError: true);

        Measure(Report(), "heartbeat").ShouldBe(20);
    }

    [Fact]
    public void Report_StreamDownWhileRestAnswers_IsRed()
    {
        _monitor.Connected();
        _monitor.Received();
        _monitor.Lost("dropped");
        for (var i = 0; i < 90; i++)
        {
            _wall.Advance(Second);
            Call(10);
        }

        var report = Report();

        (report.Health.State, Measure(report, "heartbeat")).ShouldBe((VenueState.Red, 90.0));
        report.Link.ShouldBe(new VenueLink(false, _wall.GetUtcNow() - (Second * 90), "dropped"));
    }

    [Fact]
    public void Lost_SeveralTimesInARow_KeepsTheFirstTimeAndTheNewestReasonAndCountsOneLoss()
    {
        _monitor.Lost("refused");
        Report().Totals.Losses.ShouldBe(0, "it never stood");
        _monitor.Connected();
        _wall.Advance(Second);
        _monitor.Lost("closed");
        var since = _wall.GetUtcNow();
        _wall.Advance(Second);
        _monitor.Lost("refused again");

        var report = Report();

        report.Link.ShouldBe(new VenueLink(false, since, "refused again"));
        (report.Totals.Connections, report.Totals.Losses).ShouldBe((1, 1));
    }

    [Fact]
    public void BookDropped_Any_IsAMissedMessageToo()
    {
        _monitor.BookDropped();

        (Report().Totals.BooksDropped, Report().Totals.Missed).ShouldBe((1, 1));
    }

    [Fact]
    public void Report_AnomaliesOfSeveralParsers_AreAddedUpByKind()
    {
        var log = new CapturedLog<VenueMonitor>();
        var (rest, stream) = (_monitor.Anomalies(log), _monitor.Anomalies(log));
        rest.Count("trade", "a price of 0");
        stream.Count("trade", "a price of 0");
        stream.Count("book", "no side");

        Report().Anomalies.ShouldBe(new Dictionary<string, long> { ["trade"] = 2, ["book"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Counts_ManyThreads_NoneIsLost()
    {
        await Parallel.ForAsync(0, 1000, TestContext.Current.CancellationToken, (_, _) =>
        {
            _monitor.Received();
            Call(1);
            Report();
            return ValueTask.CompletedTask;
        });

        (Report().Totals.Messages, Report().Totals.Calls).ShouldBe((1000, 1000));
    }

    private void Messages(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _monitor.Received();
            _wall.Advance(Second);
        }
    }

    private void Call(int milliseconds, bool isError = false) => _monitor.Called(TimeSpan.FromMilliseconds(milliseconds), isError);

    private VenueReport Report() => _monitor.Report(new VenueHealthOptions());

    private static double? Measure(VenueReport report, string name) => report.Health.Measures.Single(m => m.Name == name).Value;
}
