using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.DefiLlama;
using static CryptoRun.Worker.Tests.Exchanges.DefiLlama.LlamaBench;

namespace CryptoRun.Worker.Tests.Exchanges.DefiLlama;

public class DefiLlamaClientTests
{
    private readonly LlamaBench _bench = new();

    [Fact]
    public async Task GetProtocols_Answer_HasExchangesAndProtocolsWithTheirCoins()
    {
        _bench.Bodies["/protocols"] = """
            [{"id":"2269","name":"Binance CEX","address":null,"symbol":"-","url":"https://www.binance.com","chain":"Multi-Chain","category":"CEX","chains":["Bitcoin"],
              "slug":"binance-cex","tvl":168012345678.90123,"chainTvls":{"Bitcoin":6.1e10},"change_1h":-0.1,"mcap":null},
             {"slug":"aave-v3","category":"Lending","symbol":"AAVE","tvl":3.5e10},
             {"slug":"quiet","category":"Yield","symbol":"-","tvl":null},
             {"slug":"negative","tvl":-1},{"slug":"monstrous","tvl":1e20},{"slug":"beyond","tvl":1e400},{"name":"nameless"},7,null]
            """;

        var answer = await _bench.Ask(c => c.GetProtocolsAsync(CancellationToken.None));

        answer.Value.ShouldBe([
            new ProtocolTvl(_bench.Market.GetUtcNow(), "binance-cex", "CEX", null, null, 168012345678.90123m),
            new ProtocolTvl(_bench.Market.GetUtcNow(), "aave-v3", "Lending", "AAVE-USD", null, 3.5e10m),
        ]);
        answer.Skipped.ShouldBe(6);
        _bench.Calls.ShouldHaveSingleItem().ToString().ShouldBe("https://api.llama.fi/protocols");
    }

    [Fact]
    public async Task GetHoldings_Answer_IsCoinsByCountAndWorthWithWrappedOnesAdded()
    {
        var day = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
        _bench.Bodies["/protocol/binance-cex"] = $$"""
            {"id":"2269","name":"Binance CEX","chainTvls":{"Bitcoin":{"tvl":[{"date":1,"totalLiquidityUSD":5}],"tokens":[]} },
             "currentChainTvls":{"Bitcoin":6.1e10,"Ethereum":"4.2e10","Ethereum-staking":1,"borrowed":2,"Broken":"x"},
             "tokens":[{"date":{{Unix(day.AddDays(-30))}},"tokens":{"BTC":1} },
                       {"date":{{Unix(day)}},"tokens":{"BTC":600000.25,"WBTC":"10.5","shib":8.1e13,"UNKNOWN (0xdead)":4,"ETH":-5,"SOL":1e40,"ADA":3} },
                       {"date":{{Unix(Now.AddDays(1))}},"tokens":{"BTC":2} },{"date":"soon"},{"date":-1,"tokens":{} }],
             "tokensInUsd":[{"date":{{Unix(day)}},"tokens":{"BTC":5.4e10,"WBTC":945000,"SHIB":7.2e8,"ADA":1e16} }]}
            """;

        var answer = await _bench.Ask(c => c.GetHoldingsAsync("binance-cex", day.AddDays(-9), CancellationToken.None));

        answer.Value!.Coins.ShouldBe([
            new ExchangeReserve(day, "binance-cex", "BTC-USD", 600010.75m, 54000945000m),
            new ExchangeReserve(day, "binance-cex", "SHIB-USD", 8.1e13m, 7.2e8m),
        ], ignoreOrder: true);
        answer.Value!.Chains.Select(c => (c.Chain, c.TvlUsd)).ShouldBe([("Bitcoin", 6.1e10m), ("Ethereum", 4.2e10m)]);
        answer.Skipped.ShouldBe(6);
        _bench.Calls.ShouldHaveSingleItem().ToString().ShouldBe("https://api.llama.fi/protocol/binance-cex");
    }

    [Fact]
    public async Task GetChainsAndStablecoins_Answers_AreReadToTheDigit()
    {
        _bench.Bodies["/v2/chains"] = """[{"gecko_id":"ethereum","tvl":71234567890.123456789,"tokenSymbol":"ETH","name":"Ethereum","chainId":1},{"tvl":5,"tokenSymbol":null,"name":"Harmony"},{"name":"x"}]""";
        _bench.Bodies["/stablecoins"] = """
            {"peggedAssets":[{"id":"1","name":"Tether","symbol":"USDT","pegType":"peggedUSD","circulating":{"peggedUSD":184000000000.5},"price":0.9998},
             {"symbol":"EURC","pegType":"peggedEUR","circulating":{"peggedEUR":1}},{"symbol":"DAI","pegType":"peggedUSD","circulating":{"peggedUSD":5e9},"price":null},
             {"symbol":"BAD","pegType":"peggedUSD","circulating":{}},{"symbol":"","pegType":"peggedUSD","circulating":{"peggedUSD":1}}]}
            """;
        _bench.Bodies["/stablecoincharts/all"] = """
            [{"date":"1511913600","totalCirculating":{"peggedUSD":1},"totalCirculatingUSD":{"peggedUSD":2}},
             {"date":"1795219200","totalCirculating":{"peggedUSD":3e11},"totalCirculatingUSD":{"peggedUSD":300000000000.25,"peggedEUR":7}},{"date":"later","totalCirculatingUSD":{}}]
            """;

        var chains = await _bench.Ask(c => c.GetChainsAsync(CancellationToken.None));
        var coins = await _bench.Ask(c => c.GetStablecoinsAsync(CancellationToken.None));
        var days = await _bench.Ask(c => c.GetStablecoinDaysAsync(Now.AddDays(-60), CancellationToken.None));

        chains.Value!.Select(c => (c.Chain, c.Symbol, c.TvlUsd)).ShouldBe([("Ethereum", "ETH-USD", 71234567890.123456789m), ("Harmony", null, 5m)]);
        coins.Value!.Select(s => (s.Stablecoin, s.Usd, s.Price)).ShouldBe([("USDT", 184000000000.5m, 0.9998m), ("DAI", 5e9m, null)]);
        days.Value.ShouldHaveSingleItem().ShouldBe(new StablecoinSupply(DateTimeOffset.FromUnixTimeSeconds(1795219200), null, 300000000000.25m, null));
        (chains.Skipped, coins.Skipped, days.Skipped).ShouldBe((1, 2, 1));
        _bench.Calls.Select(c => c.ToString()).ShouldBe(["https://api.llama.fi/v2/chains", "https://stablecoins.llama.fi/stablecoins?includePrices=true", "https://stablecoins.llama.fi/stablecoincharts/all"]);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("""{"message":"Protocol not found"}""")]
    [InlineData("")]
    [InlineData("[1,")]
    public async Task Answers_NotAsDocumented_AreFailuresWithTheirText(string body)
    {
        foreach (var path in (string[])["/protocols", "/v2/chains", "/stablecoins", "/stablecoincharts/all", "/protocol/okx"]) _bench.Bodies[path] = body;

        VenueFailure?[] failures =
        [
            (await _bench.Ask(c => c.GetProtocolsAsync(CancellationToken.None))).Failure, (await _bench.Ask(c => c.GetChainsAsync(CancellationToken.None))).Failure,
            (await _bench.Ask(c => c.GetStablecoinsAsync(CancellationToken.None))).Failure, (await _bench.Ask(c => c.GetStablecoinDaysAsync(Now, CancellationToken.None))).Failure,
            (await _bench.Ask(c => c.GetHoldingsAsync("okx", Now, CancellationToken.None))).Failure,
        ];

        failures.ShouldAllBe(f => f != null && f.Kind == VenueFailureKind.Malformed && f.Message.StartsWith("defillama "));
    }

    [Theory]
    [InlineData("BTC", "BTC-USD")]
    [InlineData("wbtc", "BTC-USD")]
    [InlineData("1INCH", "1INCH-USD")]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("BTC\n", null)]
    [InlineData("../etc", null)]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ", null)]
    public void ToCanonical_Tickers_AreSymbolsOrNothing(string? ticker, string? symbol) => DefiLlamaSymbols.ToCanonical(ticker).ShouldBe(symbol);

    [Fact]
    public void Problems_Nonsense_NamesKeyValueAndRange()
    {
        new DefiLlamaEndpoints().Problems().ShouldBeEmpty();
        new DefiLlamaEndpoints { Poll = TimeSpan.FromSeconds(1), StablecoinsBaseAddress = new Uri("ftp://x"), Exchanges = 51, ReservesEvery = TimeSpan.FromDays(2) }.Problems().ShouldBe([
            "Venues:DefiLlama:StablecoinsBaseAddress is 'ftp://x/'; allowed is an absolute http or https address.",
            "Venues:DefiLlama:Poll is 00:00:01; allowed are 30 to 3600 s.",
            "Venues:DefiLlama:ReservesEvery is 2.00:00:00; allowed are 30 to 86400 s.",
            "Venues:DefiLlama:Exchanges is 51; allowed are 0 to 50.",
        ]);
    }
}
