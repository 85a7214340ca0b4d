using System.Net;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Bybit;
using CryptoRun.Worker.Tests.Exchanges.DerivativesContract;
using Microsoft.Extensions.Logging.Abstractions;
using static CryptoRun.Worker.Tests.Exchanges.DerivativesContract.WrittenAnswers;

namespace CryptoRun.Worker.Tests.Exchanges.Bybit;

public class BybitClientTests
{
    private const string Listing = """
        {"retCode":0,"retMsg":"OK","result":{"category":"linear","nextPageCursor":"","list":[
        {"symbol":"BTCUSDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","fundingInterval":480},
        {"symbol":"SHIB1000USDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"SHIB1000","quoteCoin":"USDT","fundingInterval":240,"symbolType":""},
        {"symbol":"BTCPERP","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC","quoteCoin":"USDC","fundingInterval":480},
        {"symbol":"BTC-25DEC26","contractType":"LinearFutures","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","fundingInterval":0},
        {"symbol":"TSLAUSDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"TSLA","quoteCoin":"USDT","fundingInterval":480,"symbolType":"stock"}]},"time":1795350890000}
        """;

    private readonly WrittenAnswers _answers = new();
    private readonly BybitClient _client;

    public BybitClientTests()
    {
        _client = new BybitClient(_answers.Http, new BybitEndpoints(), _answers.Market, _answers.Wall, _answers.Monitors, NullLogger<BybitClient>.Instance);
        Say("""{"retCode":0,"result":{}}""");
    }

    [Fact]
    public async Task GetTickers_AThousandOfACoin_IsDividedExactlyAndTheEstimateIsMarkedSo()
    {
        Say("""
            {"retCode":0,"retMsg":"OK","time":1795350890000,"result":{"category":"linear","list":[
            {"symbol":"SHIB1000USDT","markPrice":"0.0089123","openInterest":"1000.5","openInterestValue":"8.9","fundingRate":"-0.0002","nextFundingTime":"1795356000000","fundingIntervalHour":"2"},
            {"symbol":"BTCUSDT","markPrice":"95000.10","openInterest":"7","fundingRate":"","nextFundingTime":""},
            {"symbol":"BTC-25DEC26","markPrice":"","openInterest":"","fundingRate":""},{"symbol":7}]}}
            """);

        var answer = await _answers.Ask(_client.GetTickersAsync(CancellationToken.None));

        var time = DateTimeOffset.FromUnixTimeMilliseconds(1795350890000);
        answer.Value.ShouldBe([
            new PerpetualTicker("SHIB-USD", new MarkPrice(time, 0.0000089123m), new OpenContracts(time, 1_000_500m, OpenInterestUnit.Coins),
                new RunningFunding(DateTimeOffset.FromUnixTimeMilliseconds(1795356000000).AddHours(-2), -0.0002m, 2, IsFixed: false)),
            new PerpetualTicker("BTC-USD", new MarkPrice(time, 95000.10m), new OpenContracts(time, 7, OpenInterestUnit.Coins), null),
        ]);
        answer.Skipped.ShouldBe(1);
        _answers.Calls.Select(c => c.PathAndQuery).ShouldBe(["/v5/market/instruments-info?category=linear&limit=1000", "/v5/market/tickers?category=linear"]);
    }

    [Fact]
    public async Task GetFunding_ShapeOnFile_IsOldestFirst()
    {
        Say(File.ReadAllText(Path.Combine(SharedData.Folder("wire", "bybit", "fixtures_nautilus"), "nautilus__http_get_funding_history.json")));

        var rates = (await _answers.Ask(_client.GetFundingAsync("BTC-USD", DateTimeOffset.FromUnixTimeMilliseconds(1709856000000), CancellationToken.None))).Value;

        rates.ShouldBe([
            new FundingRate(new DateTimeOffset(2024, 3, 8, 0, 0, 0, TimeSpan.Zero), 0.00015m, 8),
            new FundingRate(new DateTimeOffset(2024, 3, 8, 8, 0, 0, TimeSpan.Zero), 0.0001m, 8),
        ]);
        _answers.Calls.Last().PathAndQuery.ShouldBe(
            $"/v5/market/funding/history?category=linear&symbol=BTCUSDT&startTime=1709827200000&endTime={Now.ToUnixTimeMilliseconds()}&limit=200");
    }

    [Theory]
    [InlineData("nautilus__http_get_instruments_linear.json", 2)]
    [InlineData("nautilus__http_get_instruments_linear_symbol_type.json", 0)]
    [InlineData("nautilus__http_get_instruments_inverse.json", 0)]
    public void Contracts_ShapesOnFile_AreThoseOnCoins(string file, int count)
    {
        var body = File.ReadAllBytes(Path.Combine(SharedData.Folder("wire", "bybit", "fixtures_nautilus"), file));
        var (contracts, next, skipped) = new BybitParser(new WireAnomalies("bybit", NullLogger.Instance)).Contracts(body);

        (contracts.Count, next, skipped).ShouldBe((count, null, 0));

        // Written by hand, in hours; the venue's minutes are what it documents, and eight of them are none.
        contracts.ShouldAllBe(c => c.IntervalHours == 8 && c.Coins == 1);
    }

    [Theory]
    [InlineData("""{"retCode":10006,"retMsg":"Too many visits!","result":{}}""", VenueFailureKind.RateLimited, 3)]
    [InlineData("""{"retCode":10018,"retMsg":"Exceeded the IP Rate Limit."}""", VenueFailureKind.RateLimited, 3)]
    [InlineData("""{"retCode":10016,"retMsg":"Server error."}""", VenueFailureKind.ServerError, 3)]
    [InlineData("""{"retCode":10001,"retMsg":"params error: Symbol Is Invalid","result":{}}""", VenueFailureKind.UnknownSymbol, 1)]
    [InlineData("""{"retCode":10001,"retMsg":"params error: startTime invalid","result":{}}""", VenueFailureKind.Refused, 1)]
    [InlineData("""{"retCode":0,"retMsg":"OK"}""", VenueFailureKind.Malformed, 1)]
    [InlineData("<html>", VenueFailureKind.Malformed, 1)]
    public async Task GetOpenInterest_Error_IsAFailureOfItsKind(string body, object kind, int calls)
    {
        Say(body);

        var failure = (await _answers.Ask(_client.GetOpenInterestAsync("BTC-USD", Now.AddHours(-3), CancellationToken.None))).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe((VenueFailureKind)kind);
        failure.Message.ShouldStartWith("bybit open interest of BTC-USD: ");
        _answers.CallsOf("open-interest").ShouldBe(calls);
    }

    [Fact]
    public async Task GetTickers_Banned_NobodyAsksForTenMinutes()
    {
        var before = _answers.Answer;
        _answers.Answer = path => path.EndsWith("tickers", StringComparison.Ordinal) ? Of(HttpStatusCode.Forbidden, "403, access too frequent") : before(path);
        (await _answers.Ask(_client.GetTickersAsync(CancellationToken.None))).Failure!.Kind.ShouldBe(VenueFailureKind.Refused);

        (await _answers.Ask(_client.GetTickersAsync(CancellationToken.None))).Failure!.Kind.ShouldBe(VenueFailureKind.RateLimited);
        _answers.CallsOf("tickers").ShouldBe(1);
        _answers.Wall.Advance(TimeSpan.FromMinutes(10));
        _answers.Answer = before;
        (await _answers.Ask(_client.GetTickersAsync(CancellationToken.None))).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task GetOpenInterest_LongSpan_IsReadBackwardsPageByPage()
    {
        var first = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        List<(long From, long To)> spans = [];
        var before = _answers.Answer;
        _answers.Answer = path =>
        {
            if (!path.EndsWith("open-interest", StringComparison.Ordinal)) return before(path);
            var query = _answers.Calls.Last().Query.Split('&', '?').Where(p => p.Contains('=', StringComparison.Ordinal)).ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1], StringComparer.Ordinal);
            var (from, to) = (long.Parse(query["startTime"], null), long.Parse(query["endTime"], null));
            spans.Add((from, to));
            var hours = Enumerable.Range(0, 600).Select(h => first.AddHours(h).ToUnixTimeMilliseconds()).Where(t => t >= from && t <= to).Reverse().Take(200);
            return Ok($$$"""{"retCode":0,"result":{"list":[{{{string.Join(',', hours.Select(t => $$"""{"openInterest":"{{t / 3_600_000}}","timestamp":"{{t}}"}"""))}}}]}}""");
        };

        var readings = (await _answers.Ask(_client.GetOpenInterestAsync("BTC-USD", first, CancellationToken.None))).Value.ShouldNotBeNull();

        readings.Count.ShouldBe((int)(Now - first).TotalHours + 1);
        readings.Select(r => r.Time).ShouldBe(Enumerable.Range(0, readings.Count).Select(h => first.AddHours(h)));
        readings.ShouldAllBe(r => r.Count == r.Time.ToUnixTimeMilliseconds() / 3_600_000);
        spans.Count.ShouldBe(3);
    }

    private void Say(string body) => _answers.Answer = path => Ok(path.EndsWith("instruments-info", StringComparison.Ordinal) ? Listing : body);
}
