using CryptoRun.Domain.Venues;
using CryptoRun.Web.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Tests.Venues;

public sealed class VenueHistoryTests
{
    private static readonly DateTimeOffset At = BoardFixture.At;

    [Fact]
    public void Of_SameStateAfterEachOther_IsOneBandAndAHoleIsNone()
    {
        var line = VenueLine.Of([Point(0), Point(5), Point(10, VenueState.Red), Point(15), Point(60), Point(65)]);

        line.Bands.Select(b => ((b.From - At).TotalMinutes, (b.To - At).TotalMinutes, b.State)).ShouldBe(
            [(0, 10, VenueState.Green), (10, 15, VenueState.Red), (15, 20, VenueState.Green), (60, 70, VenueState.Green)]);
        line.GreenShare.ShouldBe(5.0 / 6);
        line.WorstP99.ShouldBe(165);
    }

    [Fact]
    public async Task Pane_RunsAndSearches_BandsFiguresAndExport()
    {
        var run = new JobRun("r1", "data.backfill", "schedule", At.AddHours(-12), "host:1", At, At, 5, "succeeded", null, new Dictionary<string, long> { ["symbols"] = 58, ["gaps"] = 7, ["filled"] = 5 }, ["X-USD: kraken does not have 2 hours either."]);
        var past = new VenuePast(At.AddHours(-1), At.AddHours(1), [VenueLine.Of([Point(0), Point(5, VenueState.Yellow), Point(10)])], [run]);

        var html = await Rendered.HtmlAsync<HistoryPane>(("Past", past), ("Range", "7d"));

        html.ShouldContain("66.7 % green");
        html.ShouldContain("Yellow, 6 Nov 15:05 to 6 Nov 15:10 UTC: p99 105 ms");
        html.ShouldContain("--x:50%");
        html.ShouldContain("p99 to 110 ms");
        html.ShouldContain("hours=168&format=csv");
        html.ShouldContain("7</b> hours missing of 58 symbols, 5 filled. X-USD: kraken does not have 2 hours either.");
    }

    private static VenuePoint Point(int minutes, VenueState state = VenueState.Green) =>
        new(At.AddMinutes(minutes), At, "okx", state, $"p99 {100 + minutes} ms", 100 + minutes, 0, 0.4, 1, BreakerState.Closed, 9, 0, 0);
}
