using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Premove;

/// <summary>
/// Listens to the trades of the venue that is scanned: bars of 15 min, and the newest trades one by one, bounded. A bar that was not heard from its beginning to its end, or
/// during which the connection broke, is none; a window of trades neither. Safe from any thread.
/// </summary>
internal sealed class TradeFlow
{
    /// <summary>Trades kept of one coin: what is older than the newest so many is forgotten.</summary>
    public const int MostPrints = 16_384;

    private readonly ConcurrentDictionary<string, CoinTrades> _coins = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private DateTimeOffset? _heardFrom;

    /// <summary>Since when the stream is heard without a break; null while it is not.</summary>
    public DateTimeOffset? HeardFrom
    {
        get
        {
            lock (_gate) return _heardFrom;
        }
    }

    /// <summary>Takes what the stream says.</summary>
    public void Hear(MarketEvent marketEvent)
    {
        switch (marketEvent)
        {
            case StreamConnected connected:
                Break(connected.ReceivedAt, connected.ReceivedAt);
                break;
            case StreamLost lost:
                Break(null, lost.ReceivedAt);
                break;
            case TradeUpdate update:
                Add(update);
                break;
        }
    }

    /// <summary>Gives every whole bar that has closed by an instant once: it does not change any more, late trades are left out of it.</summary>
    public IReadOnlyList<TradeBar> TakeClosed(DateTimeOffset at) => [.. _coins.Values.SelectMany(coin => coin.TakeClosed(at)).OrderBy(static b => b.OpenTime).ThenBy(static b => b.Symbol, StringComparer.Ordinal)];

    /// <summary>The newest trade of any coin by an instant; null when none was heard.</summary>
    public DateTimeOffset? NewestAt(DateTimeOffset at) => _coins.Values.Select(coin => coin.NewestAt(at)).Max();

    /// <summary>A coin's trades by an instant, oldest first; null when the connection did not stand from <paramref name="windowStart"/> on.</summary>
    public IReadOnlyList<Print>? PrintsAt(DateTimeOffset at, string symbol, DateTimeOffset windowStart)
    {
        lock (_gate)
        {
            if (!(_heardFrom <= windowStart)) return null;
        }

        return _coins.TryGetValue(symbol, out var coin) ? coin.PrintsAt(at) : [];
    }

    private void Add(TradeUpdate update)
    {
        DateTimeOffset? heardFrom;
        lock (_gate) heardFrom = _heardFrom;
        if (heardFrom is { } from) _coins.GetOrAdd(update.Symbol, static symbol => new CoinTrades(symbol)).Add(update.Trades, from);
    }

    /// <summary>What was traded around an instant was not heard; from another one on it is again.</summary>
    private void Break(DateTimeOffset? heardFrom, DateTimeOffset at)
    {
        lock (_gate)
        {
            _heardFrom = heardFrom;
            foreach (var coin in _coins.Values) coin.Break(at);
        }
    }

    /// <summary>One coin's trades.</summary>
    private sealed class CoinTrades(string symbol)
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<DateTimeOffset, Sums> _open = [];
        private readonly Queue<Print> _prints = new();
        private DateTimeOffset _sealedTo = DateTimeOffset.MinValue;

        public void Add(IReadOnlyList<Trade> trades, DateTimeOffset heardFrom)
        {
            lock (_gate)
            {
                foreach (var trade in trades)
                {
                    var (price, size) = (DecimalCrossing.ToDouble(trade.Price), DecimalCrossing.ToDouble(trade.Size));
                    if (!(price > 0 && size > 0 && double.IsFinite(price * size))) continue;

                    _prints.Enqueue(new Print(trade.Time, price * size, trade.Side == TradeSide.Buy));
                    if (_prints.Count > MostPrints) _prints.Dequeue();
                    var opens = OpenOf(trade.Time);
                    if (opens < heardFrom || opens < _sealedTo) continue;

                    ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, opens, out var isThere);
                    if (!isThere) sums.First = price;
                    sums.Last = price;
                    sums.Trades++;
                    if (trade.Side == TradeSide.Buy) sums.Buy += price * size;
                    else sums.Sell += price * size;
                }
            }
        }

        public void Break(DateTimeOffset at)
        {
            lock (_gate)
            {
                foreach (var opens in _open.Keys.Where(o => o + CvdBar.Width > at).ToList()) _open.Remove(opens);
            }
        }

        public List<TradeBar> TakeClosed(DateTimeOffset at)
        {
            lock (_gate)
            {
                List<TradeBar> closed = [];
                foreach (var (opens, sums) in _open.Where(b => b.Key + CvdBar.Width <= at))
                {
                    closed.Add(new TradeBar(opens, symbol, sums.Buy, sums.Sell, Math.Log(sums.Last / sums.First), sums.Trades));
                    _open.Remove(opens);
                }

                if (OpenOf(at) > _sealedTo) _sealedTo = OpenOf(at);
                return closed;
            }
        }

        public DateTimeOffset? NewestAt(DateTimeOffset at)
        {
            lock (_gate)
            {
                DateTimeOffset? newest = null;
                foreach (var print in _prints)
                {
                    if (print.ExchangeTime <= at && !(print.ExchangeTime <= newest)) newest = print.ExchangeTime;
                }

                return newest;
            }
        }

        public IReadOnlyList<Print> PrintsAt(DateTimeOffset at)
        {
            lock (_gate) return [.. _prints.Where(p => p.ExchangeTime <= at)];
        }

        private static DateTimeOffset OpenOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % CvdBar.Width.Ticks), TimeSpan.Zero);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Sums
    {
        public double Buy;
        public double Sell;
        public double First;
        public double Last;
        public int Trades;
    }
}
