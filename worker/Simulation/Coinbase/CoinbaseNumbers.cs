namespace CryptoRun.Worker.Simulation.Coinbase;

/// <summary>
/// Coinbase numbers what happens to a product: its trades one by one, without a hole, and everything else by a sequence that rises. The tape's trades have numbers that rise with
/// holes, so they are counted here, from some hours before the venue opened. Safe from any thread.
/// </summary>
/// <param name="tape">The market as it is: its faults do not change a number.</param>
/// <param name="opened">When the venue opens, market time.</param>
internal sealed class CoinbaseNumbers(IMarketTape tape, DateTimeOffset opened)
{
    private const long FirstTrade = 1_000_000;
    private const int HoursKept = 4;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<(DateTimeOffset Hour, long Before)>> _hours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _published = new(StringComparer.Ordinal);

    /// <summary>The oldest instant whose trades are numbered, at some later one.</summary>
    public DateTimeOffset OldestAt(DateTimeOffset at)
    {
        var (first, kept) = (opened.FullHour() - (2 * Hour), at.FullHour() - (2 * Hour));
        return first > kept ? first : kept;
    }

    /// <summary>Number of the newest trade at an instant.</summary>
    public long TradeAt(string symbol, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (!_hours.TryGetValue(symbol, out var hours))
            {
                _hours[symbol] = hours = new();
                hours.Enqueue((OldestAt(at), FirstTrade));
            }

            var newest = hours.Last();
            while (newest.Hour + Hour <= at)
            {
                newest = (newest.Hour + Hour, newest.Before + Count(newest.Hour, newest.Hour + Hour - Tick));
                hours.Enqueue(newest);
                if (hours.Count > HoursKept) hours.Dequeue();
            }

            var (hour, before) = hours.LastOrDefault(h => h.Hour <= at, hours.Peek());
            return before + Count(hour, at);
        }

        long Count(DateTimeOffset from, DateTimeOffset to) => tape.TradesAfter(from - Tick, to, symbol).Count;
    }

    /// <summary>Number of the newest trade that has been published; null before the trades of a product are.</summary>
    public long? Published(string symbol)
    {
        lock (_gate) return _published.TryGetValue(symbol, out var number) ? number : null;
    }

    /// <summary>The trades up to one have been published.</summary>
    public void Publish(string symbol, long number)
    {
        lock (_gate) _published[symbol] = number;
    }

    /// <summary>The sequence of an instant: a number a millisecond.</summary>
    public static long Sequence(DateTimeOffset at) => (at - SimulatedMarket.Epoch).Ticks / TimeSpan.TicksPerMillisecond;

    private static TimeSpan Tick => TimeSpan.FromTicks(1);
}
