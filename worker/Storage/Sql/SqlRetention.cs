using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Forgets what is too old, one transaction a kind.</summary>
internal sealed class SqlRetention(SqlStore store) : IRetention
{
    public async Task<RetentionCounts> ApplyAsync(DateTimeOffset now, RetentionOptions options, CancellationToken cancellationToken)
    {
        var candles = await store.WriteAsync(connection => store.DropMinuteCandles(connection, now.AddDays(-options.MinuteCandleDays).UtcTicks), cancellationToken);
        var books = await store.WriteAsync(connection => store.DropBookSummaries(connection, now.AddDays(-options.BookDays).UtcTicks), cancellationToken);
        var before = now.AddDays(-options.ExplanationDays).UtcTicks;
        var explanations = await store.WriteAsync(
            connection =>
            {
                var count = connection.ExecuteScalar<long>(
                    """
                    SELECT count(*) FROM scan_candidates c JOIN scans s ON s.seq = c.scan_seq
                    WHERE s.as_of < @before AND EXISTS (SELECT 1 FROM explanations e WHERE e.scan_seq = s.seq)
                    """,
                    new { before });
                connection.Execute("DELETE FROM explanations WHERE scan_seq IN (SELECT seq FROM scans WHERE as_of < @before)", new { before });
                return count;
            },
            cancellationToken);
        var sweeps = await DeleteAsync("premove_documents WHERE at", before, cancellationToken);
        var bars = await DeleteAsync("trade_bars WHERE open_time", now.AddDays(-options.TradeBarDays).UtcTicks, cancellationToken);
        var venues = await DeleteAsync("venue_history WHERE at", now.AddDays(-options.VenueHistoryDays).UtcTicks, cancellationToken);
        await DeleteAsync("job_log WHERE at", now.AddDays(-options.VenueHistoryDays).UtcTicks, cancellationToken);
        return new RetentionCounts(candles, books, explanations, sweeps, bars, venues);
    }

    private Task<long> DeleteAsync(string where, long before, CancellationToken cancellationToken) =>
        store.WriteAsync(connection => (long)connection.Execute($"DELETE FROM {where} < @before", new { before }), cancellationToken);
}
