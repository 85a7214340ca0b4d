using System.Web;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using static CryptoRun.Worker.Tests.Exchanges.Kraken.KrakenClientBench;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenClientTests
{
    private readonly KrakenClientBench _bench = new();

    [Fact]
    public async Task GetCandles_Since_AsksForTheHourItselfInKrakensNames()
    {
        var since = ParserBench.Now.AddHours(-5);
        await _bench.Client.GetCandlesAsync("BTC-USD", TimeSpan.FromHours(1), since, CancellationToken.None);

        _bench.Calls.ShouldHaveSingleItem().Uri.ToString().ShouldBe($"https://api.kraken.com/0/public/OHLC?pair=XBTUSD&interval=60&since={since.ToUnixTimeSeconds() - 1}");
    }

    [Fact]
    public async Task GetCandles_IntervalKrakenDoesNotHave_Throws() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _bench.Client.GetCandlesAsync("BTC-USD", TimeSpan.FromMinutes(7), null, CancellationToken.None));

    [Theory]
    [InlineData("""{"bids":[["99.10","1.500",1795348740],["98",2,0]],"asks":[["101","1",1795348741]]}""", 2, -59, null)]
    [InlineData("""{"bids":[["99","1",1795348799]],"asks":[["101","1",1795348860]]}""", 1, 0, null)]
    [InlineData("""{"bids":[["99","1"]],"asks":[["101","1","never"]]}""", 1, 0, null)]
    [InlineData("""{"bids":[],"asks":[]}""", 0, 0, null)]
    [InlineData("""{"bids":[["99","1",1795348740]],"asks":[["101"]]}""", null, 0, "ask 0 cannot be read.")]
    [InlineData("""{"bids":[["99","1",1795348740],["98","NaN",1]],"asks":[]}""", null, 0, "bid 1 cannot be read.")]
    [InlineData("""{"bids":[["101","1",1795348740]],"asks":[["101","1",1]]}""", null, 0, "crossed, best bid 101 and best ask 101.")]
    [InlineData("""{"bids":[["99","1",1795348740]]}""", null, 0, "the answer has none: ")]
    [InlineData("""{"bids":{},"asks":[]}""", null, 0, "the answer has none: ")]
    [InlineData("5", null, 0, "the answer has none: ")]
    public async Task GetBook_Answer_IsTheBookOfItsNewestStampOrMalformedWithoutIt(string book, int? bids, int seconds, string? why)
    {
        _bench.Respond(_ => Ok($$$"""{"error":[],"result":{"XXBTZUSD":{{{book}}}}}"""));

        var answer = await _bench.Client.GetBookAsync("BTC-USD", CancellationToken.None).WithTime(_bench.Wall);

        _bench.Calls.ShouldHaveSingleItem().Uri.ToString().ShouldBe("https://api.kraken.com/0/public/Depth?pair=XBTUSD&count=500");
        (answer.Value?.Bids.Count, answer.Failure?.Kind).ShouldBe((bids, why is null ? null : VenueFailureKind.Malformed));
        if (why is not null) answer.Failure!.Message.ShouldStartWith($"kraken book of BTC-USD: {why}");
        else answer.Value!.ExchangeTime.ShouldBe(ParserBench.Now.AddSeconds(seconds));
    }

    [Fact]
    public async Task GetCandles_TooManyRequests_ComesBackWhenTheVenueSaid()
    {
        _bench.Respond(n => n == 1 ? Status(429, TimeSpan.FromSeconds(7)) : Ok(NoCandles));

        (await _bench.CandlesAsync()).IsSuccess.ShouldBeTrue();

        var calls = _bench.Calls.ToArray();
        calls.Length.ShouldBe(2);
        (calls[1].At - calls[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task GetCandles_RetryAfterOfManyMinutes_FailsAtOnceAndNobodyAsksMeanwhile()
    {
        _bench.Respond(_ => Status(429, TimeSpan.FromMinutes(10)));

        var first = await _bench.CandlesAsync();
        var second = await _bench.CandlesAsync();

        first.Failure!.Kind.ShouldBe(VenueFailureKind.RateLimited);
        first.Failure.RetryAfter.ShouldBe(TimeSpan.FromMinutes(10));
        second.Failure!.Kind.ShouldBe(VenueFailureKind.RateLimited);
        _bench.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"error":["EAPI:Rate limit exceeded"]}""", VenueFailureKind.RateLimited, 3)]
    [InlineData("""{"error":["EGeneral:Too many requests"]}""", VenueFailureKind.RateLimited, 3)]
    [InlineData("""{"error":["EService:Busy"]}""", VenueFailureKind.ServerError, 3)]
    [InlineData("""{"error":["EQuery:Unknown asset pair"]}""", VenueFailureKind.UnknownSymbol, 1)]
    [InlineData("""{"error":["EGeneral:Invalid arguments"]}""", VenueFailureKind.Refused, 1)]
    [InlineData("<html>", VenueFailureKind.Malformed, 1)]
    [InlineData("""{"error":[],"result":{"last":5}}""", VenueFailureKind.Malformed, 1)]
    public async Task GetCandles_ErrorInA200_IsAFailureAndOnlyTransientOnesAreRetried(string body, VenueFailureKind kind, int calls)
    {
        _bench.Respond(_ => Ok(body));

        var failure = (await _bench.CandlesAsync()).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldStartWith("kraken OHLC of BTC-USD: ");
        _bench.Calls.Count.ShouldBe(calls);
    }

    [Theory]
    [InlineData(500, VenueFailureKind.ServerError, 3)]
    [InlineData(503, VenueFailureKind.ServerError, 3)]
    [InlineData(429, VenueFailureKind.RateLimited, 3)]
    [InlineData(403, VenueFailureKind.Refused, 1)]
    [InlineData(404, VenueFailureKind.Refused, 1)]
    public async Task GetCandles_HttpStatus_IsAFailureAndOnlyTransientOnesAreRetried(int status, VenueFailureKind kind, int calls)
    {
        _bench.Respond(_ => Status(status));

        var failure = (await _bench.CandlesAsync()).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldContain($"HTTP {status}");
        _bench.Calls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task GetCandles_NoAnswer_IsUnreachableAfterThreeTimesTenSeconds()
    {
        _bench.Answer = async (_, _, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return Ok(NoCandles);
        };
        var began = _bench.Wall.GetUtcNow();

        var failure = (await _bench.CandlesAsync()).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(VenueFailureKind.Unreachable);
        failure.Message.ShouldContain("no answer within 10 s");
        _bench.Calls.Count.ShouldBe(3);
        (_bench.Wall.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task GetCandles_NoConnection_IsUnreachable()
    {
        _bench.Answer = (_, _, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");

        (await _bench.CandlesAsync()).Failure!.Kind.ShouldBe(VenueFailureKind.Unreachable);
    }

    [Fact]
    public async Task GetCandles_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        _bench.Answer = async (_, _, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return Ok(NoCandles);
        };

        await Should.ThrowAsync<OperationCanceledException>(() => _bench.Client.GetCandlesAsync("BTC-USD", TimeSpan.FromHours(1), null, cancel.Token));
    }

    [Fact]
    public async Task Breaker_TenFailedCalls_OpensForThirtySecondsAndClosesAfterAProbe()
    {
        _bench.Respond(_ => Status(500));
        while (_bench.Calls.Count < 10) await _bench.CandlesAsync();
        var asked = _bench.Calls.Count;

        var open = (await _bench.CandlesAsync()).Failure.ShouldNotBeNull();
        open.Kind.ShouldBe(VenueFailureKind.CircuitOpen);
        _bench.Calls.Count.ShouldBe(asked);

        _bench.Wall.Advance(TimeSpan.FromSeconds(31));
        _bench.Respond(_ => Ok(NoCandles));
        (await _bench.CandlesAsync()).IsSuccess.ShouldBeTrue();
        _bench.Log.Lines.ShouldContain(l => l.Text.Contains("opened for 30 s"));
        _bench.Log.Lines.ShouldContain(l => l.Text.Contains("breaker closed"));
    }

    [Fact]
    public async Task Pace_FiveCallsAtOnePerSecond_AreASecondApart()
    {
        var bench = new KrakenClientBench(new KrakenEndpoints());
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bench.Client.GetCandlesAsync("BTC-USD", TimeSpan.FromHours(1), null, CancellationToken.None))).WithTime(bench.Wall);

        var at = bench.Calls.Select(c => c.At).ToArray();
        for (var i = 1; i < 5; i++) (at[i] - at[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(i));
    }

    [Fact]
    public async Task GetQuotes_ManySymbols_AreAskedForInBatches()
    {
        var bench = new KrakenClientBench(new KrakenEndpoints { RequestsPerSecond = 1000, Burst = 1000, SymbolsPerTicker = 2 });
        bench.Answer = (_, uri, _) => Task.FromResult(Ok(Tickers(uri)));

        var quotes = await bench.Client.GetQuotesAsync(["A-USD", "B-USD", "C-USD", "D-USD", "E-USD"], CancellationToken.None).WithTime(bench.Wall);

        bench.Calls.Count.ShouldBe(3);
        quotes.Skipped.ShouldBe(5, "the map knows none of these pair ids");
    }

    [Fact]
    public async Task GetQuotes_OnePairUnknownToKraken_CostsOnlyItself()
    {
        await LearnAsync("A", "B", "C", "D");
        _bench.Answer = (_, uri, _) => Task.FromResult(Ok(uri.Query.Contains("CUSD") ? """{"error":["EQuery:Unknown asset pair"]}""" : Tickers(uri)));

        var quotes = await _bench.Client.GetQuotesAsync(["A-USD", "B-USD", "C-USD", "D-USD"], CancellationToken.None).WithTime(_bench.Wall);

        quotes.Value!.Select(q => q.Symbol).ShouldBe(["A-USD", "B-USD", "D-USD"]);
        quotes.Skipped.ShouldBe(1);
    }

    [Fact]
    public async Task GetInstruments_Pairs_GivesUsdOnly()
    {
        var instruments = await LearnAsync("A", "B");

        instruments.Value!.Select(i => i.Symbol).ShouldBe(["A-USD", "B-USD"]);
    }

    private static string Tickers(Uri uri)
    {
        var pairs = HttpUtility.ParseQueryString(uri.Query)["pair"]!.Split(',');
        return "{\"error\":[],\"result\":{" + string.Join(',', pairs.Select(p => $$"""
            "{{p}}":{"c":["5","1"]}
            """)) + "}}";
    }

    private async Task<VenueResult<IReadOnlyList<Domain.Markets.Instrument>>> LearnAsync(params string[] assets)
    {
        var pairs = assets.SelectMany(a => (string[])
        [
            $$"""
            "{{a}}USD":{"altname":"{{a}}USD","wsname":"{{a}}/USD","base":"{{a}}","quote":"ZUSD","status":"online"}
            """,
            $$"""
            "{{a}}EUR":{"altname":"{{a}}EUR","wsname":"{{a}}/EUR","base":"{{a}}","quote":"ZEUR","status":"online"}
            """,
        ]);
        _bench.Respond(_ => Ok("{\"error\":[],\"result\":{" + string.Join(',', pairs) + "}}"));
        return await _bench.Client.GetInstrumentsAsync(CancellationToken.None).WithTime(_bench.Wall);
    }
}
