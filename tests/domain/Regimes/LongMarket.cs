using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Regimes;

/// <summary>A market of ten months with long calm and short wild stretches, for second opinions.</summary>
internal static class LongMarket
{
    public const int Days = 300;

    public static readonly DateTimeOffset End = new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<CandleSeries> Draw(int seed)
    {
        var random = new Random(seed);
        var hours = Days * 24;
        var common = Enumerable.Range(0, hours).Select(hour => (IsWild(hour / 24) ? 0.02 : 0.005) * Normal(random)).ToArray();
        return [.. Enumerable.Range(0, 5).Select(coin => Coin($"C{coin}-USD", common, random))];
    }

    /// <summary>Whether a day, counted from the first, is wild.</summary>
    public static bool IsWild(int day) => day % 100 >= 80;

    private static CandleSeries Coin(string symbol, double[] common, Random random)
    {
        var price = 10 + (100 * random.NextDouble());
        var candles = new Candle[common.Length];
        for (var i = 0; i < candles.Length; i++)
        {
            price *= Math.Exp(common[i] + (0.002 * Normal(random)));
            var close = decimal.Round((decimal)price, 8);
            candles[i] = new Candle(End.AddHours(i - candles.Length), close, close, close, close, 1000 + random.Next(100));
        }

        return CandleSeries.FromHourly(symbol, "test", candles);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
