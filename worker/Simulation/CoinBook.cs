using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation;

/// <summary>
/// One coin's order book: the top is the price's own bid and ask, below and above it rest orders at round prices, at every price the same size until somebody changes it. So a
/// moving price eats into the book and leaves the rest alone, as in a real one. Its depth within 2 % follows the coin's daily volume: from some 30 thousand dollars a side to millions.
/// </summary>
/// <param name="key">Key of the coin.</param>
/// <param name="pair">Pair.</param>
internal sealed class CoinBook(ulong key, VenuePair pair)
{
    /// <summary>How far from the top it reaches.</summary>
    public const double Reach = 0.028;

    private const double Measured = 0.02;
    private const double Spacing = 0.00075;
    private const double Near = 0.001;
    private static readonly decimal Lot = new(1, 0, 0, false, TapeInstrument.LotDecimals);

    private readonly ulong _key = KeyedRandom.Key(key, "book");
    private readonly double _depthUsd = 100 * Math.Sqrt(pair.AdvUsd) * new KeyedRandom(KeyedRandom.Key(key, "depth")).Between(0.4, 1.7);

    /// <summary>The book at an instant.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="price">Price with bid and ask then.</param>
    /// <param name="heat">Attention: orders are withdrawn while the price runs.</param>
    public TapeBook At(DateTimeOffset at, TapePrice price, double heat)
    {
        var second = at.UtcTicks / TimeSpan.TicksPerSecond;
        var tilt = 0.15 * ((2 * new KeyedRandom(KeyedRandom.Key(_key, (ulong)((second + (long)(_key % 900)) / 900))).Uniform()) - 1);
        var depth = _depthUsd / (1 + (0.4 * heat));
        var (bid, ask) = (TicksOf(price.Bid!.Value), TicksOf(price.Ask!.Value));
        return new TapeBook(new DateTimeOffset(second * TimeSpan.TicksPerSecond, TimeSpan.Zero), Side(bid, -1, second, depth * (1 + tilt)), Side(ask, 1, second, depth * (1 - tilt)));
    }

    private List<BookLevel> Side(long top, int direction, long second, double depthUsd)
    {
        var step = Step(top);
        var share = depthUsd * step / Measured;
        var farthest = (long)(top * (1 + (direction * Reach)));
        List<BookLevel> levels = [Level(top, 0.4 * share / top, KeyedRandom.Key(_key, (ulong)second))];
        var first = direction < 0 ? (top - 1) / step * step : ((top / step) + 1) * step;
        for (var at = first; direction < 0 ? at >= farthest && at > 0 : at <= farthest; at += direction * step)
        {
            var place = KeyedRandom.Key(_key, (ulong)((at * 2) + (direction > 0 ? 1 : 0)));
            // Orders near the price are small and come and go within seconds, those far away rest for minutes.
            var isNear = Math.Abs(at - top) < top * Near;
            var generation = (ulong)((second + (long)(place % 600)) / (isNear ? 15 : 600));
            levels.Add(Level(at, (isNear ? 0.5 : 1) * share / at, KeyedRandom.Key(place, generation)));
        }

        return levels;
    }

    private BookLevel Level(long ticks, double meanUsd, ulong draw)
    {
        var random = new KeyedRandom(draw);
        var usd = meanUsd * (0.35 + (1.2 * random.Uniform())) * (random.Uniform() < 0.03 ? 2.7 : 1);
        var price = PortableMath.FromTicks(ticks, pair.Decimals);
        return new BookLevel(price, Round(usd / (double)price));
    }

    /// <summary>Three digits, as people order.</summary>
    private static decimal Round(double size)
    {
        var lots = PortableMath.ToTicks(size, TapeInstrument.LotDecimals);
        var unit = 1L;
        while (lots / unit >= 1000) unit *= 10;
        return lots / unit * unit * Lot;
    }

    /// <summary>The round step of 1, 2 or 5 times a power of ten under the usual spacing.</summary>
    private static long Step(long ticks)
    {
        var (most, step) = (Math.Max(1, (long)(ticks * Spacing)), 1L);
        while (step * 10 <= most) step *= 10;
        return step * 5 <= most ? step * 5 : step * 2 <= most ? step * 2 : step;
    }

    private long TicksOf(decimal price) => PortableMath.ToTicks((double)price, pair.Decimals);
}
