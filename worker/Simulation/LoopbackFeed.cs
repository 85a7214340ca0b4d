using System.Collections.Frozen;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation;

/// <summary>
/// Sends what happens on the tape to the sockets. At every full hour one burst: the final candles of the hour, the first ones of the new hour, the prices.
/// In between each symbol whose price moved, every 1 to 3 wall seconds.
/// </summary>
/// <param name="tape">Market.</param>
/// <param name="voice">How the venue says it.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall time.</param>
/// <param name="faults">Misbehaviour on demand.</param>
/// <param name="logger">Log.</param>
internal sealed class LoopbackFeed(IMarketTape tape, ILoopbackVoice voice, MarketClock clock, TimeProvider wall, VenueFaults faults, ILogger logger)
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly List<LoopbackSocket> _sockets = [];
    private readonly Dictionary<string, Sent> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _traded = new(StringComparer.Ordinal);
    private readonly LoopbackBooks _books = new(tape, voice, faults);
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
        if (_books.Snapshot(instrument, at, socket.Subscribed(LoopbackChannel.Book)[instrument.Symbol]) is { } frame) socket.Post(frame);
    }

    /// <summary>The trades of a pair are published from an instant on, if they are not yet. Returns up to when they have been. Under the gate.</summary>
    public DateTimeOffset TradesFrom(string symbol, DateTimeOffset at)
    {
        if (!_traded.TryGetValue(symbol, out var published)) _traded[symbol] = published = at;
        return published;
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
        var boundary = start.FullHour() + Hour;
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

    /// <summary>Sends signs of life every second.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), wall);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            lock (Gate)
            {
                var (now, mute) = (clock.GetUtcNow(), faults.Has(VenueFault.Silence));
                foreach (var socket in _sockets)
                {
                    socket.IsMute = mute;
                    foreach (var frame in voice.Heartbeats(socket, now)) socket.Post(frame);
                }
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
            boundary = now.FullHour() + Hour;
        }

        return boundary;
    }

    private void PlayHour(DateTimeOffset at)
    {
        lock (Gate)
        {
            var instruments = tape.InstrumentsAt(at);
            List<LoopbackCandle> candles = [], opened = [];
            List<LoopbackTicker> prices = [];
            foreach (var instrument in instruments)
            {
                if (IsHeard(LoopbackChannel.Candles, instrument.Symbol))
                {
                    foreach (var candle in tape.CandlesAt(at, instrument.Symbol, at - Hour, at)) candles.Add(new LoopbackCandle(instrument, candle, IsFinal: true));
                    if (tape.FormingAt(at, instrument.Symbol) is { } forming) opened.Add(new LoopbackCandle(instrument, forming, IsFinal: false));
                }

                PublishBook(at, instrument);
                SendTrades(at, instrument);
                AddPrice(at, instrument, prices);
            }

            SendListings(at, instruments);
            SendCandles(at, candles);
            SendCandles(at, opened);
            SendTickers(at, prices);
        }
    }

    private void PlayPrices(DateTimeOffset now)
    {
        lock (Gate)
        {
            List<LoopbackCandle> candles = [];
            List<LoopbackTicker> prices = [];
            foreach (var instrument in tape.InstrumentsAt(now))
            {
                if (_sent.TryGetValue(instrument.Symbol, out var sent) && wall.GetElapsedTime(sent.WallTime) < sent.Pause) continue;
                PublishBook(now, instrument);
                SendTrades(now, instrument);
                if (AddPrice(now, instrument, prices) && tape.FormingAt(now, instrument.Symbol) is { } forming)
                    candles.Add(new LoopbackCandle(instrument, forming, IsFinal: false));
            }

            SendCandles(now, candles);
            SendTickers(now, prices);
        }
    }

    /// <summary>Whether the price is newer than the one sent last and somebody listens.</summary>
    private bool AddPrice(DateTimeOffset at, TapeInstrument instrument, List<LoopbackTicker> prices)
    {
        if (!Enum.GetValues<LoopbackChannel>().Any(channel => IsHeard(channel, instrument.Symbol))) return false;
        if (tape.PriceAt(at, instrument.Symbol) is not { } price) return false;
        if (_sent.TryGetValue(instrument.Symbol, out var sent) && sent.Time == price.Time) return false;

        _sent[instrument.Symbol] = new Sent(price.Time, wall.GetTimestamp(), TimeSpan.FromSeconds(_jitter.Between(0.9, 2.8)));
        if (IsHeard(LoopbackChannel.Ticker, instrument.Symbol)) prices.Add(new LoopbackTicker(instrument, price, DayFigures.At(tape, at, instrument, price.Last)));
        return true;
    }

    private void PublishBook(DateTimeOffset at, TapeInstrument instrument)
    {
        var listeners = Listeners(LoopbackChannel.Book, instrument.Symbol);
        if (listeners.Count > 0) _books.Publish(instrument, at, listeners);
    }

    private void SendListings(DateTimeOffset at, IReadOnlyList<TapeInstrument> instruments)
    {
        if (instruments.Count == _listed.Count) return;

        List<TapeInstrument> added = [.. instruments.Where(i => !_listed.Contains(i.Symbol))];
        _listed = Names(at);
        if (added.Count == 0) return;

        if (voice.Listed(added) is not { } frame) return;
        foreach (var socket in _sockets.Where(s => s.HearsListings)) socket.Post(frame);
    }

    private void SendTrades(DateTimeOffset at, TapeInstrument instrument)
    {
        var listeners = Listeners(LoopbackChannel.Trades, instrument.Symbol);
        if (listeners.Count == 0)
        {
            _traded.Remove(instrument.Symbol);
            return;
        }

        // As of a book: a subscription may have come between the pulse and its turn.
        var published = _traded.GetValueOrDefault(instrument.Symbol, at);
        if (at < published) return;

        var trades = tape.TradesAfter(published, at, instrument.Symbol);
        _traded[instrument.Symbol] = at;
        if (trades.Count > 0) Send(voice.Trades(at, instrument, trades), listeners);
    }

    private void SendTickers(DateTimeOffset at, List<LoopbackTicker> tickers)
    {
        if (tickers.Count == 0) return;
        foreach (var socket in _sockets)
        {
            var wanted = socket.Subscribed(LoopbackChannel.Ticker);
            if (wanted.Count > 0) Send(voice.Tickers(at, tickers.FindAll(t => wanted.ContainsKey(t.Instrument.Symbol))), [socket]);
        }
    }

    private void SendCandles(DateTimeOffset at, List<LoopbackCandle> candles)
    {
        if (candles.Count == 0) return;
        foreach (var socket in _sockets)
        {
            var wanted = socket.Subscribed(LoopbackChannel.Candles);
            if (wanted.Count > 0) Send(voice.Candles(at, candles.FindAll(c => wanted.ContainsKey(c.Instrument.Symbol))), [socket]);
        }
    }

    private void Send(IEnumerable<byte[]> frames, IReadOnlyList<LoopbackSocket> sockets)
    {
        foreach (var frame in frames)
        {
            foreach (var socket in sockets) socket.Post(faults.Send(frame));
        }
    }

    private bool IsHeard(LoopbackChannel channel, string symbol) => _sockets.Exists(s => s.Subscribed(channel).ContainsKey(symbol));

    private List<LoopbackSocket> Listeners(LoopbackChannel channel, string symbol) => _sockets.FindAll(s => s.Subscribed(channel).ContainsKey(symbol));

    private FrozenSet<string> Names(DateTimeOffset at) => tape.InstrumentsAt(at).Select(i => i.Symbol).ToFrozenSet(StringComparer.Ordinal);

    private sealed record Sent(DateTimeOffset Time, long WallTime, TimeSpan Pause);
}
