using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Markets;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>Feeds of one universe: which are connected is decided once, what they say coin by coin, later than the instant now and then.</summary>
internal sealed class RandomFeeds(Random random, DateTimeOffset at)
{
    private static readonly string[] Venues = ["binance", "bybit", "kraken", "okx"];

    private readonly bool _books = random.Next(4) > 0;
    private readonly bool _perpetuals = random.Next(4) > 0;
    private readonly bool _events = random.Next(3) > 0;
    private readonly bool _sentiment = random.Next(3) > 0;
    private readonly double _missing = random.Next(3) switch { 0 => 0, 1 => 0.3, _ => 0.9 };
    private readonly bool _alike = random.Next(5) == 0;

    public SymbolFeeds Of(double price) => new(
        _books ? Many(0, 3, venue => Book(venue, (decimal)price)) : null,
        _perpetuals ? Many(0, 3, venue => Perpetual(venue, (decimal)price)) : null,
        _events ? Many(0, 4, _ => Event()) : null,
        _sentiment && !Missing() ? new SentimentReading(Past(30 * 3600), _alike ? 0.5m : Number(-1.1, 1.1), "feed") : null,
        !Missing() ? new EtfFlow(Past(80 * 3600), Number(-1e7, 1e7), "funds") : null);

    private bool Missing() => random.NextDouble() < _missing;

    private List<T> Many<T>(int least, int most, Func<string, T> draw) => Missing() ? [] : [.. Venues.OrderBy(_ => random.Next()).Take(random.Next(least, most + 1)).Select(draw)];

    private ExchangeNativeBook Book(string venue, decimal price)
    {
        var spread = (decimal)(0.0001 + (0.01 * random.NextDouble())) * (random.Next(10) == 0 ? -1 : 1);
        var size = (decimal)Math.Exp(random.NextDouble() * 12) / price;
        (decimal, decimal)[] Side(int sign) => [.. Enumerable.Range(0, random.Next(random.Next(8) == 0 ? 0 : 1, 8)).Select(i => (price * (1 + (sign * ((spread / 2) + (0.004m * i)))), size * (i + 1)))];
        return NativeBooks.Of(Past(8), Side(-1), Side(1), random.Next(8) == 0 ? BookIntegrity.SequenceGap : BookIntegrity.Verified, venue);
    }

    private PerpetualFeed Perpetual(string venue, decimal price)
    {
        var interval = random.Next(3) == 0 ? 1 : 8;
        var (kind, rates) = (random.Next(4), random.Next(0, 30));
        List<FundingRate> funding = [.. Enumerable.Range(0, rates).Select(i => new FundingRate(
            at.AddHours((interval * (i - rates)) + random.Next(0, 2 * interval)).AddSeconds(i), kind == 0 ? 0.0001m : Number(-0.001, 0.001), interval))];
        var (usd, scale) = (1e9, random.Next(4) switch { 0 => 0, 1 => 1e12, _ => 1e6 });
        var hours = random.Next(0, 40);
        List<OpenInterest> interest = [.. Enumerable.Range(0, hours).Select(i =>
            new OpenInterest(SyntheticMarket.At.AddHours(i - hours + random.Next(0, 2)).AddSeconds(-random.Next(0, 2) + i), Math.Abs((decimal)(usd += scale * SyntheticMarket.Normal(random)))))];
        return new PerpetualFeed(venue, funding, interest, random.Next(4) == 0 ? null : new MarkPrice(Past(200), price * (decimal)(1 + (0.001 * SyntheticMarket.Normal(random)))));
    }

    private CatalystEvent Event() => new(
        at.AddDays(random.Next(-5, 200)), Past(1_000_000), random.Next(3) == 0 ? "Upgrade" : $"Event {random.Next(100)}", (EventTier)random.Next(3), "calendar");

    /// <summary>A time up to so many seconds before the instant, one in ten as long after it.</summary>
    private DateTimeOffset Past(int seconds) => at.AddSeconds(random.NextDouble() * seconds * (random.Next(10) == 0 ? 1 : -1));

    private decimal Number(double from, double to) => (decimal)(from + ((to - from) * random.NextDouble()));
}
