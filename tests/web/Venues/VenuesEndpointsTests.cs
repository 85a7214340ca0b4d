using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Venues;

public sealed class VenuesEndpointsTests(SimulatedWeb web) : IClassFixture<SimulatedWeb>
{
    private const string Faults = "/api/v1/simulation/faults";

    [Fact]
    public async Task Providers_SimulatedMarket_HasSourceAndEveryVenueWithItsFields()
    {
        using var answer = JsonDocument.Parse(await web.Http.GetStringAsync("/api/v1/providers"));

        answer.RootElement.GetProperty("source").GetString().ShouldBe("Simulated");
        var providers = answer.RootElement.GetProperty("providers").EnumerateArray().ToList();
        providers.Select(p => p.GetProperty("report").GetProperty("venue").GetString()).ShouldBe(["kraken", "okx", "coinbase", "krakenfutures", "okxderivatives", "binance", "bybit", "defillama"], ignoreOrder: true);
        var kraken = providers[0];
        Names(kraken).ShouldBe(["report", "role", "books", "booksTrusted", "faults", "storedAt"], ignoreOrder: true);
        Names(kraken.GetProperty("report")).ShouldBe(["at", "venue", "health", "p50Milliseconds", "link", "totals", "budgetLeft", "breaker", "anomalies"], ignoreOrder: true);
        Names(kraken.GetProperty("report").GetProperty("totals")).ShouldBe(["calls", "errors", "messages", "missed", "connections", "losses", "booksDropped"], ignoreOrder: true);
        kraken.GetProperty("role").GetString().ShouldBe("scanned");
        kraken.GetProperty("report").GetProperty("health").GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("name").GetString()).ShouldBe(["heartbeat", "errorRate", "p99", "completeness"]);
    }

    [Fact]
    public async Task Providers_MarketHasNotStarted_IsAnEmptyList()
    {
        using var idle = new PublishedWeb();
        using var answer = JsonDocument.Parse(await idle.Http.GetStringAsync("/api/v1/providers"));

        answer.RootElement.GetProperty("providers").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task History_Stored_AsJsonAndCsvByVenue()
    {
        using var idle = new PublishedWeb();
        var at = BoardFixture.At.AddMinutes(-5);
        await idle.Web.Services.GetRequiredService<IVenueHistoryStore>().AppendAsync([new VenuePoint(at, at, "okx", VenueState.Red, "=never, heard from", null, null, null, null, BreakerState.Open, 3, 7, 1)], CancellationToken.None);

        using var answer = JsonDocument.Parse(await idle.Http.GetStringAsync("/api/v1/providers/history?hours=1"));
        var csv = await idle.Http.GetStringAsync("/api/v1/providers/history?format=csv");
        using var bad = await idle.Http.GetAsync("/api/v1/providers/history?hours=721");

        var point = answer.RootElement.GetProperty("points").EnumerateArray().ShouldHaveSingleItem();
        point.GetProperty("state").GetString().ShouldBe("red");
        point.GetProperty("breaker").GetString().ShouldBe("open");
        csv.TrimEnd().Split("\r\n")[1].ShouldBe("2025-11-06T14:55:00Z,2025-11-06T14:55:00Z,okx,red,\"'=never, heard from\",,,,,Open,3,7,1");
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Faults_SwitchedOnAndOff_StandUntilThen()
    {
        (await StandingAsync(await PostAsync(new { venue = "okx", fault = "Slow" }))).ShouldBe(["slow"]);
        (await StandingAsync(await PostAsync(new { venue = "OKX", fault = "clockSkew", on = true }))).ShouldBe(["slow", "clockSkew"], ignoreOrder: true);
        (await StandingAsync(await web.Http.GetAsync(Faults))).ShouldBe(["slow", "clockSkew"], ignoreOrder: true);
        using (var providers = JsonDocument.Parse(await web.Http.GetStringAsync("/api/v1/providers")))
            providers.RootElement.GetProperty("providers").EnumerateArray().Count(p => p.GetProperty("faults").GetArrayLength() == 2).ShouldBe(2, "spot and derivatives of the venue are one host");
        (await StandingAsync(await PostAsync(new { venue = "okx", fault = "slow", on = false }))).ShouldBe(["clockSkew"]);
        (await StandingAsync(await PostAsync(new { venue = "okx" }))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mtgox", "slow", "venue=mtgox", "kraken, okx, coinbase")]
    [InlineData("mtgox", null, "venue=mtgox", "kraken, okx, coinbase")]
    [InlineData(null, "slow", "venue=", "kraken, okx, coinbase")]
    [InlineData("okx", "earthquake", "fault=earthquake", "tooManyRequests, limitCode")]
    [InlineData("okx", "99", "fault=99", "tooManyRequests, limitCode")]
    [InlineData("okx", "3", "fault=3", "tooManyRequests, limitCode")]
    [InlineData("okx", "corruptChecksums", "fault=corruptChecksums", "skipSequence, cutFrames")]
    [InlineData("bybit", "dropSockets", "fault=dropSockets", "wrongJson, wrongDecimals, clockSkew")]
    [InlineData("defillama", "clockSkew", "fault=clockSkew", "hang, wrongJson")]
    [InlineData("okx", "", "fault=", "tooManyRequests, limitCode")]
    public async Task Faults_Unknown_Is400WithWhatIsAllowed(string? venue, string? fault, string what, string allowed)
    {
        using var answer = await PostAsync(new { venue, fault });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(p => p.ShouldContain(what), p => p.ShouldContain(allowed));
    }

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("2001:db8::1")]
    [InlineData("10.0.0.2")]
    public async Task Faults_PostedFromAnotherMachine_Is403AndChangesNothing(string from)
    {
        web.From = IPAddress.Parse(from);
        try
        {
            using var answer = await PostAsync(new { venue = "bybit", fault = "slow" });
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("127.0.0.1");
        }
        finally
        {
            web.From = IPAddress.Loopback;
        }

        (await StandingAsync(await web.Http.GetAsync(Faults), "bybit")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Faults_PostedFromTheMachineItself_Is200(string from)
    {
        web.From = IPAddress.Parse(from);
        try
        {
            using var answer = await PostAsync(new { venue = "bybit" });
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            web.From = IPAddress.Loopback;
        }
    }

    [Theory]
    [InlineData("text/plain", """{"venue":"okx","fault":"slow"}""", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", "venue=okx&fault=slow", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", """{"venue":""", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "null", HttpStatusCode.BadRequest)]
    public async Task Faults_NoUsableJson_IsAProblem(string type, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, null, type);
        using var answer = await web.Http.PostAsync(Faults, content);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Faults_NoVenuesOfOurOwn_Is404()
    {
        using var idle = new PublishedWeb();
        using var answer = await idle.Http.GetAsync(Faults);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("its venues are not ours");
    }

    [Fact]
    public async Task Document_Venues_AreDescribedWithEveryAnswer()
    {
        using var document = JsonDocument.Parse(await web.Http.GetStringAsync("/openapi/v1.json"));
        var paths = document.RootElement.GetProperty("paths");

        Answers("/api/v1/providers", "get").ShouldBe(["200"]);
        Answers(Faults, "get").ShouldBe(["200", "404"]);
        Answers(Faults, "post").ShouldBe(["200", "400", "403", "404", "413", "415"]);
        paths.GetProperty(Faults).GetProperty("post").GetProperty("requestBody").GetProperty("content").EnumerateObject().Single().Name.ShouldBe("application/json");

        IEnumerable<string> Answers(string path, string method) => paths.GetProperty(path).GetProperty(method).GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync<T>(T order) => web.Http.PostAsJsonAsync(Faults, order);

    private static async Task<IReadOnlyList<string>> StandingAsync(HttpResponseMessage answer, string venue = "okx")
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return [.. document.RootElement.GetProperty("venues").GetProperty(venue).EnumerateArray().Select(f => f.GetString()!)];
        }
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
