using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Tests.Premove;

/// <summary>A sweep that the real detector made of chosen feeds: two candidates that move together, one unconfirmed, one with a stale live feed, one with too few points. Numbers are made up.</summary>
internal static class SweepFixture
{
    public static readonly DateTimeOffset At = BoardFixture.At;
    public static readonly PremoveOptions Options = new();

    public static StoredSweep Sweep(DateTimeOffset? instant = null)
    {
        var at = instant ?? At;
        PremoveCoin[] coins =
        [
            Full("SOL-USD", 4e8, at) with { Candles = Walk("SOL-USD", 1, at) },
            Full("AVAX-USD", 3e8, at, heat: 0.8) with { Candles = Walk("AVAX-USD", 1, at) },
            Full("LINK-USD", 2e8, at) with { FundingZ = Reading(0.5, at), Candles = Walk("LINK-USD", 2, at) },
            Full("DOGE-USD", 2e8, at) with { LargePrints = new LargePrintFlow(Stamp(at, 200, isLive: true), 10, 25, 0, 100) },
            new PremoveCoin("X-USD", 1e8, null) { FundingZ = Reading(-2.5, at) },
            new PremoveCoin("NEW-USD", double.NaN, null),
        ];
        var result = PremoveDetector.Run(new PremoveInput(at, RegimeState.Choppy, coins, [], [], Walk("BTC-USD", 3, at)), Options);
        return new StoredSweep(
            at, "7f3a91c2", MarketSource.Simulated, "3.3", "0.2.0", "7f3a91c2aa", "55d0917eaa", at.AddSeconds(1), result.Regime, result.Coins, StoredPruning.Of(result.Portfolio), result.Outside,
            [new SweepFeed("fundingZ", 5, 5, null), new SweepFeed("whaleComposite", 4, 5, null), new SweepFeed("stakingInflow24h", 0, 5, "no source of staking flows exists in this program")], "20251106T150000Z-7f3a91c2", []);
    }

    private static FeedStamp Stamp(DateTimeOffset at, double age = 60, bool isLive = false) => new(at.AddSeconds(-age), "kraken", isLive);

    private static FeedReading Reading(double value, DateTimeOffset at) => new(Stamp(at), value);

    private static PremoveCoin Full(string symbol, double advUsd, DateTimeOffset at, double heat = 1) => new(symbol, advUsd, null)
    {
        FundingZ = Reading(3, at),
        OpenInterestResidualUsd = Reading(9e5, at),
        ReservesChange7d = Reading(-0.2, at),
        WhaleComposite = Reading(0.9, at),
        DepthImbalanceZ = Reading(3, at),
        SpreadCompressionZ = Reading(2.5, at),
        LargePrints = new LargePrintFlow(Stamp(at), 10, 25, 0, 100),
        Heat = Reading(heat, at),
        BollingerWidthPercentile = Reading(0.05, at),
    };

    private static CandleSeries Walk(string symbol, int seed, DateTimeOffset at)
    {
        var random = new Random(seed);
        var close = 100.0;
        double[] closes = [.. Enumerable.Range(0, 200).Select(_ => close *= Math.Exp((random.NextDouble() - 0.5) * 0.02))];
        return CandleSeries.FromColumns(symbol, "kraken", at.AddHours(-200), closes, closes, closes, closes, [.. closes.Select(static _ => 1.0)]);
    }
}
