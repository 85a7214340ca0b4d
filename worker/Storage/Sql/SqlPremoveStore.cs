using System.Data.Common;
using System.Text.Json;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Documents;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Sweeps of the pre-movement detector in a database; triggers keep the tables append-only.</summary>
internal sealed class SqlPremoveStore(SqlStore store) : IPremoveStore
{
    private const string CoinColumns = "symbol, at, rank, score, points_available, state, verdict, met, is_confirmed, alert, points";

    public Task<bool> AppendAsync(StoredSweep sweep, CancellationToken cancellationToken)
    {
        var row = Row(SummaryOf(sweep));
        var document = new { at = sweep.At.UtcTicks, document = CompressedJson.Pack(sweep) };
        List<object?[]> coins = [.. sweep.Coins.Select(coin => Row(PointOf(sweep.At, coin)))];
        return store.WriteAsync(
            connection =>
            {
                var isNew = connection.Execute(
                    """
                    INSERT INTO premove_sweeps (at, run_id, input_hash, regime, coins, scored, confirmed, candidates, alerts, best, best_score)
                    VALUES (@at, @runId, @inputHash, @regime, @coins, @scored, @confirmed, @candidates, @alerts, @best, @bestScore) ON CONFLICT (at) DO NOTHING
                    """,
                    row) == 1;
                if (!isNew) return false;

                connection.Execute("INSERT INTO premove_documents (at, document) VALUES (@at, @document)", document);
                SqlRows.InsertNew(connection, $"premove_coins ({CoinColumns})", store.RowsAtOnce, coins, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task<StoredSweep?> FindAtAsync(DateTimeOffset asOf, CancellationToken cancellationToken) => store.ReadAsync(
        connection => connection.QueryFirstOrDefault<byte[]>(
            """
            SELECT d.document FROM premove_sweeps s LEFT JOIN premove_documents d ON d.at = s.at
            WHERE s.at <= @asOf ORDER BY s.at DESC LIMIT 1
            """,
            new { asOf = asOf.UtcTicks }) is { } document ? CompressedJson.Unpack<StoredSweep>(document) : null,
        cancellationToken);

    public Task<IReadOnlyList<SweepSummary>> ListAsync(DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken) => ReadAsync(
        "SELECT at, run_id, input_hash, regime, coins, scored, confirmed, candidates, alerts, best, best_score FROM premove_sweeps WHERE at >= @from AND at <= @to ORDER BY at DESC LIMIT @limit",
        new { from = from.UtcTicks, to = to.UtcTicks, limit },
        static row => new SweepSummary(
            SqlStore.Utc(row.GetInt64(0)),
            row.GetString(1),
            row.GetString(2),
            Enum.Parse<RegimeState>(row.GetString(3)),
            row.GetInt32(4),
            row.GetInt32(5),
            row.GetInt32(6),
            row.GetInt32(7),
            row.GetInt32(8),
            row.IsDBNull(9) ? null : row.GetString(9),
            row.IsDBNull(10) ? null : row.GetDouble(10)),
        cancellationToken);

    public Task<IReadOnlyList<SweepPoint>> HistoryAsync(string symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ReadAsync(
        $"SELECT {CoinColumns} FROM premove_coins WHERE symbol = @symbol AND at >= @from AND at <= @to ORDER BY at",
        new { symbol, from = from.UtcTicks, to = to.UtcTicks },
        static row => new SweepPoint(
            SqlStore.Utc(row.GetInt64(1)),
            row.GetString(0),
            row.GetInt32(2),
            row.IsDBNull(3) ? null : row.GetDouble(3),
            row.GetDouble(4),
            row.IsDBNull(5) ? null : Enum.Parse<PremoveState>(row.GetString(5)),
            Enum.Parse<PremoveVerdict>(row.GetString(6)),
            row.GetInt32(7),
            row.GetInt32(8) != 0,
            row.IsDBNull(9) ? null : Enum.Parse<AlertKind>(row.GetString(9)),
            JsonSerializer.Deserialize<List<double?>>(row.GetString(10), Json.Options)!),
        cancellationToken);

    public Task<IReadOnlyList<AlertSent>> AlertsAsync(DateTimeOffset after, DateTimeOffset to, CancellationToken cancellationToken) => ReadAsync(
        "SELECT at, symbol FROM premove_coins WHERE alert IS NOT NULL AND at > @after AND at <= @to ORDER BY at, symbol",
        new { after = after.UtcTicks, to = to.UtcTicks },
        static row => new AlertSent(SqlStore.Utc(row.GetInt64(0)), row.GetString(1)),
        cancellationToken);

    /// <summary>A sweep as lists show it.</summary>
    internal static SweepSummary SummaryOf(StoredSweep sweep)
    {
        var best = sweep.Coins.Where(static c => c.Score.Value is not null).MaxBy(static c => c.Score.Value);
        return new SweepSummary(
            sweep.At, sweep.RunId, sweep.InputHash, sweep.Regime, sweep.Coins.Count, sweep.Coins.Count(static c => c.Score.Value is not null),
            sweep.Coins.Count(static c => c.Confirmation.IsConfirmed), sweep.Portfolio.Accepted.Count, sweep.Coins.Count(static c => c.Alert.IsSent), best?.Symbol, best?.Score.Value);
    }

    /// <summary>A coin of a sweep as histories show it.</summary>
    internal static SweepPoint PointOf(DateTimeOffset at, CoinReading coin) => new(
        at, coin.Symbol, coin.Rank, coin.Score.Value, coin.Score.PointsAvailable, coin.Judgement.State, coin.Judgement.Verdict, coin.Confirmation.Met, coin.Confirmation.IsConfirmed,
        coin.Alert.IsSent ? coin.Alert.Kind : null, [.. coin.Score.Components.Select(static c => c.AbsentReason is null ? c.PointsScored : (double?)null)]);

    private static object Row(SweepSummary s) => new
    {
        at = s.At.UtcTicks,
        runId = s.RunId,
        inputHash = s.InputHash,
        regime = s.Regime.ToString(),
        coins = s.Coins,
        scored = s.Scored,
        confirmed = s.Confirmed,
        candidates = s.Candidates,
        alerts = s.Alerts,
        best = s.Best,
        bestScore = s.BestScore,
    };

    private static object?[] Row(SweepPoint p) =>
    [
        p.Symbol, p.At.UtcTicks, p.Rank, p.Score, p.PointsAvailable, p.State?.ToString(), p.Verdict.ToString(), p.Met, p.IsConfirmed ? 1 : 0, p.Alert?.ToString(),
        JsonSerializer.Serialize(p.Points, Json.Options),
    ];

    private Task<IReadOnlyList<T>> ReadAsync<T>(string sql, object parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<T>>(
        connection =>
        {
            using var rows = (DbDataReader)connection.ExecuteReader(sql, parameters);
            var found = new List<T>();
            while (rows.Read()) found.Add(read(rows));
            return found;
        },
        cancellationToken);
}
