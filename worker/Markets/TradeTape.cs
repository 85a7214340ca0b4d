using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Markets;

/// <summary>The newest trades of every symbol at every venue, bounded: what is older than the newest <see cref="Most"/> of one is forgotten.</summary>
internal sealed class TradeTape
{
    /// <summary>Trades kept of one symbol at one venue.</summary>
    public const int Most = 512;

    private readonly ConcurrentDictionary<(string Symbol, string Venue), Ring> _rings = new();

    /// <summary>Hears the trades of the venue that is scanned, and when its connection stands and breaks; null: nobody.</summary>
    public Action<MarketEvent>? Listener { get; set; }

    /// <summary>Adds what a message brought.</summary>
    public void Add(string venue, TradeUpdate update) => _rings.GetOrAdd((update.Symbol, venue), static _ => new Ring()).Add(update.Trades, update.ReceivedAt);

    /// <summary>The newest trades, oldest first, with the market time of receipt of the newest; null when none has come.</summary>
    public (IReadOnlyList<Trade> Trades, DateTimeOffset ReceivedAt)? Newest(string symbol, string venue, int limit) =>
        _rings.TryGetValue((symbol, venue), out var ring) ? ring.Newest(limit) : null;

    private sealed class Ring
    {
        private readonly Lock _gate = new();
        private readonly Queue<Trade> _trades = new();
        private DateTimeOffset _receivedAt;

        public void Add(IReadOnlyList<Trade> trades, DateTimeOffset receivedAt)
        {
            lock (_gate)
            {
                _receivedAt = receivedAt;
                foreach (var trade in trades)
                {
                    _trades.Enqueue(trade);
                    if (_trades.Count > Most) _trades.Dequeue();
                }
            }
        }

        public (IReadOnlyList<Trade> Trades, DateTimeOffset ReceivedAt) Newest(int limit)
        {
            lock (_gate) return ([.. _trades.Skip(Math.Max(0, _trades.Count - limit))], _receivedAt);
        }
    }
}
