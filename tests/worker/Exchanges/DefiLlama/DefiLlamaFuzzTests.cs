using System.Text;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.DefiLlama;
using Microsoft.Extensions.Logging.Abstractions;
using static CryptoRun.Worker.Tests.Exchanges.DefiLlama.LlamaBench;

namespace CryptoRun.Worker.Tests.Exchanges.DefiLlama;

public class DefiLlamaFuzzTests
{
    private const int Bodies = 20_000;

    [Fact]
    public void Parser_MutatedAnswers_NeverThrowsAndNeverLetsNonsensePass()
    {
        byte[][] seeds =
        [
            """[{"slug":"a","category":"CEX","symbol":"BTC","tvl":5.25},{"slug":"b","tvl":"6"}]"""u8.ToArray(),
            Encoding.UTF8.GetBytes(Detail((Now.AddDays(-7), 1000.5m), (Now.AddDays(-1), 900m))[..^1] + ""","currentChainTvls":{"Bitcoin":1e9,"X-staking":1}}"""),
            """[{"name":"Ethereum","tvl":7.1e10,"tokenSymbol":"ETH"}]"""u8.ToArray(),
            """{"peggedAssets":[{"symbol":"USDT","pegType":"peggedUSD","circulating":{"peggedUSD":1.8e11},"price":0.99}]}"""u8.ToArray(),
            """[{"date":"1795219200","totalCirculatingUSD":{"peggedUSD":3e11}}]"""u8.ToArray(),
        ];
        var (random, parser) = (new Random(5), new DefiLlamaParser(new WireAnomalies("defillama", NullLogger.Instance)));
        for (var i = 0; i < Bodies; i++)
        {
            var body = Mutations.Of(seeds[i % seeds.Length], random);
            if (DefiLlamaParser.FailureInList(body, "x") is null)
            {
                parser.Protocols(body, Now).Values.All(p => p.TvlUsd >= 0 && p.Time == Now).ShouldBeTrue();
                parser.Chains(body, Now).Values.All(c => c.TvlUsd >= 0).ShouldBeTrue();
                parser.StablecoinDays(body, DateTimeOffset.MinValue, Now).Values.All(s => s.Usd >= 0 && s.Time <= Now).ShouldBeTrue();
            }

            if (DefiLlamaParser.FailureIn(body, "x", LlamaJson.Default.LlamaDetail) is null)
                parser.Holdings(body, "a", DateTimeOffset.MinValue, Now).Values.Coins.All(c => c.Amount >= 0 && c.Usd >= 0 && c.Time <= Now).ShouldBeTrue();
            if (DefiLlamaParser.FailureIn(body, "x", LlamaJson.Default.LlamaStablecoins) is null)
                parser.Stablecoins(body, Now).Values.All(s => s.Usd >= 0).ShouldBeTrue();
        }
    }
}
