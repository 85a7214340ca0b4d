using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Web;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Coinbase;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Exchanges.Coinbase;

public sealed class CoinbaseClientTests : HttpMessageHandler
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTime _wall = new();
    private readonly ConcurrentQueue<HttpRequestMessage> _calls = new();
    private readonly CoinbaseClient _client;
    private Func<Uri, HttpResponseMessage> _answer = _ => Answer("[]");

    public CoinbaseClientTests() => _client = new CoinbaseClient(
        new HttpClient(this), new CoinbaseEndpoints { RequestsPerSecond = 1000, Burst = 1000 }, new CoinbaseSymbols(), new MarketClock(_wall, Now, 1), _wall, new VenueMonitors(_wall), new CapturedLog<CoinbaseClient>());

    [Fact]
    public async Task GetCandles_NoInstant_AsksForTheNewest720InPagesOf300AndSaysWhoAsks()
    {
        (await CandlesAsync(null)).IsSuccess.ShouldBeTrue();

        _calls.Select(c => c.RequestUri!.ToString()).ShouldBe(
        [
            "https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=3600&start=2026-10-23T13:00:00Z&end=2026-11-05T00:00:00Z",
            "https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=3600&start=2026-11-05T01:00:00Z&end=2026-11-17T12:00:00Z",
            "https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=3600&start=2026-11-17T13:00:00Z&end=2026-11-22T12:00:00Z",
        ]);
        _calls.ShouldAllBe(c => c.Headers.UserAgent.ToString() == "CryptoRun/1.0");
    }

    [Fact]
    public async Task GetCandles_SinceLongAgo_IsBounded()
    {
        await CandlesAsync(DateTimeOffset.UnixEpoch);

        _calls.Count.ShouldBe(10);
    }

    [Fact]
    public async Task GetCandles_IntervalCoinbaseDoesNotHave_Throws() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _client.GetCandlesAsync("BTC-USD", TimeSpan.FromHours(4), null, CancellationToken.None));

    [Fact]
    public async Task GetCandles_NewestFirstWithMoreThanAsked_AreOldestFirstFromTheInstant()
    {
        var hour = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        _answer = _ => Answer($"[[{hour},1,3.50,2,3,0.10],[{hour - 7200},1,3,2,3,1e-05],[{hour - 10800},1,3,2,3,4]]");

        var candles = (await CandlesAsync(Now.AddHours(-2.5))).Value.ShouldNotBeNull();

        candles.ShouldBe([
            new Candle(DateTimeOffset.FromUnixTimeSeconds(hour - 7200), 2, 3, 1, 3, 0.00001m),
            new Candle(DateTimeOffset.FromUnixTimeSeconds(hour), 2, 3.50m, 1, 3, 0.10m),
        ]);
    }

    [Theory]
    [InlineData("[1700000000,1,2,1,2]")]
    [InlineData("[1762776000,\"1\",2,1,2,3]")]
    [InlineData("[1762776000,2,1,1,2,3]")]
    [InlineData("[1762776001,1,2,1,2,3]")]
    [InlineData("[-5,1,2,1,2,3]")]
    [InlineData("[1762776000,1,2,1,2,-3]")]
    [InlineData("[1762776000,1e300,2,1,2,3]")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Candles_RowThatCannotBe_IsCountedAndTheOthersStay(string row)
    {
        var bench = new CoinbaseBench();

        var (candles, skipped) = bench.Parser.Candles(Encoding.UTF8.GetBytes($"[[1762779600,1,2,1,2,3],{row},[1762772400,1,2,1,2,3]]"), Hour, Now)!.Value;

        (candles.Count, skipped, bench.Anomalies.Counts.Count).ShouldBe((2, 1, 1));
    }

    [Theory]
    [InlineData(404, """{"message":"NotFound"}""", VenueFailureKind.UnknownSymbol, 1)]
    [InlineData(400, """{"message":"Unsupported granularity"}""", VenueFailureKind.Refused, 1)]
    [InlineData(403, "<html>", VenueFailureKind.Refused, 1)]
    [InlineData(429, """{"message":"Public rate limit exceeded"}""", VenueFailureKind.RateLimited, 3)]
    [InlineData(200, """{"message":"Public rate limit exceeded"}""", VenueFailureKind.RateLimited, 3)]
    [InlineData(503, "", VenueFailureKind.ServerError, 3)]
    [InlineData(200, "[[1762776000,1", VenueFailureKind.Malformed, 1)]
    [InlineData(200, "<html>", VenueFailureKind.Malformed, 1)]
    [InlineData(200, "{}", VenueFailureKind.Malformed, 1)]
    public async Task GetCandles_Failure_HasItsKindAndOnlyTransientOnesAreRetried(int status, string body, VenueFailureKind kind, int calls)
    {
        _answer = _ => Answer(body, status);

        var failure = (await CandlesAsync(Now.AddHours(-3))).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldStartWith("coinbase candles of BTC-USD: ");
        _calls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task GetInstruments_Products_AreThoseAgainstDollarsWithTheRestrictionTheyAreUnder()
    {
        _answer = _ => Answer(
            """
            [{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","status":"online"},
             {"id":"ETH-EUR","base_currency":"ETH","quote_currency":"EUR","status":"online"},
             {"id":"A-USD","base_currency":"A","quote_currency":"USD","status":"online","limit_only":true},
             {"id":"B-USD","base_currency":"B","quote_currency":"USD","status":"delisted","trading_disabled":true},
             {"id":"C-USD","base_currency":"C","quote_currency":"USD","status":"sleepy"},
             {"id":"BTC-PERP-INTX","base_currency":"BTC","quote_currency":"USD","status":"online"},
             {"id":7}]
            """);

        var instruments = await _client.GetInstrumentsAsync(CancellationToken.None).WithTime(_wall);

        instruments.Value!.Select(i => (i.Symbol, i.IsOnline, i.VenueStatus)).ShouldBe([("BTC-USD", true, "online"), ("A-USD", false, "limit_only"), ("B-USD", false, "delisted")]);
        instruments.Skipped.ShouldBe(3);
    }

    [Fact]
    public async Task GetQuotes_OneUnknown_CostsOnlyItself()
    {
        _answer = uri => uri.AbsolutePath.Contains("NOPE", StringComparison.Ordinal)
            ? Answer("""{"message":"NotFound"}""", 404)
            : Answer("""{"ask":"6268.49","bid":"6268.48","volume":"53602.03","trade_id":86326522,"price":"6268.480","size":"0.006","time":"2026-11-22T12:29:58.123456Z"}""");

        var quotes = await _client.GetQuotesAsync(["BTC-USD", "NOPE-USD", "ETH-USD"], CancellationToken.None).WithTime(_wall);

        quotes.Value!.Select(q => q.Symbol).ShouldBe(["BTC-USD", "ETH-USD"]);
        quotes.Value![0].ShouldBe(new Quote(new DateTimeOffset(2026, 11, 22, 12, 29, 58, TimeSpan.Zero).AddTicks(1234560), "BTC-USD", "coinbase", 6268.480m, 6268.48m, 6268.49m));
        quotes.Skipped.ShouldBe(1);
    }

    [Fact]
    public async Task GetTrades_MoreThanAPage_AreAskedForBackwardsAndGivenForwards()
    {
        _answer = Trades;

        var trades = (await _client.GetTradesAsync("BTC-USD", Now.AddSeconds(-1500), CancellationToken.None).WithTime(_wall)).Value.ShouldNotBeNull();

        _calls.Select(c => c.RequestUri!.Query).ShouldBe(["?limit=1000", "?limit=1000&after=999001"]);
        trades.Select(t => t.Id).ShouldBe(Enumerable.Range(0, 1501).Select(i => (long?)(998_500 + i)));
        trades[0].ShouldBe(new Trade(Now.AddSeconds(-1500), 10, 1, TradeSide.Sell, 998_500));
    }

    [Fact]
    public async Task GetTrades_MoreThanCanBeAskedFor_SaySoInsteadOfAHole()
    {
        _answer = Trades;

        (await _client.GetTradesAsync("BTC-USD", Now.AddDays(-2), CancellationToken.None).WithTime(_wall)).Failure!.Kind.ShouldBe(VenueFailureKind.Refused);
        _calls.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("""{"bids":[["99","1",3],["98.50","2",1],["90","1",1]],"asks":[["101","1",1]],"time":"2026-11-22T12:29:59Z"}""", 2)]
    [InlineData("""{"bids":[],"asks":[["101","1",1]],"time":"2026-11-22T12:29:59Z"}""", 0)]
    [InlineData("""{"bids":[["101","1",3]],"asks":[["101","1",1]],"time":"2026-11-22T12:29:59Z"}""", null)]
    [InlineData("""{"bids":[["99","NaN",3]],"asks":[["101","1",1]],"time":"2026-11-22T12:29:59Z"}""", null)]
    [InlineData("""{"asks":[]}""", null)]
    public async Task GetBook_Answer_IsTheBookOrMalformedWithoutIt(string body, int? bids)
    {
        _answer = _ => Answer(body);

        var answer = await _client.GetBookAsync("BTC-USD", CancellationToken.None).WithTime(_wall);

        answer.Value?.Bids.Count.ShouldBe(bids!.Value);
        answer.Failure?.Kind.ShouldBe(VenueFailureKind.Malformed);
        (answer.Value is null).ShouldBe(bids is null);
        _calls.Single().RequestUri!.ToString().ShouldEndWith("/products/BTC-USD/book?level=2");
    }

    [Fact]
    public void Endpoints_Defaults_AreCoinbasesOwnAndNonsenseIsNamed()
    {
        var endpoints = new CoinbaseEndpoints();

        endpoints.Problems().ShouldBeEmpty();
        (endpoints.RestBaseAddress, endpoints.WebSocketAddress).ShouldBe((new Uri("https://api.exchange.coinbase.com"), new Uri("wss://ws-feed.exchange.coinbase.com")));
        (endpoints.RequestsPerSecond, endpoints.Burst).ShouldBe((10, 15));
        (endpoints with { BookDepth = -1, TickersAtOnce = 0 }).Problems().ShouldBe(
            ["Venues:Coinbase:BookDepth is -1; allowed are 0 to 1000000.", "Venues:Coinbase:TickersAtOnce is 0; allowed are 1 to 100."]);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _calls.Enqueue(request);
        return Task.FromResult(_answer(request.RequestUri!));
    }

    private static HttpResponseMessage Answer(string body, int status = 200) => new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>A trade a second, number 1,000,000 now; the makers bought.</summary>
    private static HttpResponseMessage Trades(Uri uri)
    {
        var newest = HttpUtility.ParseQueryString(uri.Query)["after"] is { } after ? int.Parse(after) - 1 : 1_000_000;
        var trades = Enumerable.Range(0, 1000).Select(i => newest - i).Select(id => $$"""{"trade_id":{{id}},"side":"buy","size":"1","price":"10","time":"{{Now.AddSeconds(id - 1_000_000):O}}"}""");
        return Answer($"[{string.Join(',', trades)}]");
    }

    private Task<VenueResult<IReadOnlyList<Candle>>> CandlesAsync(DateTimeOffset? since) => _client.GetCandlesAsync("BTC-USD", Hour, since, CancellationToken.None).WithTime(_wall);
}
