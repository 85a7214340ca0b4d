using System.Net;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Markets.Tiers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CryptoRun.Web.Tests.Market;

public sealed class MarketEndpointsTests : IDisposable
{
    private static readonly DateTimeOffset Now = BoardFixture.At.AddSeconds(48);
    private readonly WebFixture _fixture = new();
    private readonly HttpClient _http;
    private MarketSources? _sources = Sources();

    public MarketEndpointsTests() => _http = _fixture.WithWebHostBuilder(b => b.ConfigureTestServices(
        s => s.Replace(ServiceDescriptor.Singleton(p => new MarketData(() => _sources, p.GetRequiredService<MarketClock>()))))).CreateClient();

    [Fact]
    public async Task Quote_Known_HasSourceValueAndProvenance()
    {
        using var answer = await JsonAsync("/api/v1/market/sol/quote");

        var root = answer.RootElement;
        root.GetProperty("symbol").GetString().ShouldBe("SOL-USD");
        root.GetProperty("source").GetString().ShouldBe("Simulated");
        root.GetProperty("data").GetProperty("last").GetRawText().ShouldBe("172.310");
        var provenance = root.GetProperty("provenance");
        (provenance.GetProperty("tier").GetString(), provenance.GetProperty("venue").GetString(), provenance.GetProperty("ageSeconds").GetDouble()).ShouldBe(("warm", "kraken", 3));
        (provenance.GetProperty("isCacheHit").GetBoolean(), provenance.GetProperty("isStale").GetBoolean(), provenance.GetProperty("retries").GetInt32()).ShouldBe((true, false, 1));
        root.GetProperty("fallbackChain").EnumerateArray().Select(s => s.GetProperty("outcome").GetString()).ShouldBe(["9 s old, more than 5 s", "3 s old, from the cache"]);
    }

    [Theory]
    [InlineData("venue=okx", "okx")]
    [InlineData("anyVenue=true", "okx")]
    [InlineData("", "kraken")]
    public async Task Quote_Venue_IsTheOneAskedForAndNamed(string query, string venue)
    {
        using var answer = await JsonAsync("/api/v1/market/SOL-USD/quote?" + query);

        answer.RootElement.GetProperty("provenance").GetProperty("venue").GetString().ShouldBe(venue);
    }

    [Fact]
    public async Task Book_Known_HasFiguresAndOnlyTheLevelsAskedFor()
    {
        using var answer = await JsonAsync("/api/v1/market/SOL-USD/book?levels=1");

        var data = answer.RootElement.GetProperty("data");
        data.GetProperty("bids").GetArrayLength().ShouldBe(1);
        data.GetProperty("mid").GetDouble().ShouldBe(100.5);
        data.GetProperty("integrity").GetString().ShouldBe("verified");
        data.GetProperty("notTrustworthyWhy").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Candles_Known_AreClosedOnesAndTheFormingOne()
    {
        using var answer = await JsonAsync("/api/v1/market/SOL-USD/candles?hours=1");

        var data = answer.RootElement.GetProperty("data");
        data.GetProperty("closed")[0].GetProperty("close").GetDecimal().ShouldBe(1.5m);
        data.GetProperty("forming").GetProperty("openTime").GetDateTimeOffset().ShouldBe(BoardFixture.At);
    }

    [Fact]
    public async Task Trades_Limit_GivesTheNewest()
    {
        using var answer = await JsonAsync("/api/v1/market/SOL-USD/trades?limit=2");

        answer.RootElement.GetProperty("data").EnumerateArray().Select(t => t.GetProperty("id").GetInt64()).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task Funding_Known_IsGiven()
    {
        using var answer = await JsonAsync("/api/v1/market/SOL-USD/funding");

        answer.RootElement.GetProperty("data")[0].GetProperty("rate").GetRawText().ShouldBe("0.00001250");
    }

    [Fact]
    public async Task OpenInterest_VenueFailed_Is503WithTheChain()
    {
        using var answer = await _http.GetAsync("/api/v1/market/SOL-USD/open-interest");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("No open-interest at the moment");
        text.ShouldContain("warm krakenfutures: krakenfutures tickers: HTTP 503.");
    }

    [Theory]
    [InlineData("/api/v1/market/SOLL-USD/quote", HttpStatusCode.NotFound, "SOL-USD")]
    [InlineData("/api/v1/market/SOL-USD/funding?venue=okx", HttpStatusCode.NotFound, "There is no funding from okx in this market.")]
    [InlineData("/api/v1/market/SOL-USD/nothing", HttpStatusCode.NotFound, "/api")]
    [InlineData("/api/v1/market/SOL-USD/candles?hours=721", HttpStatusCode.BadRequest, "a whole number from 1 to 720")]
    [InlineData("/api/v1/market/SOL-USD/book?levels=x", HttpStatusCode.BadRequest, "a whole number from 1 to 1000")]
    [InlineData("/api/v1/market/SOL-USD/quote?anyVenue=maybe", HttpStatusCode.BadRequest, "true or false")]
    public async Task Market_WhatCannotBeAnswered_IsAProblemThatSaysWhatCan(string path, HttpStatusCode status, string word)
    {
        using var answer = await _http.GetAsync(path);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain(word);
    }

    [Fact]
    public async Task Market_NotStarted_Is503()
    {
        _sources = null;
        using var answer = await _http.GetAsync("/api/v1/market/SOL-USD/quote");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("/health/ready");
    }

    [Fact]
    public async Task Cache_Asked_SaysHowItDoes()
    {
        using var answer = await JsonAsync("/api/v1/cache");

        answer.RootElement.GetProperty("source").GetString().ShouldBe("Simulated");
        var cache = answer.RootElement.GetProperty("cache");
        (cache.GetProperty("entries").GetInt32(), cache.GetProperty("mostEntries").GetInt32()).ShouldBe((0, 20_000));
        cache.GetProperty("hitRate").ValueKind.ShouldBe(JsonValueKind.Null);
        cache.GetProperty("redis").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    public void Dispose()
    {
        _http.Dispose();
        _fixture.Dispose();
    }

    private async Task<JsonDocument> JsonAsync(string path) => JsonDocument.Parse(await _http.GetStringAsync(path));

    private static MarketSources Sources() => new(
        static _ => ValueTask.FromResult<IReadOnlyCollection<string>>(["SOL-USD", "BTC-USD"]),
        [Read(DataTier.Hot, "kraken", Find(Quote("kraken", 9), 9)), Read(DataTier.Hot, "okx", Find(Quote("okx", 1), 1)), Read(DataTier.Warm, "kraken", Find(Quote("kraken", 3), 3) with { IsCacheHit = true, Retries = 1 })],
        [Read(DataTier.Hot, "kraken", Find(Books.Of(Now.AddSeconds(-1)), 1))],
        [Read(DataTier.Hot, "kraken", Find(new CandleWindow([new Candle(BoardFixture.At.AddHours(-1), 1, 2, 0.5m, 1.5m, 100)], new Candle(BoardFixture.At, 1.5m, 2, 1, 1.7m, 3)), 0))],
        [Read(DataTier.Warm, "kraken", Find<IReadOnlyList<Trade>>([.. Enumerable.Range(1, 3).Select(i => new Trade(Now.AddSeconds(i - 10), 1, 2, TradeSide.Buy, i))], 5))],
        [Read(DataTier.Warm, "krakenfutures", Find<IReadOnlyList<FundingRate>>([new FundingRate(BoardFixture.At, 0.00001250m, 1)], 20))],
        [Read(DataTier.Warm, "krakenfutures", TierFind.Failed<IReadOnlyList<OpenInterest>>("krakenfutures tickers: HTTP 503"))]);

    private static Quote Quote(string venue, double age) => new(Now.AddSeconds(-age), "SOL-USD", venue, 172.310m, null, null);

    private static TierFind<T> Find<T>(T value, double age)
        where T : class => new(value, Now.AddSeconds(-age), Now.AddSeconds(-age));

    private static TierRead<T> Read<T>(DataTier tier, string venue, TierFind<T> find)
        where T : class => new(tier, venue, (_, _) => ValueTask.FromResult(find));

    private sealed class Books : ExchangeBookSource
    {
        private Books()
        {
        }

        public static ExchangeNativeBook Of(DateTimeOffset time) => Native(time, "SOL-USD", "kraken", BookIntegrity.Verified, [new(100, 1), new(99, 2)], [new(101, 1), new(102, 2)]);
    }
}
