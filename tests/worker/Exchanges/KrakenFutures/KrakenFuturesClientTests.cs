using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using Microsoft.Extensions.Configuration;
using static CryptoRun.Worker.Tests.Exchanges.KrakenFutures.FuturesBench;

namespace CryptoRun.Worker.Tests.Exchanges.KrakenFutures;

public class KrakenFuturesClientTests
{
    private readonly FuturesBench _bench = new();

    [Fact]
    public async Task GetTickers_ShapeOnFile_IsTheLinearPerpetualAlone()
    {
        _bench.Answer = _ => Ok(File.ReadAllText(Path.Combine(SharedData.Folder("wire", "kraken"), "nautilus__http_futures_tickers.json")));

        var ticker = (await _bench.Ask(c => c.GetTickersAsync(CancellationToken.None))).Value.ShouldHaveSingleItem();

        var time = new DateTimeOffset(2025, 11, 17, 0, 34, 37, 524, TimeSpan.Zero);
        ticker.ShouldBe(new PerpetualTicker(
            "ETH-USD", new MarkPrice(time, 3205.25m), new OpenContracts(time, 1_000_000m, OpenInterestUnit.Coins),
            // The ticker's rate is USD an hour and contract: 0.000015 / 3205.25.
            new RunningFunding(new DateTimeOffset(2025, 11, 17, 0, 0, 0, TimeSpan.Zero), Math.Round(0.000015m / 3205.25m, 15), 1, IsFixed: true)));
        _bench.Calls.ShouldHaveSingleItem().ToString().ShouldBe("https://futures.kraken.com/derivatives/api/v3/tickers");
    }

    [Fact]
    public async Task GetFunding_ShapeOnFile_IsTheRelativeRateOldestFirst()
    {
        _bench.Answer = _ => Ok(File.ReadAllText(Path.Combine(SharedData.Folder("wire", "kraken", "fixtures_nautilus"), "nautilus__http_futures_historical_funding_rates.json")));

        var rates = (await _bench.Ask(c => c.GetFundingAsync("BTC-USD", new DateTimeOffset(2025, 7, 11, 0, 0, 0, TimeSpan.Zero), CancellationToken.None))).Value!;

        rates.ShouldBe([
            new FundingRate(new DateTimeOffset(2025, 7, 11, 0, 0, 0, TimeSpan.Zero), -0.00005m, 1),
            new FundingRate(new DateTimeOffset(2025, 7, 11, 8, 0, 0, TimeSpan.Zero), 0.0001m, 1),
        ]);
        _bench.Calls.ShouldHaveSingleItem().PathAndQuery.ShouldBe("/derivatives/api/v3/historical-funding-rates?symbol=PF_XBTUSD");
    }

    [Fact]
    public async Task GetOpenInterest_Rows_AreTheClosesOfHoursThatAreOver()
    {
        var hour = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
        _bench.Answer = _ => Ok($$"""
            {"result":{"timestamp":[{{hour.ToUnixTimeSeconds()}},{{hour.AddHours(1).ToUnixTimeSeconds()}},{{hour.AddHours(2).ToUnixTimeSeconds()}}],"more":false,
            "data":[["1.0","4.0","0.5","2.25"],["2.25","3","2",null],["3","4","3","3.5"]]},"errors":[]}
            """);

        var answer = await _bench.Ask(c => c.GetOpenInterestAsync("DOGE-USD", hour, CancellationToken.None));

        answer.Value.ShouldHaveSingleItem().ShouldBe(new OpenContracts(hour.AddHours(1), 2.25m, OpenInterestUnit.Coins));
        answer.Skipped.ShouldBe(1);
        _bench.Calls.ShouldHaveSingleItem().PathAndQuery.ShouldBe($"/api/charts/v1/analytics/PF_DOGEUSD/open-interest?since={hour.ToUnixTimeSeconds()}&interval=3600");
    }

    [Fact]
    public async Task GetTickers_MalformedRecords_AreCountedAndTheRestStays()
    {
        _bench.Answer = _ => Ok("""
            {"result":"success","serverTime":"2026-11-22T12:34:50Z","tickers":[
            {"symbol":"PF_SOLUSD","tag":"perpetual","markPrice":-1,"openInterest":5},
            {"symbol":"PF_ADAUSD","tag":"perpetual","markPrice":"0.5","openInterest":null},
            {"tag":"perpetual"},
            {"symbol":"PF_LTCUSD","tag":"perpetual","markPrice":90,"openInterest":5,"suspended":true},
            {"symbol":"FF_XBTUSD_261225","tag":"month","markPrice":90,"openInterest":5},
            {"symbol":"PF_XBTUSD","tag":"perpetual","markPrice":95000.5,"openInterest":1500.25,"fundingRate":9e5,"unheard":[]}]}
            """);

        var answer = await _bench.Ask(c => c.GetTickersAsync(CancellationToken.None));

        var ticker = answer.Value.ShouldHaveSingleItem();
        (ticker.Symbol, ticker.Mark.Price, ticker.Contracts!.Value.Count, ticker.Funding).ShouldBe(("BTC-USD", 95000.5m, 1500.25m, (RunningFunding?)null));
        answer.Skipped.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"result":"error","serverTime":"2026-11-22T12:00:00Z","error":"apiLimitExceeded"}""", VenueFailureKind.RateLimited, 3)]
    [InlineData("""{"result":"error","error":"Server Error"}""", VenueFailureKind.ServerError, 3)]
    [InlineData("""{"result":"error","error":"invalidArgument: symbol"}""", VenueFailureKind.UnknownSymbol, 1)]
    [InlineData("""{"result":"error","error":"requiredArgumentMissing"}""", VenueFailureKind.Refused, 1)]
    [InlineData("<html>", VenueFailureKind.Malformed, 1)]
    [InlineData("[]", VenueFailureKind.Malformed, 1)]
    public async Task GetFunding_ErrorInA200_IsAFailureAndOnlyTransientOnesAreRetried(string body, VenueFailureKind kind, int calls)
    {
        _bench.Answer = _ => Ok(body);

        var failure = (await _bench.Ask(c => c.GetFundingAsync("BTC-USD", Now, CancellationToken.None))).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldStartWith("krakenfutures funding rates of BTC-USD: ");
        _bench.Calls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task GetOpenInterest_ErrorOfTheCharts_IsAFailure()
    {
        _bench.Answer = _ => Ok("""{"errors":[{"severity":"error","msg":"invalid symbol"}]}""");
        (await _bench.Ask(c => c.GetOpenInterestAsync("BTC-USD", Now, CancellationToken.None))).Failure!.Kind.ShouldBe(VenueFailureKind.Refused);
    }

    [Fact]
    public async Task EveryFuturesAnswerOnFile_CutAnywhere_NeverThrows()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Folder("wire", "kraken"), "*futures*.json", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            for (var cut = 0; cut <= text.Length; cut += Math.Max(1, text.Length / 40))
            {
                _bench.Answer = _ => Ok(text[..cut]);
                await _bench.Ask(c => c.GetTickersAsync(CancellationToken.None));
                await _bench.Ask(c => c.GetFundingAsync("BTC-USD", Now, CancellationToken.None));
                await _bench.Ask(c => c.GetOpenInterestAsync("BTC-USD", Now, CancellationToken.None));
            }
        }
    }

    [Theory]
    [InlineData("PF_XBTUSD", "BTC-USD")]
    [InlineData("PF_DOGEUSD", "DOGE-USD")]
    [InlineData("PI_XBTUSD", null)]
    [InlineData("PF_USD", null)]
    [InlineData("PF_XBTEUR", null)]
    public void ToCanonical_Names_OnlyLinearAgainstDollars(string name, string? symbol)
    {
        KrakenFuturesSymbols.ToCanonical(name).ShouldBe(symbol);
        if (symbol is not null) KrakenFuturesSymbols.ToVenue(symbol).ShouldBe(name);
    }

    [Fact]
    public void Problems_Nonsense_NamesKeyValueAndRange()
    {
        new KrakenFuturesEndpoints().Problems().ShouldBeEmpty();
        new KrakenFuturesEndpoints { Poll = TimeSpan.FromSeconds(1), RestBaseAddress = new Uri("ftp://x") }.Problems().ShouldBe([
            "Venues:KrakenFutures:RestBaseAddress is 'ftp://x/'; allowed is an absolute http or https address.",
            "Venues:KrakenFutures:Poll is 00:00:01; allowed are 5 to 600 s.",
        ]);
        var bound = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Venues:KrakenFutures:Enabled"] = "false" }).Build();
        bound.GetSection(KrakenFuturesEndpoints.Section).Get<KrakenFuturesEndpoints>()!.Enabled.ShouldBeFalse();
    }
}
