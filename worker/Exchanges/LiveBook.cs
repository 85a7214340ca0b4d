using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// An exchange's order book of one symbol, kept current from its own messages and judged by its own check. A book that the check refuses is emptied and stays untrusted until
/// the next snapshot. Written by the stream, read by scans; safe from any thread.
/// </summary>
/// <param name="symbol">Canonical symbol.</param>
/// <param name="venue">The exchange.</param>
/// <param name="depth">Levels a side.</param>
internal abstract class LiveBook(string symbol, string venue, int depth) : ExchangeBookSource
{
    private readonly Lock _gate = new();
    private readonly BookSide _bids = new(descending: true, depth);
    private readonly BookSide _asks = new(descending: false, depth);
    private DateTimeOffset _time = DateTimeOffset.MinValue;
    private BookIntegrity _integrity = BookIntegrity.SequenceGap;
    private long _updates;
    private readonly KeptBook _atSecond = new();
    private readonly KeptBook _atMinute = new();

    /// <summary>How far from mid a taken book reaches, as a fraction: what is measured at 2 % needs a little more.</summary>
    public const decimal Reach = 0.025m;

    /// <summary>Canonical symbol.</summary>
    public string Symbol => symbol;

    /// <summary>The exchange.</summary>
    public string Venue => venue;

    /// <summary>Whether the newest check agreed and the stream stands.</summary>
    public bool IsTrusted => Integrity == BookIntegrity.Verified;

    /// <summary>What the newest check said.</summary>
    public BookIntegrity Integrity
    {
        get
        {
            lock (_gate) return _integrity;
        }
    }

    /// <summary>Messages that it took and that agreed, since the connection opened it.</summary>
    public long Updates => Interlocked.Read(ref _updates);

    /// <summary>The exchange's time of the newest state.</summary>
    public DateTimeOffset Time
    {
        get
        {
            lock (_gate) return _time;
        }
    }

    /// <summary>
    /// The book as it was at an instant: the newest state, or, when later updates have come meanwhile, the last one of a full second or a full minute: a scan asks for one of these,
    /// a little after it. An untrusted book is empty. Null when none is that old.
    /// </summary>
    public ExchangeNativeBook? At(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_integrity != BookIntegrity.Verified) return Native(_time < at ? _time : at, symbol, venue, _integrity, [], []);
            if (_time <= at) return Native(_time, symbol, venue, _integrity, Near(_bids, -Reach), Near(_asks, Reach));
            return Made(_atSecond, at) ?? Made(_atMinute, at);
        }
    }

    /// <summary>The book of an instant, given out empty: its prices disagree with what is known elsewhere. The book itself goes on.</summary>
    public ExchangeNativeBook Refused(DateTimeOffset time) => Native(time, symbol, venue, BookIntegrity.PriceDisagrees, [], []);

    /// <summary>
    /// The book that one REST answer is, as far as <see cref="Reach"/>: one whole state, so there is nothing that could be missing from it. One that no market can have is a failure, see
    /// <see cref="BookRules"/>.
    /// </summary>
    protected static VenueResult<ExchangeNativeBook> Whole(DateTimeOffset time, string symbol, string venue, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks)
    {
        if (BookRules.Broken(bids, asks) is { } why)
            return new VenueResult<ExchangeNativeBook>(null, new VenueFailure(VenueFailureKind.Malformed, $"{venue} book of {symbol}: {why}."));

        if (bids is [var bid, ..] && asks is [var ask, ..])
        {
            var mid = (bid.Price + ask.Price) / 2;
            bids = [.. bids.TakeWhile(l => l.Price >= mid * (1 - Reach))];
            asks = [.. asks.TakeWhile(l => l.Price <= mid * (1 + Reach))];
        }

        return new VenueResult<ExchangeNativeBook>(Native(time, symbol, venue, BookIntegrity.Verified, bids, asks), null);
    }

    /// <summary>A connection is gone: updates may be missing.</summary>
    public void Lose(DateTimeOffset at) => Distrust(at, BookIntegrity.SequenceGap);

    /// <summary>Begins anew with a snapshot.</summary>
    /// <returns>Whether the exchange's check agrees.</returns>
    protected bool Begin(DateTimeOffset time, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks, Func<bool> check)
    {
        lock (_gate)
        {
            Clear();
            return Put(time, bids, asks, check);
        }
    }

    /// <summary>Applies an update. One for a book that is not trusted is passed over: it belongs to a subscription that has been given up.</summary>
    /// <returns>Whether the exchange's check agrees; true also for what was passed over.</returns>
    protected bool Change(DateTimeOffset time, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks, Func<bool> check)
    {
        lock (_gate)
        {
            if (_integrity != BookIntegrity.Verified) return true;
            Remember(time);
            return Put(time, bids, asks, check);
        }
    }

    /// <summary>Bids, highest first; only inside a check.</summary>
    protected BookSide Bids => _bids;

    /// <summary>Asks, lowest first; only inside a check.</summary>
    protected BookSide Asks => _asks;

    /// <summary>The exchange's check has failed, or a message of the book could not be read.</summary>
    protected void Distrust(DateTimeOffset at, BookIntegrity integrity)
    {
        lock (_gate)
        {
            Clear();
            (_time, _integrity) = (at, integrity);
        }
    }

    private void Remember(DateTimeOffset next)
    {
        if (!Ends(TimeSpan.TicksPerSecond)) return;
        _atSecond.Keep(_time, Near(_bids, -Reach), Near(_asks, Reach));
        if (Ends(TimeSpan.TicksPerMinute)) _atMinute.Keep(_time, Near(_bids, -Reach), Near(_asks, Reach));

        // A full second belongs to the second before it: a scan of 12:15:00 sees what is stamped 12:15:00.
        bool Ends(long unit) => (next.UtcTicks - 1) / unit > (_time.UtcTicks - 1) / unit;
    }

    private bool Put(DateTimeOffset time, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks, Func<bool> check)
    {
        Set(_bids, bids);
        Set(_asks, asks);
        var integrity = !check() ? BookIntegrity.ChecksumMismatch : IsCrossed ? BookIntegrity.Crossed : BookIntegrity.Verified;
        if (integrity != BookIntegrity.Verified)
        {
            Distrust(time, integrity);
            return false;
        }

        Interlocked.Increment(ref _updates);

        // Two venues' clocks, or one venue's two machines: a book never grows younger by an update.
        (_time, _integrity) = (time > _time ? time : _time, BookIntegrity.Verified);
        return true;
    }

    private static void Set(BookSide side, IReadOnlyList<BookLevel> levels)
    {
        for (var i = 0; i < levels.Count; i++) side.Set(levels[i]);
        side.Truncate();
    }

    private bool IsCrossed => _bids.Span is [var bid, ..] && _asks.Span is [var ask, ..] && bid.Price >= ask.Price;

    private void Clear()
    {
        _bids.Clear();
        _asks.Clear();
        _atSecond.Clear();
        _atMinute.Clear();
        _time = DateTimeOffset.MinValue;
    }

    private ExchangeNativeBook? Made(KeptBook kept, DateTimeOffset at) =>
        kept.Time is { } time && time <= at ? kept.Book ??= Native(time, symbol, venue, BookIntegrity.Verified, kept.Bids, kept.Asks) : null;

    /// <summary>What of a side is within reach of mid; all of it where there is no mid.</summary>
    private ArraySegment<BookLevel> Near(BookSide side, decimal reach) =>
        _bids.Span is [var bid, ..] && _asks.Span is [var ask, ..] ? side.Within((bid.Price + ask.Price) / 2 * (1 + reach)) : side.Levels;
}
