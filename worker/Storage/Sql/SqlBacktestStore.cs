using System.Data.Common;
using System.Text.Json;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Documents;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Back-tests in a database. A partial unique index lets one be at work, also between processes; who asked, stopped or deleted is an entry of the trail in the same transaction.</summary>
internal sealed class SqlBacktestStore(SqlStore store, SqlAuditTrail audit) : IBacktestStore
{
    private const string Columns = "state, verifies, document, started_at, ended_at, node, attempt, beats, progress, error, stamp, summary, verification";
    private const string Mine = "id = @Id AND state = 'running' AND node = @Node AND attempt = @attempt";

    public Task<bool> AddAsync(StoredBacktest test, int mostQueued, AuditActor by, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.Serialize(new Document(test.Id, test.Request, test.Owner, test.AsOf, test.CreatedAt), Json.Options);
        var change = new AuditChange(by, test.Verifies is null ? "backtest.start" : "backtest.verify", test.Verifies ?? test.Id, null, JsonSerializer.Serialize(test.Request, Json.Options));
        return store.WriteAsync(
            connection =>
            {
                if (connection.ExecuteScalar<long>("SELECT count(*) FROM backtests WHERE state = 'queued'") >= mostQueued) return false;
                connection.Execute("INSERT INTO backtests (id, state, verifies, document) VALUES (@Id, 'queued', @Verifies, @document)", new { test.Id, test.Verifies, document });
                audit.Append(connection, change);
                return true;
            },
            cancellationToken);
    }

    public Task<StoredBacktest?> FindAsync(string id, CancellationToken cancellationToken) => store.ReadAsync(connection => Find(connection, id), cancellationToken);

    public Task<IReadOnlyList<StoredBacktest>> ListAsync(int limit, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<StoredBacktest>>(
        connection => Read(connection, "WHERE verifies IS NULL ORDER BY seq DESC LIMIT @limit", new { limit = Math.Max(0, limit) }), cancellationToken);

    public Task<IReadOnlyList<StoredBacktest>> QueueAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<StoredBacktest>>(
        static connection => Read(connection, "WHERE state IN ('running', 'queued') ORDER BY CASE state WHEN 'running' THEN 0 ELSE 1 END, seq", new { }), cancellationToken);

    public Task<StoredBacktest?> TakeAsync(string node, DateTimeOffset now, CancellationToken cancellationToken) => store.WriteAsync(
        connection =>
        {
            if (connection.ExecuteScalar<long>("SELECT count(*) FROM backtests WHERE state = 'running'") > 0) return null;
            if (connection.ExecuteScalar<string?>("SELECT id FROM backtests WHERE state = 'queued' ORDER BY seq LIMIT 1") is not { } id) return null;
            connection.Execute(
                "UPDATE backtests SET state = 'running', node = @node, started_at = @at, attempt = attempt + 1, beats = 0, progress = NULL, stop_asked_by = NULL WHERE id = @id AND state = 'queued'",
                new { id, node, at = now.UtcTicks });
            return Find(connection, id) is { State: BacktestState.Running } taken && taken.Node == node ? taken : null;
        },
        cancellationToken);

    public Task<BacktestOrder> BeatAsync(StoredBacktest test, BacktestProgress progress, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(progress, Json.Options);
        return store.WriteAsync(
            connection =>
            {
                if (connection.Execute($"UPDATE backtests SET beats = beats + 1, progress = @text WHERE {Mine}", new { test.Id, test.Node, attempt = (long)test.Attempt, text }) == 0) return BacktestOrder.Gone;
                return connection.ExecuteScalar<string?>("SELECT stop_asked_by FROM backtests WHERE id = @Id", new { test.Id }) is null ? BacktestOrder.GoOn : BacktestOrder.Stop;
            },
            cancellationToken);
    }

    public Task<bool> FinishAsync(StoredBacktest test, BacktestParts? parts, int keep, CancellationToken cancellationToken)
    {
        var packed = parts is null ? [] : PackedBacktest.Pack(parts, cancellationToken);
        return store.WriteAsync(
            connection =>
            {
                var values = new { test.Id, test.Node, attempt = (long)test.Attempt, state = Word(test.State), ended = test.EndedAt?.UtcTicks, progress = Text(test.Progress), test.Error, stamp = Text(test.Stamp), summary = Text(test.Summary), verification = Text(test.Verification) };
                if (connection.Execute($"UPDATE backtests SET state = @state, ended_at = @ended, progress = @progress, error = @Error, stamp = @stamp, summary = @summary, verification = @verification WHERE {Mine}", values) == 0) return false;
                if (test is { Verifies: not null, Verification: not null }) connection.Execute("UPDATE backtests SET verification = @verification WHERE id = @Verifies", new { test.Verifies, values.verification });
                foreach (var (part, number, bytes) in packed)
                    connection.Execute("INSERT INTO backtest_parts (id, part, number, packed) VALUES (@Id, @part, @number, @bytes)", new { test.Id, part, number = (long)number, bytes });
                Trim(connection, keep);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> GiveUpAsync(StoredBacktest seen, int mostAttempts, DateTimeOffset now, CancellationToken cancellationToken) => store.WriteAsync(
        connection =>
        {
            var values = new { seen.Id, seen.Node, attempt = (long)seen.Attempt, seen.Beats, at = now.UtcTicks, error = $"Its process ended before it did, {seen.Attempt} times: {seen.Node}." };
            return connection.Execute(
                seen.Attempt < mostAttempts
                    ? $"UPDATE backtests SET state = CASE WHEN stop_asked_by IS NULL THEN 'queued' ELSE 'cancelled' END, ended_at = CASE WHEN stop_asked_by IS NULL THEN NULL ELSE @at END, node = NULL, progress = NULL WHERE {Mine} AND beats = @Beats"
                    : $"UPDATE backtests SET state = 'failed', ended_at = @at, error = @error WHERE {Mine} AND beats = @Beats",
                values) == 1;
        },
        cancellationToken);

    public Task<bool> CancelAsync(string id, DateTimeOffset now, AuditActor by, CancellationToken cancellationToken)
    {
        var change = new AuditChange(by, "backtest.cancel", id, null, null);
        return store.WriteAsync(
            connection =>
            {
                var changed = connection.Execute("UPDATE backtests SET state = 'cancelled', ended_at = @at WHERE id = @id AND state = 'queued'", new { id, at = now.UtcTicks })
                    + connection.Execute("UPDATE backtests SET stop_asked_by = @Name WHERE id = @id AND state = 'running'", new { id, by.Name });
                if (changed == 1) audit.Append(connection, change);
                return changed == 1;
            },
            cancellationToken);
    }

    public Task<bool> DeleteAsync(string id, AuditActor by, CancellationToken cancellationToken)
    {
        var changeId = new AuditChange(by, "backtest.delete", id, null, null);
        return store.WriteAsync(
            connection =>
            {
                if (Find(connection, id) is not { } there || there.State == BacktestState.Running) return false;
                Delete(connection, id);
                audit.Append(connection, changeId with { Before = JsonSerializer.Serialize(there.Request, Json.Options) });
                return true;
            },
            cancellationToken);
    }

    public Task<BacktestReport?> ReportAsync(string id, CancellationToken cancellationToken) => PartAsync<BacktestReport?>(id, PackedBacktest.Report, CompressedJson.Unpack<BacktestReport>, null, cancellationToken);

    public Task<IReadOnlyList<Trade>> TradesAsync(string id, CancellationToken cancellationToken) => PartAsync(id, PackedBacktest.Trades, static packed => (IReadOnlyList<Trade>)CompressedJson.Unpack<List<Trade>>(packed), [], cancellationToken);

    public Task<IReadOnlyList<EquityPoint>> EquityAsync(string id, CancellationToken cancellationToken) => PartAsync(id, PackedBacktest.Equity, PackedBacktest.UnpackEquity, [], cancellationToken);

    public Task<IReadOnlyList<Refusal>> RefusalsAsync(string id, CancellationToken cancellationToken) => PartAsync(id, PackedBacktest.Refusals, static packed => (IReadOnlyList<Refusal>)CompressedJson.Unpack<List<Refusal>>(packed), [], cancellationToken);

    public async Task<ScoreExplanation?> ExplanationAsync(string id, int trade, CancellationToken cancellationToken)
    {
        if (trade < 1 || trade > (await TradesAsync(id, cancellationToken)).Count) return null;
        var (chunk, place) = PackedBacktest.ChunkOf(trade);
        return await PartAsync(id, PackedBacktest.Explanations, packed => ExplanationChunks.Unpack(packed, place), null, cancellationToken, chunk);
    }

    private async Task<T> PartAsync<T>(string id, string part, Func<byte[], T> unpack, T otherwise, CancellationToken cancellationToken, int number = 0)
    {
        var packed = await store.ReadAsync(connection => connection.ExecuteScalar<byte[]?>("SELECT packed FROM backtest_parts WHERE id = @id AND part = @part AND number = @number", new { id, part, number = (long)number }), cancellationToken);
        return packed is null ? otherwise : unpack(packed);
    }

    /// <summary>What is over and older than the newest so many goes; so does a verification that is over, whose finding its test has.</summary>
    private static void Trim(DbConnection connection, int keep)
    {
        foreach (var id in connection.Query<string>(
            "SELECT id FROM backtests WHERE state NOT IN ('queued', 'running') AND (verifies IS NOT NULL OR seq <= coalesce((SELECT seq FROM backtests WHERE verifies IS NULL ORDER BY seq DESC LIMIT 1 OFFSET @keep), 0))",
            new { keep = (long)keep }).AsList()) Delete(connection, id);
    }

    private static void Delete(DbConnection connection, string id)
    {
        connection.Execute("DELETE FROM backtest_parts WHERE id = @id", new { id });
        connection.Execute("DELETE FROM backtests WHERE id = @id", new { id });
    }

    private static StoredBacktest? Find(DbConnection connection, string id) => Read(connection, "WHERE id = @id", new { id }) is [var test] ? test : null;

    private static List<StoredBacktest> Read(DbConnection connection, string where, object parameters)
    {
        using var row = (DbDataReader)connection.ExecuteReader($"SELECT {Columns} FROM backtests {where}", parameters);
        List<StoredBacktest> tests = [];
        while (row.Read())
        {
            var document = Parse<Document>(row.GetString(2))!;
            tests.Add(new StoredBacktest(document.Id, document.Request, document.Owner, document.AsOf, document.CreatedAt)
            {
                State = Enum.Parse<BacktestState>(row.GetString(0), ignoreCase: true),
                Verifies = Optional(1),
                StartedAt = row.IsDBNull(3) ? null : SqlStore.Utc(row.GetInt64(3)),
                EndedAt = row.IsDBNull(4) ? null : SqlStore.Utc(row.GetInt64(4)),
                Node = Optional(5),
                Attempt = (int)row.GetInt64(6),
                Beats = row.GetInt64(7),
                Progress = Parse<BacktestProgress>(Optional(8)),
                Error = Optional(9),
                Stamp = Parse<BacktestStamp>(Optional(10)),
                Summary = Parse<BacktestSummary>(Optional(11)),
                Verification = Parse<BacktestVerification>(Optional(12)),
            });
        }

        return tests;

        string? Optional(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    private static T? Parse<T>(string? text)
        where T : class => text is null ? null : JsonSerializer.Deserialize<T>(text, Json.Options);

    private static string? Text<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, Json.Options);

    private static string Word(BacktestState state) => state switch { BacktestState.Queued => "queued", BacktestState.Running => "running", BacktestState.Succeeded => "succeeded", BacktestState.Failed => "failed", _ => "cancelled" };

    private sealed record Document(string Id, BacktestRequest Request, string Owner, DateTimeOffset AsOf, DateTimeOffset CreatedAt);
}
