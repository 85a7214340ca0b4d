using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Tests.Markets;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>Twelve coins with every feed; the first is the one that tests look at, the second has feeds that say nothing of it.</summary>
internal static class FeedScenario
{
    public static readonly DateTimeOffset At = SyntheticMarket.At;
    public static readonly IReadOnlyList<SymbolInput> Symbols = [.. SyntheticMarket.Universe(12, 600, seed: 7).Select((symbol, i) => symbol with { Feeds = Feeds(symbol.Candles, i) })];

    public static ScanInput Input(Func<SymbolFeeds, SymbolFeeds>? first = null) =>
        SyntheticMarket.Input([.. Symbols.Select((symbol, i) => i == 0 && first is not null ? symbol with { Feeds = first(symbol.Feeds) } : symbol)]);

    private static SymbolFeeds Feeds(CandleSeries candles, int i)
    {
        if (i == 1) return new SymbolFeeds([], [], [], null, null);

        var price = (decimal)candles.Close[^1];
        return new SymbolFeeds(
            [Book(price, "kraken", i + 1), Book(price, "okx", (i + 1) * 2)],
            [Perpetual(price, "binance", i), Perpetual(price * (1 + (0.0001m * i)), "okx", i + 5)],
            i == 0 ? [new CatalystEvent(At.AddDays(12), At.AddDays(-3), "Mainnet upgrade", EventTier.Major, "calendar")] : i == 2 ? [new CatalystEvent(At.AddDays(40), At.AddDays(-9), "Unlock", EventTier.Minor, "calendar")] : [],
            new SentimentReading(At.AddMinutes(-30), (decimal)Math.Sin(i), "feed"),
            i == 0 ? new EtfFlow(At.AddHours(-10), 5_000_000_000m, "funds") : null);
    }

    private static ExchangeNativeBook Book(decimal price, string venue, int depth) => NativeBooks.Of(
        At.AddSeconds(-2),
        [(price * 0.9995m, 1000m * depth / price), (price * 0.97m, 1)],
        [(price * (1.0005m + (0.0001m * depth)), 1500m * depth / price), (price * 1.03m, 1)],
        venue: venue);

    private static PerpetualFeed Perpetual(decimal price, string venue, int seed)
    {
        var random = new Random(seed);
        return new PerpetualFeed(
            venue,
            [.. Enumerable.Range(0, 21).Select(i => new FundingRate(At.AddHours(8 * (i - 20)), (decimal)(0.0001 * random.NextDouble()), 8))],
            [.. Enumerable.Range(0, 169).Select(i => new OpenInterest(At.AddHours(i - 168), 50_000_000 + (decimal)(1_000_000 * random.NextDouble())))],
            new MarkPrice(At.AddSeconds(-20), price * (1 + (decimal)(0.0005 * random.NextDouble()))));
    }
}
