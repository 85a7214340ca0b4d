using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Live;

/// <summary>
/// Lets the board of another node grow old in the eyes of this one's viewers when no newer one comes: the worker or the way to it may be gone, and what was live must not pass for live for ever.
/// For nodes that work on no market of their own; their market time is the wall clock's (<see cref="NodeOptions"/>).
/// </summary>
/// <param name="board">This node's board.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock: how long nothing came.</param>
/// <param name="log">Log.</param>
internal sealed class BoardAgeing(LiveBoard board, MarketClock clock, TimeProvider wall, ILogger<BoardAgeing> log) : BackgroundService
{
    /// <summary>Silence that is none: a worker says every second what has moved.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>The board as it is to be judged now, or the same reference when nothing a viewer could see has changed.</summary>
    /// <param name="snapshot">The board. Its own market time is when its venue was heard last.</param>
    /// <param name="now">Market time.</param>
    public static BoardSnapshot Aged(BoardSnapshot snapshot, DateTimeOffset now)
    {
        var rule = FreshnessRule.For(snapshot.Source);
        BoardRow[]? rows = null;
        for (var i = 0; i < snapshot.Candidates.Count; i++)
        {
            var row = snapshot.Candidates[i];
            if (row.Freshness == Freshness.NoData || rule.Judge(row.PriceTime, now, snapshot.PublishedAt) is var freshness && freshness == row.Freshness) continue;
            rows ??= [.. snapshot.Candidates];
            rows[i] = row with { Freshness = freshness, DataAgeSeconds = Math.Max(0, (now - row.PriceTime).TotalSeconds) };
        }

        return rows is null ? snapshot : snapshot with { Candidates = rows };
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (seen, since) = (board.Seen, wall.GetTimestamp());
        using var timer = new PeriodicTimer(Look, wall);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (board.Seen != seen) (seen, since) = (board.Seen, wall.GetTimestamp());
            if (wall.GetElapsedTime(since) < Silence) continue;
            try
            {
                board.Age(b => Aged(b, clock.GetUtcNow()));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LiveLog.RefreshFailed(log, e);
            }
        }
    }
}
