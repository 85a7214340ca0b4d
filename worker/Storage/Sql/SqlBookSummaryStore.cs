using System.Data.Common;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Minutes of order books in a database.</summary>
internal sealed class SqlBookSummaryStore(SqlStore store) : IBookSummaryStore
{
    private const string Table = "book_summaries";

    private const string Columns =
        "minute, best_bid, best_ask, spread_bps, bid_depth_usd, ask_depth_usd, near_bid_depth_usd, near_ask_depth_usd, imbalance, updates, trusted_seconds";

    public async Task<int> WriteAsync(IReadOnlyList<BookSummary> summaries, DateTimeOffset knownAt, CancellationToken cancellationToken)
    {
        if (summaries.Count == 0) return 0;

        await store.PrepareAsync(Table, summaries.Select(s => s.Time.UtcTicks), cancellationToken);
        return await store.WriteAsync(
            connection => SqlRows.InsertNew(connection, $"{Table} (venue, symbol, known_at, {Columns})", store.RowsAtOnce, summaries.Select(s => Row(s, knownAt.UtcTicks)), cancellationToken),
            cancellationToken);
    }

    public Task<IReadOnlyList<BookSummary>> ReadAsync(
        string venue, string symbol, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<BookSummary>>(
            connection =>
            {
                using var rows = (DbDataReader)connection.ExecuteReader(
                    $"""
                    SELECT {Columns} FROM {Table}
                    WHERE venue = @venue AND symbol = @symbol AND minute >= @from AND minute < @to AND known_at <= @asOf ORDER BY minute
                    """,
                    new { venue, symbol, from = from.UtcTicks, to = to.UtcTicks, asOf = asOf.UtcTicks });
                var summaries = new List<BookSummary>();
                while (rows.Read()) summaries.Add(Read(rows, venue, symbol));
                return summaries;
            },
            cancellationToken);

    private object?[] Row(BookSummary s, long knownAt) =>
    [
        s.Venue, s.Symbol, knownAt, s.Time.UtcTicks, store.Number(s.BestBid), store.Number(s.BestAsk), s.SpreadBps, s.BidDepthUsd, s.AskDepthUsd, s.NearBidDepthUsd,
        s.NearAskDepthUsd, s.Imbalance, s.Updates, s.TrustedSeconds,
    ];

    private BookSummary Read(DbDataReader row, string venue, string symbol) => new(
        SqlStore.Utc(row.GetInt64(0)),
        venue,
        symbol,
        store.Number(row, 1),
        store.Number(row, 2),
        row.GetDouble(3),
        row.GetDouble(4),
        row.GetDouble(5),
        row.GetDouble(6),
        row.GetDouble(7),
        row.GetDouble(8),
        row.GetInt32(9),
        row.GetDouble(10));
}
