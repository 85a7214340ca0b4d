using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Web.Auditing;
using CryptoRun.Web.Backtests;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CryptoRun.Web.Tests.Backtests;

public sealed class BacktestPagesTests
{
    private readonly IBacktestStore _store = Substitute.For<IBacktestStore>();
    private readonly ICandleStore _candles = Substitute.For<ICandleStore>();

    public BacktestPagesTests()
    {
        _candles.SymbolsAsync(default!, default, default).ReturnsForAnyArgs(["BTC-USD", "SOL-USD"]);
        _store.FindAsync(BacktestExamples.Test.Id, Arg.Any<CancellationToken>()).Returns(BacktestExamples.Test);
        _store.TradesAsync(BacktestExamples.Test.Id, Arg.Any<CancellationToken>()).Returns(BacktestExamples.Parts.Trades);
        _store.EquityAsync(BacktestExamples.Test.Id, Arg.Any<CancellationToken>()).Returns(BacktestExamples.Parts.Equity);
        _store.RefusalsAsync(BacktestExamples.Test.Id, Arg.Any<CancellationToken>()).Returns(BacktestExamples.Parts.Refusals);
        _store.QueueAsync(Arg.Any<CancellationToken>()).Returns([]);
        _store.ListAsync(Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns([]);
    }

    [Fact]
    public async Task Page_Detail_HasItsFiguresItsTradesAndWhatASimulatedMarketIs()
    {
        var html = await HtmlAsync<BacktestPage>(("Id", BacktestExamples.Test.Id));

        html.ShouldContain("SIMULATED");
        html.ShouldContain("A seeded market that does not exist: what was earned in it says nothing about a real one.");
        html.ShouldContain("<h1 tabindex=\"-1\">All symbols, 2 d</h1>");
        foreach (var figure in (string[])["+1.0 %", "−3.0 %", "1 of 3", "1.25"]) html.ShouldContain(figure);
        html.ShouldContain("href=\"/explain/SOL-USD\"");
        html.ShouldContain("correlation 0.91 > 0.80");
        html.ShouldContain("/api/v1/backtests/0123456789ab/trades?format=csv");
        html.ShouldContain("bbbbbbbb</span> as known");
        html.ShouldNotContain("LIVE");
    }

    [Fact]
    public async Task Page_WhoseAuditFailed_SaysItBeforeAnyFigure_AndAnOlderRunIsNotAudited()
    {
        (await HtmlAsync<BacktestPage>(("Id", BacktestExamples.Test.Id))).ShouldContain("Not audited.");

        var saw = BacktestExamples.Test with { Summary = BacktestExamples.Summary with { Audit = new BacktestAudit(9, 1, 1, 1, null) } };
        _store.FindAsync(saw.Id, Arg.Any<CancellationToken>()).Returns(saw);
        var html = await HtmlAsync<BacktestPage>(("Id", saw.Id));
        html.IndexOf("This test saw the future", StringComparison.Ordinal).ShouldBeInRange(1, html.IndexOf("Net return", StringComparison.Ordinal));
        html.ShouldNotContain("Not audited.");

        var auditing = saw with { State = BacktestState.Running, Stamp = null, Summary = null, Progress = new(BacktestPhase.Auditing, 3, 9, 60, null) };
        _store.FindAsync(saw.Id, Arg.Any<CancellationToken>()).Returns(auditing);
        (await HtmlAsync<BacktestPage>(("Id", saw.Id))).ShouldContain("look-ahead audit, run 4 of 9");
    }

    [Fact]
    public async Task Page_Queue_HasProgressAndTimeLeft_AndTheFormItsDefaults()
    {
        var running = BacktestExamples.Test with { State = BacktestState.Running, Stamp = null, Summary = null, Progress = new(BacktestPhase.Scanning, 64, 128, 12.5, 12.5) };
        _store.QueueAsync(Arg.Any<CancellationToken>()).Returns([running, running with { Id = "b", State = BacktestState.Queued, Owner = "joe", Progress = null }]);
        _store.ListAsync(Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns([running, BacktestExamples.Test with { Id = "c", Error = "No candles.", State = BacktestState.Failed, Summary = null }]);
        var html = await HtmlAsync<BacktestsPage>();

        html.ShouldContain("scan 64 of 128, 13 s left");
        html.ShouldContain("aria-valuenow=\"50\"");
        html.ShouldContain("waits since 00:00 UTC, joe");
        html.ShouldContain("2 symbols with hourly candles");
        html.ShouldContain("placeholder=\"All symbols, 30 d\"");
        html.ShouldContain("title=\"No candles.\"");
    }

    [Fact]
    public async Task Page_Nothing_SaysWhatToDo_AndAnIdThatIsNoneSaysSo()
    {
        (await HtmlAsync<BacktestsPage>()).ShouldContain("No back-test yet");
        foreach (var id in (string[])["nowhere", "../etc", new string('x', 3000)]) (await HtmlAsync<BacktestPage>(("Id", id))).ShouldContain("No such back-test");
    }

    [Fact]
    public async Task Comparison_OfTwo_BothBeginAt100_WithFiguresSideBySide()
    {
        var other = BacktestExamples.Test with { Id = "c", Summary = BacktestExamples.Summary with { NetReturn = -0.07 }, Request = BacktestExamples.Request with { Name = "Other", InitialUsd = 5000 } };
        _store.FindAsync("c", Arg.Any<CancellationToken>()).Returns(other);
        _store.EquityAsync("c", Arg.Any<CancellationToken>()).Returns([new EquityPoint(BacktestExamples.From, 5000, 5000, 0), new EquityPoint(BacktestExamples.From.AddHours(1), 4650, 4650, 0)]);
        var html = await HtmlAsync<ComparePane>(("Ids", $"{BacktestExamples.Test.Id},c,nowhere,c"));

        html.ShouldContain("+1.0 %");
        html.ShouldContain("−7.0 %");
        html.ShouldContain("Equity of 2 back-tests, 100 at the start");
        var picture = EquityPicture.Compared([("A", BacktestExamples.Parts.Equity), ("B", await _store.EquityAsync("c", CancellationToken.None))]);
        picture.Lines.Select(static l => (l.Points[0].Value, Math.Round(l.Points[^1].Value, 9))).ShouldBe([(100, 101), (100, 93)]);
    }

    [Fact]
    public void Picture_OfManyPoints_KeepsTheDeepestFall()
    {
        var points = Enumerable.Range(0, 5000).Select(i => new EquityPoint(BacktestExamples.From.AddHours(i), i == 2501 ? 60 : 100, 0, 0)).ToList();
        var line = EquityPicture.Of("A", points).Lines[0];
        line.Points.Count.ShouldBeLessThan(1300);
        line.Points.Min(static p => p.Drawdown).ShouldBe(-0.4, 1e-12);
    }

    [Fact]
    public void Draft_Read_GivesTheRequest_OrNamesTheField()
    {
        var now = new DateTimeOffset(2025, 11, 6, 15, 0, 48, TimeSpan.Zero);
        var (request, none) = new BacktestDraft { Span = "7", Universe = BacktestUniverse.Symbols, Symbols = "btc, SOL-USD", Audit = true }.Read(now);
        request.Audit.ShouldBeTrue();
        none.ShouldBeEmpty();
        (request.From, request.To).ShouldBe((now.AddSeconds(-48).AddDays(-7), now.AddSeconds(-48)));
        request.Settled(now).Symbols.ShouldBe(["BTC-USD", "SOL-USD"]);

        var (_, problems) = new BacktestDraft { Span = BacktestDraft.Own, From = "soon", To = "2025-11-01T00:00", ScanEveryHours = "x", Costs = BacktestCosts.Flat, FlatBps = "many", Seed = "-1" }.Read(now);
        problems.Select(static p => p.Field).ShouldBe(["from", "scanEveryHours", "flatBps", "seed"]);
        var again = BacktestDraft.Like(request.Settled(now)).Read(now).Request;
        (again with { Symbols = [] }).ShouldBe(request.Settled(now) with { Symbols = [] });
    }

    private Task<string> HtmlAsync<T>(params (string Name, object? Value)[] parameters)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        var wall = new ManualTime(Rendered.Now);
        return DecodedAsync(Rendered.WithAsync<T>(
            services => services.AddSingleton(_store).AddSingleton<TimeProvider>(wall).AddScoped<Caller>().AddSingleton(new BacktestsReader(_store, wall))
                .AddSingleton(new BacktestBook(_store, new BacktestMarketReader(_candles, Substitute.For<IDerivativesStore>(), MarketSource.Simulated), new ScanOptions(), new RegimeOptions(), new MarketClock(wall, null, 1), wall)),
            parameters));
    }

    private static async Task<string> DecodedAsync(Task<string> html) => System.Net.WebUtility.HtmlDecode(await html);
}
