using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Web.Tests.Explain;

/// <summary>A real scan over a small made-up market: the same every time.</summary>
internal static class ScanFixture
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);

    public static ScanResult Run(int symbols = 15)
    {
        uint state = 7;
        double Next() => (state = (state * 1664525) + 1013904223) / 4294967296.0;
        var inputs = Enumerable.Range(0, symbols).Select(i =>
        {
            const int bars = 800;
            var (open, high, low, close, volume) = (new double[bars], new double[bars], new double[bars], new double[bars], new double[bars]);
            var price = 10.0 + i;
            for (var t = 0; t < bars; t++)
            {
                open[t] = price;
                price *= 1 + ((Next() - 0.5 + (0.002 * i) - 0.012) * 0.03);
                close[t] = price;
                high[t] = Math.Max(open[t], price) * (1 + (Next() * 0.003));
                low[t] = Math.Min(open[t], price) * (1 - (Next() * 0.003));
                volume[t] = 20_000 * (0.5 + Next()) * (t > bars - 20 ? 1 + (i % 3) : 1);
            }

            var series = CandleSeries.FromColumns($"C{i:D2}-USD", "kraken", At.AddHours(-bars), open, high, low, close, volume);
            return new SymbolInput(series, null, null);
        }).ToList();
        var regime = new RegimeRecord(At.AddHours(-3), RegimeState.Choppy, 1, At.AddDays(-2), null, RegimeState.Choppy, null, [], "made up", symbols, []);
        return Scan.Run(new ScanInput(At, MarketSource.Simulated, regime, inputs, null), new ScanOptions());
    }
}
