using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Live;

/// <summary>Keeps the board's prices and freshness moving between scans. Rows that did not change keep their reference, so that deltas stay small.</summary>
/// <param name="quotes">Newest quotes.</param>
/// <param name="board">The board.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock: how often it looks.</param>
/// <param name="log">Log.</param>
internal sealed class LivePrices(QuoteBook quotes, LiveBoard board, MarketClock clock, TimeProvider wall, ILogger<LivePrices> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>The board with newer prices, or the same reference when nothing a viewer could see has changed.</summary>
    /// <param name="snapshot">The board.</param>
    /// <param name="find">Newest quote of a symbol.</param>
    /// <param name="now">Market time.</param>
    public static BoardSnapshot Refresh(BoardSnapshot snapshot, Func<string, BookedQuote?> find, DateTimeOffset now)
    {
        var rule = FreshnessRule.For(snapshot.Source);
        var booked = snapshot.Candidates.Select(r => find(r.Symbol)).ToList();
        var heard = booked.Max(b => b?.ReceivedAt);
        BoardRow[]? rows = null;
        for (var i = 0; i < booked.Count; i++)
        {
            var row = snapshot.Candidates[i];
            var next = Refresh(row, booked[i]?.Quote, rule, now, heard);
            if (ReferenceEquals(next, row)) continue;
            rows ??= [.. snapshot.Candidates];
            rows[i] = next;
        }

        return rows is null ? snapshot : snapshot with { Candidates = rows, PublishedAt = now };
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, wall);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                board.Update(b => b is null ? null : Refresh(b, quotes.Find, clock.GetUtcNow()));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LiveLog.RefreshFailed(log, e);
            }
        }
    }

    private static BoardRow Refresh(BoardRow row, Quote? quote, FreshnessRule rule, DateTimeOffset now, DateTimeOffset? heard)
    {
        var newer = quote is not null && quote.ExchangeTime > row.PriceTime ? quote : null;
        var price = newer?.Last.ToString(CultureInfo.InvariantCulture) ?? row.Price;
        var time = newer?.ExchangeTime ?? row.PriceTime;
        var freshness = rule.Judge(time, now, heard);

        // A price that is only confirmed matters as far as its age does: once in half the time in which it counts as live.
        var moved = !string.Equals(price, row.Price, StringComparison.Ordinal) || time - row.PriceTime >= rule.Live / 2;
        if (!moved && freshness == row.Freshness) return row;

        var value = newer is null ? (double?)null : DecimalCrossing.ToDouble(newer.Last);
        return row with
        {
            Price = price,
            PriceTime = time,
            Return1h = value is null ? row.Return1h : Return(value.Value, row.Price1hAgo),
            Return24h = value is null ? row.Return24h : Return(value.Value, row.Price24hAgo),
            DataAgeSeconds = Math.Max(0, (now - time).TotalSeconds),
            Freshness = freshness,
        };
    }

    private static double? Return(double price, double? before) => before is { } b ? (price / b) - 1 : null;
}
