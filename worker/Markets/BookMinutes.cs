using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// Writes a summary of every book once a minute of market time. It looks at the books once a second of wall time; a minute that passes unseen, as in a market that is sped up, has no summary, and
/// one in which a book was never trusted neither.
/// </summary>
/// <param name="books">The books.</param>
/// <param name="store">Summaries.</param>
/// <param name="market">Market time.</param>
/// <param name="wall">Wall time.</param>
/// <param name="logger">Log.</param>
internal sealed class BookMinutes(OrderBookKeeper books, IBookSummaryStore store, MarketClock market, TimeProvider wall, ILogger<BookMinutes> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(55);
    private readonly Dictionary<LiveBook, Seen> _seen = [];
    private DateTimeOffset _minute;

    /// <summary>Looks at the books; at the end of a minute its summaries.</summary>
    /// <param name="now">Market time.</param>
    /// <param name="passed">Market time since the look before.</param>
    internal IReadOnlyList<BookSummary> Tick(DateTimeOffset now, TimeSpan passed)
    {
        var minute = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMinute));
        IReadOnlyList<BookSummary> ended = minute == _minute + TimeSpan.FromMinutes(1) ? [.. _seen.Select(s => Summary(s.Key, s.Value)).OfType<BookSummary>()] : [];
        if (minute != _minute)
        {
            _minute = minute;
            _seen.Clear();
        }

        foreach (var book in books.All)
        {
            if (!_seen.TryGetValue(book, out var seen)) _seen[book] = seen = new Seen(book.Updates);
            if (!book.IsTrusted) continue;
            seen.Trusted += passed;
            // Reading a book copies it: the end of the minute is what the summary tells.
            if (now - minute >= Late && book.At(now) is { } state && BookReading.Of(state, now) is { NotTrustworthyWhy: null } reading) (seen.Newest, seen.Reading) = (state, reading);
        }

        return ended;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, wall);
        var last = market.GetUtcNow();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = market.GetUtcNow();
            try
            {
                var ended = Tick(now, now - last);
                if (ended.Count > 0) await store.WriteAsync(ended, now, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.BookMinuteFailed(e);
            }

            last = now;
        }
    }

    private BookSummary? Summary(LiveBook book, Seen seen)
    {
        if (seen is not { Newest: { } newest, Reading: { } reading }) return null;
        return new BookSummary(
            _minute,
            book.Venue,
            book.Symbol,
            newest.Bids[0].Price,
            newest.Asks[0].Price,
            reading.SpreadBps!.Value,
            reading.DepthBidUsd!.Value,
            reading.DepthAskUsd!.Value,
            reading.DepthBidUsdHalfPercent!.Value,
            reading.DepthAskUsdHalfPercent!.Value,
            reading.Imbalance ?? 0,
            (int)Math.Min(int.MaxValue, Math.Max(0, book.Updates - seen.UpdatesBefore)),
            Math.Min(60, seen.Trusted.TotalSeconds));
    }

    private sealed class Seen(long updatesBefore)
    {
        public long UpdatesBefore => updatesBefore;

        public TimeSpan Trusted { get; set; }

        public ExchangeNativeBook? Newest { get; set; }

        public BookReading? Reading { get; set; }
    }
}
