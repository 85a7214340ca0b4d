using System.Collections.Frozen;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>
/// Sends what happens on the tape to the sockets. At every full hour one burst: the final candles of the hour, the first ones of the new hour, the prices.
/// In between each symbol whose price moved, every 1 to 3 wall seconds.
/// </summary>
internal sealed class LoopbackFeed(IMarketTape tape, MarketClock clock, TimeProvider wall, LoopbackFaults faults, ILogger logger)
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly List<LoopbackSocket> _sockets = [];
    private readonly Dictionary<string, Sent> _sent = new(StringComparer.Ordinal);
    private readonly LoopbackBooks _books = new(tape, faults);
    private KeyedRandom _jitter = new(1);
    private FrozenSet<string> _listed = [];

    /// <summary>Guards the sockets and their subscriptions: a snapshot and the updates after it reach a socket in the order of the tape.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Adds a socket.</summary>
    public void Join(LoopbackSocket socket)
    {
        lock (Gate) _sockets.Add(socket);
    }

    /// <summary>Removes a socket.</summary>
    public void Leave(LoopbackSocket socket)
    {
        lock (Gate) _sockets.Remove(socket);
    }

    /// <summary>Sends a socket the book of a pair as it was published last. Under the gate.</summary>
    public void SendBook(LoopbackSocket socket, TapeInstrument instrument, DateTimeOffset at)
    {
        if (_books.Snapshot(instrument, at, socket.Books[instrument.Symbol]) is { } frame) socket.Post(frame);
    }

    /// <summary>Breaks all connections.</summary>
    public void Drop(string reason)
    {
        lock (Gate)
        {
            foreach (var socket in _sockets) socket.End(reason);
        }
    }

    /// <summary>Plays the tape until it ends or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        var boundary = FullHour(start) + Hour;
        _listed = Names(start);
        while (true)
        {
            var now = clock.GetUtcNow();
            if (tape.NextAfter(boundary - Hour) is null)
            {
                logger.TapeEnded(now);
                return;
            }

            var next = tape.NextAfter(now) ?? boundary;
            var pulse = now + (Pulse * clock.Speed);
            var wake = next > pulse ? next : pulse;
            if (wake > boundary) wake = boundary;
            // The runtime's delays are whole milliseconds; rounding down would spin.
            if (wake > now) await clock.DelayUntilAsync(wake, cancellationToken);

            boundary = Play(boundary);
        }
    }

    /// <summary>Sends a heartbeat every second to who heard nothing for one.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), wall);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            lock (Gate)
            {
                foreach (var socket in _sockets.Where(s => s.Idle >= TimeSpan.FromSeconds(0.9))) socket.Post(LoopbackFrames.Heartbeat);
            }
        }
    }

    private DateTimeOffset Play(DateTimeOffset boundary)
    {
        var now = clock.GetUtcNow();
        try
        {
            for (; boundary <= now; boundary += Hour) PlayHour(boundary);
            PlayPrices(now);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.FeedFailed(e);
            boundary = FullHour(now) + Hour;
        }

        return boundary;
    }

    private void PlayHour(DateTimeOffset at)
    {
        lock (Gate)
        {
            var instruments = tape.InstrumentsAt(at);
            List<Item> closed = [], opened = [], prices = [];
            foreach (var instrument in instruments)
            {
                if (_sockets.Exists(s => s.Candles.Contains(instrument.Symbol)))
                {
                    foreach (var candle in tape.CandlesAt(at, instrument.Symbol, at - Hour, at)) closed.Add(new Item(instrument.Symbol, LoopbackFrames.Ohlc(instrument, candle)));
                    if (tape.FormingAt(at, instrument.Symbol) is { } forming) opened.Add(new Item(instrument.Symbol, LoopbackFrames.Ohlc(instrument, forming)));
                }

                AddPrice(at, instrument, prices);
                PublishBook(at, instrument);
            }

            SendListings(at, instruments);
            Send("ohlc", at, closed, s => s.Candles);
            Send("ohlc", at, opened, s => s.Candles);
            Send("ticker", at, prices, s => s.Tickers);
        }
    }

    private void PlayPrices(DateTimeOffset now)
    {
        lock (Gate)
        {
            List<Item> candles = [], prices = [];
            foreach (var instrument in tape.InstrumentsAt(now))
            {
                if (_sent.TryGetValue(instrument.Symbol, out var sent) && wall.GetElapsedTime(sent.WallTime) < sent.Pause) continue;
                PublishBook(now, instrument);
                if (AddPrice(now, instrument, prices) && tape.FormingAt(now, instrument.Symbol) is { } forming)
                    candles.Add(new Item(instrument.Symbol, LoopbackFrames.Ohlc(instrument, forming)));
            }

            Send("ohlc", now, candles, s => s.Candles);
            Send("ticker", now, prices, s => s.Tickers);
        }
    }

    /// <summary>Whether the price is newer than the one sent last and somebody listens.</summary>
    private bool AddPrice(DateTimeOffset at, TapeInstrument instrument, List<Item> prices)
    {
        if (!_sockets.Exists(s => s.Tickers.Contains(instrument.Symbol) || s.Candles.Contains(instrument.Symbol))) return false;
        if (tape.PriceAt(at, instrument.Symbol) is not { } price) return false;
        if (_sent.TryGetValue(instrument.Symbol, out var sent) && sent.Time == price.Time) return false;

        _sent[instrument.Symbol] = new Sent(price.Time, wall.GetTimestamp(), TimeSpan.FromSeconds(_jitter.Between(0.9, 2.8)));
        prices.Add(new Item(instrument.Symbol, LoopbackFrames.Ticker(instrument, price, DayFigures.At(tape, at, instrument, price.Last))));
        return true;
    }

    private void PublishBook(DateTimeOffset at, TapeInstrument instrument)
    {
        var listeners = _sockets.FindAll(s => s.Books.ContainsKey(instrument.Symbol));
        if (listeners.Count > 0) _books.Publish(instrument, at, listeners);
    }

    private void SendListings(DateTimeOffset at, IReadOnlyList<TapeInstrument> instruments)
    {
        if (instruments.Count == _listed.Count) return;

        List<TapeInstrument> added = [.. instruments.Where(i => !_listed.Contains(i.Symbol))];
        _listed = Names(at);
        if (added.Count == 0) return;

        var frame = LoopbackFrames.Instruments("update", added);
        foreach (var socket in _sockets.Where(s => s.Instruments)) socket.Post(frame);
    }

    private void Send(string channel, DateTimeOffset at, List<Item> items, Func<LoopbackSocket, HashSet<string>> subscribed)
    {
        if (items.Count == 0) return;

        foreach (var socket in _sockets)
        {
            var wanted = subscribed(socket);
            if (wanted.Count == 0) continue;

            foreach (var frame in LoopbackFrames.Data(channel, "update", at, items.Where(i => wanted.Contains(i.Symbol)).Select(i => i.Json)))
                socket.Post(faults.TakeTruncation() ? frame[..(frame.Length / 2)] : frame);
        }
    }

    private FrozenSet<string> Names(DateTimeOffset at) => tape.InstrumentsAt(at).Select(i => i.Symbol).ToFrozenSet(StringComparer.Ordinal);

    private static DateTimeOffset FullHour(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Hour.Ticks), TimeSpan.Zero);

    private readonly record struct Item(string Symbol, byte[] Json);

    private sealed record Sent(DateTimeOffset Time, long WallTime, TimeSpan Pause);
}
