using CryptoRun.Web.Board;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Tests;
using Microsoft.AspNetCore.Components;

namespace CryptoRun.Web.Tests.Board;

public sealed class StatusStripTests
{
    [Fact]
    public async Task Strip_ScanRunning_ShowsStageCountSymbolAndTimeLeft()
    {
        var html = await StripAsync(live =>
        {
            live.Publish(BoardFixture.Board(), BoardFixture.Changes, BoardFixture.At.AddMinutes(-15));
            live.Report(BoardFixture.Progress());
        });

        html.ShouldContain("Scan running");
        html.ShouldContain("Factors, stage 4 of 9");
        html.ShouldContain("61 of 83");
        html.ShouldContain("LINK-USD");
        html.ShouldContain("4 s left");
        html.Split("class=\"done\"").Length.ShouldBe(4);
        html.ShouldContain("style=\"--v:73%\"");
    }

    [Fact]
    public async Task Strip_Board_ShowsRegimeVotesAndTheThreeStrongestChanges()
    {
        var html = await StripAsync(live => live.Publish(BoardFixture.Board(), BoardFixture.Changes, BoardFixture.At.AddMinutes(-15)));

        html.ShouldContain("Choppy");
        html.ShouldContain("confidence 2 of 3");
        html.ShouldContain("67 % confidence");
        html.ShouldContain("next detection 15:59 UTC");
        html.ShouldContain("RV <b>0.97</b><em>elevated</em>");
        html.ShouldContain("Breadth <b>14 %</b><em>choppy</em>");
        html.ShouldContain("Since the 14:45 scan");
        html.ShouldContain("7 → 3, now candidate; volume +6.6");
        html.ShouldContain("All 4 changes");
    }

    [Fact]
    public async Task Strip_ScanEnded_ShowsItsOutcome()
    {
        var html = await StripAsync(live =>
        {
            live.Publish(BoardFixture.Board(), [], null);
            live.Report(BoardFixture.Progress(83, finished: true, outcome: "cancelled"));
        });

        html.ShouldContain("Last scan");
        html.ShouldContain("Cancelled");
        html.ShouldContain("60 of 62 scored");
        html.ShouldContain("The next scan will have something to compare with");
    }

    [Fact]
    public async Task Strip_Alerts_ShowsTheThreeNewestWithTimeSubjectAndWhereToSeeWhy()
    {
        var html = await StripAsync(live => live.Announce(
            [.. Enumerable.Range(0, 5).Select(i => new BoardAlert($"{i}", BoardFixture.At.AddMinutes(-i), BoardAlertKind.Entry, $"A{i}-USD", "became candidate, 77.4 <b>", $"/explain/A{i}-USD"))]));

        html.Split("<time").Length.ShouldBe(4);
        html.ShouldContain(">15:00</time><b><a href=\"/explain/A0-USD\">A0-USD</a></b>");
        html.ShouldContain(">14:58</time>");
        html.ShouldNotContain("A3-USD");
    }

    [Fact]
    public async Task Strip_RegimeWaitingForItsSecondDetection_SaysWhichAndStillSinceWhen()
    {
        var html = await StripAsync(live => live.Publish(BoardFixture.Board() with { Regime = BoardFixture.Regime(BoardFixture.At) with { Pending = Domain.Regimes.RegimeState.TrendingBull } }, [], null));

        html.ShouldContain("Trending bull waits for 15:59 UTC");
        html.ShouldContain("for 18 d 19 h");
    }

    [Fact]
    public async Task Strip_ScanRunningThatMayBeCancelled_AsksWithWhatIsLostAndWhatStays()
    {
        var wall = new ManualTime(BoardFixture.At);
        using var live = new LiveBoard(wall);
        live.Publish(BoardFixture.Board(), [], null);
        live.Report(BoardFixture.Progress());
        wall.Advance(LiveBoard.Interval);
        var html = await Rendered.HtmlAsync<StatusStrip>(
            (nameof(StatusStrip.State), live.Current), (nameof(StatusStrip.Now), Rendered.Now), (nameof(StatusStrip.OnCancel), EventCallback.Factory.Create<string>(this, static _ => { })));

        html.ShouldContain("popovertarget=\"cancel-run\">Cancel</button>");
        html.ShouldContain("Cancel scan.hot?");
        html.ShouldContain("Factors, 61 of 83 done. The board keeps the scan of 15:00 UTC; nothing of this run is published.");
        html.ShouldContain("autofocus>Keep running");
        (await StripAsync(l => l.Report(BoardFixture.Progress()))).ShouldNotContain("Cancel");
    }

    [Fact]
    public async Task Strip_NothingYet_SaysSo()
    {
        var html = await StripAsync(_ => { });

        html.ShouldContain("Not yet detected");
        html.ShouldContain("None yet");
    }

    private static async Task<string> StripAsync(Action<LiveBoard> prepare)
    {
        var wall = new ManualTime(BoardFixture.At);
        using var live = new LiveBoard(wall);
        prepare(live);
        wall.Advance(LiveBoard.Interval);
        return await Rendered.HtmlAsync<StatusStrip>((nameof(StatusStrip.State), live.Current), (nameof(StatusStrip.Now), Rendered.Now));
    }
}
