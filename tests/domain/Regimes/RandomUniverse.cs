using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Regimes;

/// <summary>A market drawn from a seed: common and own moves, calm and wild stretches, coins that start late, miss hours or stop early.</summary>
internal static class RandomUniverse
{
    public static readonly DateTimeOffset End = new(2026, 3, 20, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Series of 8 to 12 coins; candles run up to a day past <see cref="End"/>.</summary>
    public static IReadOnlyList<CandleSeries> Draw(int seed)
    {
        var random = new Random(seed);
        var hours = random.Next(500, 2000);
        var volatility = 0.003 + (0.012 * random.NextDouble());
        var tilt = (random.NextDouble() - 0.4) * 0.0016;
        var turn = random.Next(100, 400);
        var common = Enumerable.Range(0, hours + 24).Select(i => (tilt * (i / turn % 2 == 0 ? 1 : -0.5)) + (volatility * Normal(random))).ToArray();
        return [.. Enumerable.Range(0, random.Next(8, 13)).Select(coin => Coin($"C{coin:00}-USD", common, random))];
    }

    public static CandleSeries Coin(string symbol, double[] common, Random random)
    {
        var start = End.AddHours(24 - common.Length);
        var late = random.Next(4) == 0 ? random.Next(0, Math.Min(600, common.Length - 30)) : 0;
        var early = random.Next(5) == 0 ? random.Next(0, 60) : 0;
        var gapShare = random.Next(3) == 0 ? 0.08 * random.NextDouble() : 0;
        var volume = Math.Exp(10 + (3 * random.NextDouble()));
        var price = Math.Exp((8 * random.NextDouble()) - 2);
        var candles = new List<Candle>();
        for (var i = 0; i < common.Length - early; i++)
        {
            price *= Math.Exp(common[i] + (0.003 * Normal(random)));
            var traded = (decimal)(volume * (0.2 + random.NextDouble()));
            if (i < late || (candles.Count > 0 && random.NextDouble() < gapShare)) continue;

            var close = decimal.Round((decimal)price, 6);
            candles.Add(new Candle(start.AddHours(i), close, close * 1.001m, close * 0.999m, close, traded));
        }

        return CandleSeries.FromHourly(symbol, "test", candles);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
