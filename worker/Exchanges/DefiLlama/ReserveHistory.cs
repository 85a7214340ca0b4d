using System.Runtime.InteropServices;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>
/// What exchanges held, point by point, with the instant at which we learnt it. A changed point is a new version beside the old one, so that an instant of the past is answered
/// with what was known at it. In memory, bounded by <see cref="Keep"/>. Not safe from two threads.
/// </summary>
internal sealed class ReserveHistory
{
    /// <summary>Older points are forgotten: a week's change and a day of answering back need no more.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(9);

    private readonly Dictionary<string, Dictionary<string, List<Point>>> _symbols = new(StringComparer.Ordinal);

    /// <summary>Takes what an exchange was said to hold; what is known already is not taken again.</summary>
    /// <param name="reserves">Points, oldest first for each coin.</param>
    /// <param name="knownAt">When they were learnt, market time; never before that of an earlier call.</param>
    public void Add(IEnumerable<ExchangeReserve> reserves, DateTimeOffset knownAt)
    {
        foreach (var reserve in reserves)
        {
            if (reserve.Time < knownAt - Keep) continue;
            if (!_symbols.TryGetValue(reserve.Symbol, out var exchanges)) _symbols[reserve.Symbol] = exchanges = new Dictionary<string, List<Point>>(StringComparer.Ordinal);
            if (!exchanges.TryGetValue(reserve.Exchange, out var points)) exchanges[reserve.Exchange] = points = [];
            Put(points, new Point(reserve.Time, knownAt, reserve.Amount, reserve.Usd));
        }

        Forget(knownAt - Keep);
    }

    /// <summary>Exchanges that were known to hold a coin, each with its newest point and the one nearest to an earlier instant, null where none is near it; as known at an instant.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="symbol">Canonical symbol.</param>
    /// <param name="before">How much earlier.</param>
    /// <param name="near">How far from it a point may lie.</param>
    public IEnumerable<(ExchangeReserve Newest, ExchangeReserve? Before)> At(DateTimeOffset at, string symbol, TimeSpan before, TimeSpan near)
    {
        if (!_symbols.TryGetValue(symbol, out var exchanges)) yield break;

        foreach (var (exchange, points) in exchanges.OrderBy(static e => e.Key, StringComparer.Ordinal))
        {
            // Of several versions of a point the last known counts.
            List<Point> known = [.. points.Where(p => p.Time <= at && p.KnownAt <= at).GroupBy(static p => p.Time).Select(static versions => versions.Last())];
            if (known.Count == 0) continue;

            var earlier = known.Where(p => (p.Time - (at - before)).Duration() <= near).OrderBy(p => (p.Time - (at - before)).Duration()).Cast<Point?>().FirstOrDefault();
            yield return (known[^1].Of(exchange, symbol), earlier?.Of(exchange, symbol));
        }
    }

    private static void Put(List<Point> points, Point point)
    {
        var place = points.Count;
        while (place > 0 && points[place - 1].Time > point.Time) place--;
        if (place > 0 && points[place - 1].Time == point.Time && points[place - 1].Amount == point.Amount && points[place - 1].Usd == point.Usd) return;
        points.Insert(place, point);
    }

    private void Forget(DateTimeOffset from)
    {
        foreach (var (symbol, exchanges) in _symbols)
        {
            foreach (var (exchange, points) in exchanges)
            {
                points.RemoveAll(p => p.Time < from);
                if (points.Count == 0) exchanges.Remove(exchange);
            }

            if (exchanges.Count == 0) _symbols.Remove(symbol);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Point(DateTimeOffset Time, DateTimeOffset KnownAt, decimal Amount, decimal Usd)
    {
        public ExchangeReserve Of(string exchange, string symbol) => new(Time, exchange, symbol, Amount, Usd);
    }
}
