using System.Net;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Storage;
using NSubstitute;

namespace CryptoRun.Web.Tests.Scans;

public sealed class ScansEndpointsTests : IDisposable
{
    private readonly PublishedWeb _web = new();

    [Fact]
    public async Task Scans_MoreThanAPage_GiveTheCursorOfTheNext()
    {
        var all = Enumerable.Range(0, 5).Select(i => Summary($"scan-{5 - i}")).ToList();
        _web.Web.Scans.ListAsync(Arg.Any<string?>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns(c => [.. all.SkipWhile(s => c.ArgAt<string?>(0) is { } before && string.CompareOrdinal(s.ScanId, before) >= 0).Take(c.ArgAt<int>(1))]);
        _web.Web.Scans.FindAsync("scan-4", Arg.Any<CancellationToken>()).Returns(Scan("scan-4"));
        _web.Web.Scans.FindAsync("scan-2", Arg.Any<CancellationToken>()).Returns(Scan("scan-2"));

        var seen = new List<string>();
        string? next = null;
        do
        {
            using var page = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/scans?limit=2" + (next is null ? "" : "&before=" + next)));
            seen.AddRange(page.RootElement.GetProperty("scans").EnumerateArray().Select(s => s.GetProperty("scanId").GetString()!));
            next = page.RootElement.GetProperty("next").GetString();
        }
        while (next is not null);

        seen.ShouldBe(["scan-5", "scan-4", "scan-3", "scan-2", "scan-1"]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("before=no-such-scan")]
    public async Task Scans_BadParameter_IsAProblem(string query)
    {
        using var answer = await _web.Http.GetAsync("/api/v1/scans?" + query);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(query.Split('=')[0]);
    }

    [Fact]
    public async Task Scan_UnknownId_IsNotFoundAndNamed()
    {
        using var answer = await _web.Http.GetAsync("/api/v1/scans/nope");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("There is no scan nope.");
    }

    [Fact]
    public async Task Candidates_AsOf_AreTheBoardOfThatScan()
    {
        _web.Web.Scans.FindAtAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(Scan("scan-3"));

        using var board = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/candidates?asOf=2025-11-06T14:50:00Z"));

        board.RootElement.GetProperty("scanId").GetString().ShouldBe("scan-3");
        await _web.Web.Scans.Received(1).FindAtAsync(new DateTimeOffset(2025, 11, 6, 14, 50, 0, TimeSpan.Zero), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Candles_Hours_AreReadAndUnknownSymbolsSuggested()
    {
        _web.Web.Candles.ReadAsync("kraken", "SOL-USD", TimeSpan.FromHours(1), Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>())
            .Returns([new Candle(BoardFixture.At.AddHours(-1), 1, 2, 0.5m, 1.5m, 100)]);
        _web.Web.Candles.SymbolsAsync(Arg.Any<string>(), Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>()).Returns(["SOL-USD"]);

        using var candles = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/candles/sol?hours=2"));
        using var unknown = await _web.Http.GetAsync("/api/v1/candles/SOLL-USD");
        using var bad = await _web.Http.GetAsync("/api/v1/candles/SOL-USD?hours=0");

        candles.RootElement.GetProperty("candles")[0].GetProperty("close").GetDecimal().ShouldBe(1.5m);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("SOL-USD");
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    public void Dispose() => _web.Dispose();

    private static ScanSummary Summary(string id) => new(id, BoardFixture.At, MarketSource.Simulated, "scan.hot", "run", RegimeState.Choppy, 60, 58, 1, "SOL-USD", 83.1);

    private static StoredScan Scan(string id)
    {
        var regime = new RegimeRecord(BoardFixture.At, RegimeState.Choppy, 1, BoardFixture.At, null, RegimeState.Choppy, null, [], "reason", 60, []);
        return new StoredScan(new ScanResult(BoardFixture.At, id, MarketSource.Simulated, regime, new UniverseReport(0, 0, []), [], [], [], "hash", "parameters", []), "run", "scan.hot", BoardFixture.At, "kraken", [], null);
    }
}
