using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>Seeded universes for tests: the same seed gives the same candles.</summary>
internal static class SyntheticMarket
{
    public static readonly DateTimeOffset At = new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Random walks with a common factor; volumes well above the liquidity limit.</summary>
    public static IReadOnlyList<SymbolInput> Universe(int symbols, int hours, int seed)
    {
        var random = new Random(seed);
        var market = new double[hours];
        for (var i = 0; i < hours; i++) market[i] = 0.004 * Normal(random);
        return [.. Enumerable.Range(0, symbols).Select(s => new SymbolInput(Walk($"C{s:000}-USD", hours, random, market), null, null))];
    }

    public static CandleSeries Walk(string symbol, int hours, Random random, double[]? market = null, double volatility = 0.008, double startPrice = 0)
    {
        var (open, high, low, close, volume) = (new double[hours], new double[hours], new double[hours], new double[hours], new double[hours]);
        var price = startPrice > 0 ? startPrice : Math.Exp(random.NextDouble() * 10 - 4);
        var daily = Math.Exp(13 + (random.NextDouble() * 6)) / price / 24;
        for (var i = 0; i < hours; i++)
        {
            open[i] = price;
            price *= Math.Exp((market?[i] ?? 0) + (volatility * Normal(random)));
            close[i] = price;
            high[i] = Math.Max(open[i], close[i]) * (1 + (0.004 * random.NextDouble()));
            low[i] = Math.Min(open[i], close[i]) * (1 - (0.004 * random.NextDouble()));
            volume[i] = daily * Math.Exp(0.5 * Normal(random));
        }

        return CandleSeries.FromColumns(symbol, "kraken", At.AddHours(-hours), open, high, low, close, volume);
    }

    public static ScanInput Input(IReadOnlyList<SymbolInput> symbols, RegimeState state = RegimeState.Choppy, DateTimeOffset? at = null, PreviousScan? previous = null) =>
        new(at ?? At, MarketSource.Replay, Regime(state, at ?? At), symbols, previous);

    public static RegimeRecord Regime(RegimeState state, DateTimeOffset at) =>
        new(at, state, 1, at, null, state, null, [], "given", 0, []);

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
