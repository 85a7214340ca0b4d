using System.Net;
using System.Text.Json;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Storage;
using NSubstitute;

namespace CryptoRun.Web.Tests.Explain;

public sealed class ExplainEndpointsTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    private static readonly ScoreExplanation Explanation = new(
        BoardFixture.At, "SOL-USD", "scan-1", 1, 83.1, 80.4, 0, 2.7, Verdict.Watch, RegimeState.Choppy, 2.0 / 3, new MarketMeasures(BoardFixture.At, 172.31, 0.012, null, 0.081, 2.2, 3.1, 412000, -0.4, 1e8, 1e8, 1, 60, 25),
        [], [], [], [], [], null, [], [], new Provenance("hash", "parameters", "0.1.0", MarketSource.Simulated, "hot"));

    [Theory]
    [InlineData("SOL-USD")]
    [InlineData("sol")]
    public async Task Explain_KnownSymbol_IsTheStoredExplanationAndThen304(string symbol)
    {
        web.Web.Scans.FindExplanationAsync("SOL-USD", null, Arg.Any<CancellationToken>()).Returns(Explanation);

        using var answer = await web.Http.GetAsync($"/api/v1/explain/{symbol}");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/explain/{symbol}");
        request.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var again = await web.Http.SendAsync(request);

        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        document.RootElement.GetProperty("composite").GetDouble().ShouldBe(80.4);
        document.RootElement.GetProperty("verdict").GetString().ShouldBe("watch");
        document.RootElement.GetProperty("regime").GetString().ShouldBe("Choppy");
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Explain_MistypedSymbol_NamesItAndWhatMayBeMeant()
    {
        using var answer = await web.Http.GetAsync("/api/v1/explain/SOLL-USD");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("detail").GetString()!.ShouldContain("SOLL-USD is not in any scan");
        problem.RootElement.GetProperty("suggestions").EnumerateArray().Select(s => s.GetString()).ShouldContain("SOL-USD");
    }

    [Fact]
    public async Task Explain_ExcludedSymbol_SaysWhy()
    {
        using var answer = await web.Http.GetAsync("/api/v1/explain/X-USD");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("5 gaps, the longest 5 h");
    }

    [Fact]
    public async Task Verify_NoSuchScan_IsNotFoundAndNamed()
    {
        web.Web.Scans.FindAsync("scan-9", Arg.Any<CancellationToken>()).Returns((StoredScan?)null);

        using var answer = await web.Http.GetAsync("/api/v1/explain/SOL-USD/verify?scanId=scan-9");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("SOL-USD is not in scan scan-9.");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2161")]
    [InlineData("week")]
    public async Task History_HoursOutOfRange_IsAProblem(string hours)
    {
        using var answer = await web.Http.GetAsync($"/api/v1/explain/SOL-USD/history?hours={hours}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("1 to 2160");
    }

    [Fact]
    public async Task History_Hours_AreTheSpanAskedOfTheStore()
    {
        web.Web.Scans.HistoryAsync("SOL-USD", Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>())
            .Returns(c => [new ScoreHistoryPoint(BoardFixture.At, "scan-1", 80.4, 83.1, 1, [1, 2, 3, 4, 5])]);

        using var document = JsonDocument.Parse(await web.Http.GetStringAsync("/api/v1/explain/SOL-USD/history?hours=24"));

        var root = document.RootElement;
        (root.GetProperty("to").GetDateTimeOffset() - root.GetProperty("from").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(24));
        root.GetProperty("points").GetArrayLength().ShouldBe(1);
    }
}
