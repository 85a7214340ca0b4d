using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CryptoRun.Web.Tests.Backtests;

/// <summary>The API over the program's own store; what a worker does with the queue is done by hand here.</summary>
public sealed class BacktestsEndpointsTests : IDisposable
{
    private const string Path = "/api/v1/backtests";
    private readonly WebFixture _web = new();
    private readonly HttpClient _http;

    public BacktestsEndpointsTests()
    {
        _http = _web.CreateClient();
        _web.Candles.SymbolsAsync(default!, default, default).ReturnsForAnyArgs(["BTC-USD", "SOL-USD"]);
    }

    private IBacktestStore Store => _web.Services.GetRequiredService<IBacktestStore>();

    public void Dispose()
    {
        _http.Dispose();
        _web.Dispose();
    }

    [Fact]
    public async Task Test_FromStartToDeletion_IsTold()
    {
        using var made = await _http.PostAsJsonAsync(Path, new { name = "N", scanEveryHours = 6, audit = true });
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var test = JsonNode.Parse(await made.Content.ReadAsStringAsync())!;
        var id = test["id"]!.GetValue<string>();
        made.Headers.Location!.ToString().ShouldBe($"{Path}/{id}");
        test["request"]!["audit"]!.GetValue<bool>().ShouldBeTrue();
        (test["state"]!.GetValue<string>(), test["owner"]!.GetValue<string>(), test["request"]!["scanEveryHours"]!.GetValue<int>(), test["request"]!["to"]!.GetValue<string>()).ShouldBe(("queued", "anonymous", 6, "2025-11-06T15:00:00Z"));
        using (var conflict = await _http.PostAsync($"{Path}/{id}/verify", null)) conflict.StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var taken = (await Store.TakeAsync("node/1", BacktestExamples.From, CancellationToken.None))!;
        using (var busy = await _http.DeleteAsync($"{Path}/{id}")) busy.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using (var stopping = await _http.PostAsync($"{Path}/{id}/cancel", null)) stopping.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Store.FinishAsync(taken with { State = BacktestState.Succeeded, EndedAt = BacktestExamples.From, Stamp = BacktestExamples.Stamp, Summary = BacktestExamples.Summary with { Audit = new BacktestAudit(9, 108, 4, 1, new AuditFinding(BacktestExamples.From, FutureChange.Removed, BacktestExamples.From, "Candidates[SOL-USD].Final", "1", "2") { Symbol = "SOL-USD" }) } }, BacktestExamples.Parts, 9, CancellationToken.None);

        using var first = await _http.GetAsync($"{Path}/{id}");
        first.Headers.ETag.ShouldNotBeNull();
        var audit = JsonNode.Parse(await first.Content.ReadAsStringAsync())!["summary"]!["audit"]!;
        (audit["isPassed"]!.GetValue<bool>(), audit["scans"]!.GetValue<int>(), audit["first"]!["symbol"]!.GetValue<string>(), audit["first"]!["field"]!.GetValue<string>()).ShouldBe((false, 108, "SOL-USD", "Candidates[SOL-USD].Final"));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Path}/{id}");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using (var same = await _http.SendAsync(again)) same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        var list = JsonNode.Parse(await _http.GetStringAsync(Path))!;
        (list["source"]!.GetValue<string>(), list["queue"]!.AsArray().Count, list["backtests"]![0]!["summary"]!["trades"]!.GetValue<int>()).ShouldBe(("Simulated", 0, 2));

        var trades = JsonNode.Parse(await _http.GetStringAsync($"{Path}/{id}/trades"))!["trades"]!.AsArray();
        (trades.Count, trades[0]!["symbol"]!.GetValue<string>(), trades[0]!["cause"]!.GetValue<string>()).ShouldBe((2, "SOL-USD", "timeStop"));
        var csv = (await CsvAsync($"{Path}/{id}/trades")).Split("\r\n");
        csv[0].ShouldStartWith("number,symbol,venue,signalAt");
        csv[1].ShouldStartWith("1,SOL-USD,kraken,2025-10-01T01:00:00Z,scan-1,Choppy,80,0.05");
        (await CsvAsync($"{Path}/{id}/equity")).Split("\r\n")[2].ShouldBe("2025-10-01T01:00:00Z,97000,92000,1,0.05154639175257732,-0.030000000000000027");
        (await _http.GetAsync($"{Path}/{id}/trades/2")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _http.GetAsync($"{Path}/{id}/trades/3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using (var verifying = await _http.PostAsync($"{Path}/{id}/verify", null)) verifying.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await Store.QueueAsync(CancellationToken.None)).ShouldHaveSingleItem().Verifies.ShouldBe(id);
        using (var gone = await _http.DeleteAsync($"{Path}/{id}")) gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var none = await _http.GetAsync($"{Path}/{id}");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        none.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Start_WrongValues_AreNamedWithWhatIsAllowed()
    {
        using var answer = await _http.PostAsJsonAsync(Path, new { from = "0001-01-01T00:00:00Z", to = "0001-01-01T01:00:00Z", universe = "symbols", symbols = new[] { "NO-USD" }, mostPositions = 0, venue = "kraken" });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var parameters = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["parameters"]!.AsArray();
        parameters.Select(static p => p!["parameter"]!.GetValue<string>()).Order(StringComparer.Ordinal).ShouldBe(["from", "mostPositions", "symbols"]);
        parameters.Single(static p => p!["parameter"]!.GetValue<string>() == "mostPositions")!["allowed"]!.GetValue<string>().ShouldBe("1 to 100");
        using var word = await _http.PostAsJsonAsync(Path, new { audit = "maybe" });
        word.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await word.Content.ReadAsStringAsync()).ShouldContain("\"parameter\":\"audit\"");
        (await Store.QueueAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    private async Task<string> CsvAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await _http.SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        return await answer.Content.ReadAsStringAsync();
    }
}
