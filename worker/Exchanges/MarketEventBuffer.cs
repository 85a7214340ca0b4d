using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// Between a socket and its reader. While the reader is busy a newer quote replaces the waiting one of its symbol, and a newer state of a candle the waiting state of
/// the same candle; no candle and no trade is ever dropped. When the buffer is full the socket waits, and with it, by TCP, the venue.
/// </summary>
/// <param name="capacity">Distinct events that may wait.</param>
internal sealed class MarketEventBuffer(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Key, Slot> _waiting = [];
    private readonly Stack<Slot> _free = new();
    private readonly Channel<Slot> _slots = Channel.CreateBounded<Slot>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });

    /// <summary>Puts an event in; waits while the buffer is full.</summary>
    public ValueTask WriteAsync(MarketEvent marketEvent, CancellationToken cancellationToken)
    {
        Slot slot;
        lock (_gate)
        {
            var key = KeyOf(marketEvent);
            if (key is { } known && _waiting.TryGetValue(known, out var waiting))
            {
                waiting.Event = marketEvent;
                return ValueTask.CompletedTask;
            }

            slot = _free.TryPop(out var used) ? used : new Slot();
            slot.Event = marketEvent;
            if (key is { } first) _waiting.Add(first, slot);
        }

        return _slots.Writer.WriteAsync(slot, cancellationToken);
    }

    /// <summary>No more events; the reader ends, or throws <paramref name="error"/>.</summary>
    public void Complete(Exception? error) => _slots.Writer.TryComplete(error);

    /// <summary>Events in the order in which their keys first came.</summary>
    public async IAsyncEnumerable<MarketEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var slot in _slots.Reader.ReadAllAsync(cancellationToken))
        {
            MarketEvent newest;
            lock (_gate)
            {
                newest = slot.Event!;
                if (KeyOf(newest) is { } key) _waiting.Remove(key);
                slot.Event = null;
                _free.Push(slot);
            }

            yield return newest;
        }
    }

    private static Key? KeyOf(MarketEvent marketEvent) => marketEvent switch
    {
        QuoteUpdate quote => new Key(quote.Quote.Symbol, TimeSpan.Zero, default),
        CandleUpdate candle => new Key(candle.Symbol, candle.Interval, candle.Candle.OpenTime),
        _ => null,
    };

    private readonly record struct Key(string Symbol, TimeSpan Interval, DateTimeOffset OpenTime);

    private sealed class Slot
    {
        public MarketEvent? Event { get; set; }
    }
}
