using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Backtests;

/// <summary>A small market in a store, and gates that it can pass.</summary>
internal static class StoredMarket
{
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When its candles became known.</summary>
    public static readonly DateTimeOffset KnownAt = Start.AddHours(Hours);

    public const int Hours = 800;

    public static ScanOptions Scan { get; } = new() { Gates = Easy() };

    /// <summary>Writes so many symbols; one of them is delisted on the way.</summary>
    public static async Task FillAsync(ICandleStore candles, int symbols = 16)
    {
        for (var number = 0; number < symbols; number++)
        {
            var name = number == 0 ? "BTC-USD" : $"C{number:00}-USD";
            await candles.WriteAsync("kraken", name, CandleSeries.BarWidth, Walk(number, number == symbols - 1 ? Hours - 70 : Hours), KnownAt, CancellationToken.None);
        }
    }

    private static List<Candle> Walk(int number, int hours)
    {
        var random = new CounterRandom(7 + ((ulong)number * 7919));
        var (price, volatility) = (100.0, 0.006 + (0.0008 * (number % 7)));
        List<Candle> candles = [];
        for (var h = 0; h < hours; h++)
        {
            var burst = random.Uniform((ulong)(h / 12) + 1_000_000) > 0.93;
            var open = (decimal)Math.Round(price, 6);
            price *= Math.Exp((volatility * (burst ? 2.5 : 1) * random.Normal((ulong)h)) + (burst ? 0.004 : 0));
            var close = (decimal)Math.Round(price, 6);
            var volume = (decimal)Math.Round((number + 1) * 20_000 * (0.5 + random.Uniform((ulong)h + 4_000_000)) * (burst ? 4 : 1), 2);
            candles.Add(new Candle(Start.AddHours(h), open, Math.Max(open, close) * 1.001m, Math.Min(open, close) * 0.999m, close, volume));
        }

        return candles;
    }

    private static GateOptions Easy()
    {
        static GateThresholds Ease(GateThresholds limits) => limits with { Composite = 60, Vadr = 0.8, Movement = 0.01, Adx = 1, FreshnessBars = 6, FreshnessAtr = 4 };
        var options = new GateOptions();
        return options with { TrendingBull = Ease(options.TrendingBull), Choppy = Ease(options.Choppy), HighVolatility = Ease(options.HighVolatility) };
    }
}
