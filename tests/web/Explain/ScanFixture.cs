using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Web.Tests.Explain;

/// <summary>A real scan over a small made-up market: the same every time.</summary>
internal static class ScanFixture
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);

    /// <summary>The same market with a book and a perpetual for all but the last coin.</summary>
    public static ScanResult WithFeeds() => Run(feeds: (i, price) => new SymbolFeeds(
        [TestBooks.Around($"C{i:D2}-USD", price)],
        i == 14 ? [] : [new PerpetualFeed(
            "krakenfutures",
            [.. Enumerable.Range(0, 160).Select(h => new FundingRate(At.AddHours(h - 159), h == 159 && i == 3 ? 0.0009m : 0.00001m + (0.000001m * (h % 7)), 1))],
            [.. Enumerable.Range(0, 170).Select(h => new OpenInterest(At.AddHours(h - 169), 5_000_000m + (10_000m * (h % 11)) + (h == 169 && i == 3 ? 3_000_000m : 0)))],
            new MarkPrice(At.AddSeconds(-20), price * 1.001m))],
        null, null, null));

    public static ScanResult Run(int symbols = 15, Func<int, decimal, SymbolFeeds>? feeds = null)
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
            return new SymbolInput(series, null, null) { Feeds = feeds?.Invoke(i, (decimal)price) ?? SymbolFeeds.None };
        }).ToList();
        var regime = new RegimeRecord(At.AddHours(-3), RegimeState.Choppy, 1, At.AddDays(-2), null, RegimeState.Choppy, null, [], "made up", symbols, []);
        return Scan.Run(new ScanInput(At, MarketSource.Simulated, regime, inputs, null), new ScanOptions());
    }

    private sealed class TestBooks : ExchangeBookSource
    {
        public static ExchangeNativeBook Around(string symbol, decimal price) => Native(
            At.AddSeconds(-1),
            symbol,
            "kraken",
            BookIntegrity.Verified,
            [.. Enumerable.Range(1, 60).Select(k => new BookLevel(price * (1 - (0.0004m * k)), 4000 / price))],
            [.. Enumerable.Range(1, 60).Select(k => new BookLevel(price * (1 + (0.0004m * k)), 5000 / price))]);
    }
}
