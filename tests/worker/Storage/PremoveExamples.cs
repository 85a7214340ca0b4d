using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Storage;

/// <summary>Sweeps that the real detector made of handmade feeds: one coin with every feed, one confirmed and like it, one with too few points, one without any.</summary>
public static class PremoveExamples
{
    private static readonly PremoveOptions Options = new();

    public static StoredSweep Sweep(DateTimeOffset at, double heat = 1, IReadOnlyList<AlertSent>? alerts = null)
    {
        var walk = Walk(at);
        PremoveCoin[] coins =
        [
            Full("BTC-USD", 4e8, at, heat) with { Candles = walk("BTC-USD", 1) },
            Full("ETH-USD", 3e8, at, heat * 0.9) with { Candles = walk("ETH-USD", 1) },
            new PremoveCoin("SOL-USD", 2e8, null) { FundingZ = new FeedReading(Stamp(at), 2.5), Candles = walk("SOL-USD", 2) },
            new PremoveCoin("X-USD", 1e8, null),
            new PremoveCoin("NEW-USD", double.NaN, null),
        ];
        var collected = new CollectedSweep(new PremoveInput(at, RegimeState.Choppy, coins, alerts ?? [], [], walk("BTC-USD", 1)), "scan", ["one thing is late"]);
        return SweepRecord.Of(PremoveDetector.Run(collected.Input, Options), collected, $"run-{at:HHmm}", MarketSource.Simulated, at.AddSeconds(1), Options);
    }

    private static FeedStamp Stamp(DateTimeOffset at) => new(at.AddMinutes(-1), "venue");

    private static PremoveCoin Full(string symbol, double advUsd, DateTimeOffset at, double heat) => new(symbol, advUsd, null)
    {
        FundingZ = new FeedReading(Stamp(at), 3),
        OpenInterestResidualUsd = new FeedReading(Stamp(at), 1e6),
        ReservesChange7d = new FeedReading(Stamp(at), -0.2),
        WhaleComposite = new FeedReading(Stamp(at), 0.9),
        DepthImbalanceZ = new FeedReading(Stamp(at), 3),
        SpreadCompressionZ = new FeedReading(Stamp(at), 1.0 / 3),
        LargePrints = new LargePrintFlow(Stamp(at), 10, 25, 0, 100),
        Heat = new FeedReading(Stamp(at), heat),
        BollingerWidthPercentile = new FeedReading(Stamp(at), 0.05),
    };

    private static Func<string, int, CandleSeries> Walk(DateTimeOffset at) => (symbol, seed) =>
    {
        var random = new Random(seed);
        var close = 100.0;
        double[] closes = [.. Enumerable.Range(0, 200).Select(_ => close *= Math.Exp((random.NextDouble() - 0.5) * 0.02))];
        var start = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(-200);
        return CandleSeries.FromColumns(symbol, "kraken", start, closes, closes, closes, closes, [.. closes.Select(static _ => 1.0)]);
    };
}
