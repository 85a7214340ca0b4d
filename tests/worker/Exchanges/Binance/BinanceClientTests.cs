using System.Net;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Binance;
using CryptoRun.Worker.Tests.Exchanges.DerivativesContract;
using Microsoft.Extensions.Logging.Abstractions;
using static CryptoRun.Worker.Tests.Exchanges.DerivativesContract.WrittenAnswers;

namespace CryptoRun.Worker.Tests.Exchanges.Binance;

public class BinanceClientTests
{
    private const string Listing = """
        {"timezone":"UTC","symbols":[
        {"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT","underlyingType":"COIN"},
        {"symbol":"1000PEPEUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"1000PEPE","quoteAsset":"USDT","marginAsset":"USDT"},
        {"symbol":"BTCUSDC","contractType":"PERPETUAL","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDC","marginAsset":"USDC"},
        {"symbol":"BTCUSDT_261225","contractType":"CURRENT_QUARTER","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT"},
        {"symbol":"OLDUSDT","contractType":"PERPETUAL","status":"SETTLING","baseAsset":"OLD","quoteAsset":"USDT","marginAsset":"USDT"},
        {"symbol":"DEFIUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"DEFI","quoteAsset":"USDT","marginAsset":"USDT","underlyingType":"INDEX"}]}
        """;

    private readonly WrittenAnswers _answers = new();
    private readonly BinanceClient _client;

    public BinanceClientTests()
    {
        _client = new BinanceClient(_answers.Http, new BinanceEndpoints(), _answers.Market, _answers.Wall, _answers.Monitors, NullLogger<BinanceClient>.Instance);
        Say("""{"serverTime":1}""");
    }

    [Fact]
    public async Task GetTickers_AThousandOfACoin_IsDividedExactlyAndTheEstimateIsMarkedSo()
    {
        Say("""
            [{"symbol":"1000PEPEUSDT","markPrice":"0.00712345678","indexPrice":"0.007","lastFundingRate":"0.00010000","nextFundingTime":1795348800000,"interestRate":"0.0001","time":1795350000000},
            {"symbol":"BTCUSDT","markPrice":"95000.10","lastFundingRate":"","nextFundingTime":0,"time":1795399000000},
            {"symbol":"BTCUSDC","markPrice":"1","time":1},{"symbol":"UNHEARDUSDT","markPrice":"x"}]
            """);

        var tickers = (await _answers.Ask(_client.GetTickersAsync(CancellationToken.None))).Value.ShouldNotBeNull();

        tickers.ShouldBe([
            new PerpetualTicker("PEPE-USD", new MarkPrice(DateTimeOffset.FromUnixTimeMilliseconds(1795350000000), 0.00000712345678m), null,
                new RunningFunding(DateTimeOffset.FromUnixTimeMilliseconds(1795348800000).AddHours(-4), 0.0001m, 4, IsFixed: false)),
            new PerpetualTicker("BTC-USD", new MarkPrice(Now, 95000.10m), null, null),
        ]);
        tickers[0].Funding!.Value.Known.ShouldBeNull();
        _answers.Calls.Select(c => c.PathAndQuery).ShouldBe(["/fapi/v1/exchangeInfo", "/fapi/v1/fundingInfo", "/fapi/v1/premiumIndex"]);
    }

    [Fact]
    public async Task GetTickers_AgainWithinTheHour_DoesNotReadTheListingAgainAndAfterItKeepsTheOldOne()
    {
        Say("[]");
        await _answers.Ask(_client.GetTickersAsync(CancellationToken.None));
        await _answers.Ask(_client.GetTickersAsync(CancellationToken.None));
        _answers.CallsOf("exchangeInfo").ShouldBe(1);

        _answers.Wall.Advance(TimeSpan.FromMinutes(61));
        var before = _answers.Answer;
        _answers.Answer = path => path.EndsWith("exchangeInfo", StringComparison.Ordinal) ? Of(HttpStatusCode.BadGateway, "<html>") : before(path);
        (await _answers.Ask(_client.GetTickersAsync(CancellationToken.None))).Value.ShouldNotBeNull();
        _answers.CallsOf("exchangeInfo").ShouldBe(4);
    }

    [Fact]
    public async Task GetFunding_Answer_IsOldestFirstWithTheStepsForIntervals()
    {
        Say("""
            [{"symbol":"BTCUSDT","fundingRate":"0.00010000","fundingTime":1795276800005,"markPrice":""},
            {"symbol":"BTCUSDT","fundingRate":"-0.00002000","fundingTime":1795305600000,"markPrice":"95000"},
            {"symbol":"BTCUSDT","fundingRate":"0.00003000","fundingTime":1795320000009},
            {"symbol":"BTCUSDT","fundingRate":"0.9","fundingTime":1795334400000},{"fundingRate":"0.1"},7,
            {"symbol":"BTCUSDT","fundingRate":"0.00003000","fundingTime":1795400000009}]
            """);
        var first = DateTimeOffset.FromUnixTimeMilliseconds(1795276800000);

        var answer = await _answers.Ask(_client.GetFundingAsync("BTC-USD", first.AddHours(1), CancellationToken.None));

        answer.Value.ShouldBe([new FundingRate(first.AddHours(8), -0.00002m, 8), new FundingRate(first.AddHours(12), 0.00003m, 4)]);
        answer.Skipped.ShouldBe(4);
        _answers.Calls.Last().PathAndQuery.ShouldBe($"/fapi/v1/fundingRate?symbol=BTCUSDT&startTime={first.AddHours(-7).ToUnixTimeMilliseconds()}&limit=1000");
    }

    [Fact]
    public async Task GetOpenInterest_LastHourKnown_AsksForNowAlone()
    {
        Say("""{"symbol":"1000PEPEUSDT","openInterest":"123.4567","time":1795350896000}""");

        var answer = await _answers.Ask(_client.GetOpenInterestAsync("PEPE-USD", Now.AddHours(-1).AddMinutes(-34), CancellationToken.None));

        answer.Value.ShouldHaveSingleItem().ShouldBe(new OpenContracts(DateTimeOffset.FromUnixTimeMilliseconds(1795350896000), 123456.7m, OpenInterestUnit.Coins));
        _answers.CallsOf("openInterestHist").ShouldBe(0);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"code":-1121,"msg":"Invalid symbol."}""", VenueFailureKind.UnknownSymbol, 1)]
    [InlineData(HttpStatusCode.BadRequest, """{"code":-1130,"msg":"parameter 'startTime' is invalid."}""", VenueFailureKind.Refused, 1)]
    [InlineData(HttpStatusCode.OK, """{"code":-1003,"msg":"Too many requests"}""", VenueFailureKind.RateLimited, 3)]
    [InlineData((HttpStatusCode)418, """{"code":-1003,"msg":"Way too many requests; IP banned"}""", VenueFailureKind.RateLimited, 3)]
    [InlineData(HttpStatusCode.TooManyRequests, "", VenueFailureKind.RateLimited, 3)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "<html>", VenueFailureKind.ServerError, 3)]
    [InlineData(HttpStatusCode.Forbidden, "<html>WAF</html>", VenueFailureKind.Refused, 1)]
    [InlineData(HttpStatusCode.OK, "null", VenueFailureKind.Malformed, 1)]
    [InlineData(HttpStatusCode.OK, "[1,", VenueFailureKind.Malformed, 1)]
    public async Task GetFunding_Error_IsAFailureOfItsKind(object status, string body, object kind, int calls)
    {
        var before = _answers.Answer;
        _answers.Answer = path => path.EndsWith("fundingRate", StringComparison.Ordinal) ? Of((HttpStatusCode)status, body) : before(path);

        var failure = (await _answers.Ask(_client.GetFundingAsync("BTC-USD", Now, CancellationToken.None))).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe((VenueFailureKind)kind);
        failure.Message.ShouldStartWith("binance funding rates of BTC-USD: ");
        _answers.CallsOf("fundingRate").ShouldBe(calls);
    }

    [Fact]
    public async Task GetTickers_WeightAllButUsed_TheNextCallWaitsForTheNextMinute()
    {
        Say("[]", usedWeight: "1100");
        _answers.Wall.Advance(TimeSpan.FromSeconds(20));
        await _client.GetTickersAsync(CancellationToken.None);

        var next = _client.GetTickersAsync(CancellationToken.None);
        _answers.Wall.Advance(TimeSpan.FromSeconds(39));
        next.IsCompleted.ShouldBeFalse();
        _answers.Wall.Advance(TimeSpan.FromSeconds(1));
        (await _answers.Ask(next)).Value.ShouldNotBeNull();
    }

    [Fact]
    public void ShapesOnFile_AreRead()
    {
        var folder = SharedData.Folder("wire", "binance");
        string Response(string file, int line) => System.Text.Json.JsonDocument.Parse(File.ReadLines(Path.Combine(folder, file)).ElementAt(line)).RootElement.GetProperty("response").GetRawText();
        var parser = new BinanceParser(new WireAnomalies("binance", NullLogger.Instance));
        byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

        var (listing, skipped) = parser.Listing(Bytes(Response("rest_fapi_v1_exchangeInfo.jsonl", 0)), Bytes(Response("rest_fapi_v1_fundingInfo.jsonl", 0)));
        (listing.All.Count, skipped, listing.Of("BTC-USD")).ShouldBe((25, 0, new PerpetualContract("BTCUSDT", "BTC-USD", 1, 8)));

        var others = new PerpetualListing(new[] { "EOS", "SUSHI", "BAL", "BTT", "KNC" }.Select(c => PerpetualContract.On(c + "USDT", c, 8)));
        var tickers = parser.Tickers(Bytes(Response("rest_fapi_v1_premiumIndex.jsonl", 1)), others, Now).Tickers;
        tickers.Count.ShouldBe(5);
        tickers[0].ShouldBe(new PerpetualTicker(
            "EOS-USD", new MarkPrice(DateTimeOffset.FromUnixTimeMilliseconds(1602819970000), 2.59828765m), null,
            new RunningFunding(DateTimeOffset.FromUnixTimeMilliseconds(1602806400000), 0.0001m, 8, IsFixed: false)));

        var rates = parser.Funding(Bytes(Response("rest_fapi_v1_fundingRate.jsonl", 3)), listing.Of("BTC-USD")!, DateTimeOffset.UnixEpoch, Now).Rates;
        rates.Count.ShouldBe(100);
        rates.ShouldAllBe(r => r.IntervalHours == 8 && r.Time.Hour % 8 == 0 && r.Time.Millisecond == 0);
        rates[0].ShouldBe(new FundingRate(new DateTimeOffset(2020, 9, 15, 0, 0, 0, TimeSpan.Zero), -0.0002227m, 8));

        var hours = parser.OpenInterestHours(Bytes(Response("rest_futures_data_openInterestHist.jsonl", 0)), Now).Hours;
        hours.Count.ShouldBe(10);
        hours[0].ShouldBe(new OpenContracts(new DateTimeOffset(2020, 10, 7, 0, 0, 0, TimeSpan.Zero), 13151177.54493120m, OpenInterestUnit.Usd));
    }

    [Fact]
    public void Problems_Nonsense_NamesKeyValueAndRange()
    {
        new BinanceEndpoints().Problems().ShouldBeEmpty();
        new BinanceEndpoints { WeightPerMinute = 1, HistoryBurst = 0 }.Problems().ShouldBe(["Venues:Binance:WeightPerMinute is 1; allowed are 100 to 100000.", "Venues:Binance:HistoryBurst is 0; allowed are 1 to 1000."]);
    }

    private void Say(string body, string usedWeight = "7") => _answers.Answer = path => path.Split('/')[^1] switch
    {
        "exchangeInfo" => Ok(Listing),
        "fundingInfo" => Ok("""[{"symbol":"1000PEPEUSDT","fundingIntervalHours":4,"disclaimer":false}]"""),
        _ => Weighing(Ok(body), usedWeight),
    };

    private static HttpResponseMessage Weighing(HttpResponseMessage answer, string used)
    {
        answer.Headers.Add("X-MBX-USED-WEIGHT-1M", used);
        return answer;
    }
}
