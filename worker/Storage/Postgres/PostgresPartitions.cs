using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using Dapper;
using Npgsql;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>A partition of a table: from &lt;= time &lt; to, UTC ticks.</summary>
internal readonly record struct Partition(string Table, long From, long To, string Name);

/// <summary>
/// Partitions by month and day, made when rows for them come. They are made beside the table and then attached, which neither readers nor writers of the table wait for, in a
/// transaction of its own, and under a lock, so that processes do not make one twice.
/// </summary>
internal sealed class PostgresPartitions(string schema, PostgresLayout layout)
{
    /// <summary>Book summaries.</summary>
    public const string Days = "book_summaries";

    private readonly ConcurrentDictionary<Partition, bool> _known = new();

    /// <summary>The partition that an instant belongs to.</summary>
    public static Partition Of(string table, long ticks)
    {
        var time = new DateTime(ticks, DateTimeKind.Utc);
        var from = table == Days ? time.Date : new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        return table == Days
            ? new Partition(table, from.Ticks, from.AddDays(1).Ticks, $"{table}_{from:yyyy_MM_dd}")
            : new Partition(table, from.Ticks, from.AddMonths(1).Ticks, $"{table}_{from:yyyy_MM}");
    }

    /// <summary>Partitions that are not known to exist.</summary>
    public IReadOnlyList<Partition> Missing(string table, IEnumerable<long> times)
    {
        List<Partition> missing = [];
        if (IsHypertable(table)) return missing;

        var last = default(Partition);
        foreach (var ticks in times)
        {
            if (last.Name is not null && ticks >= last.From && ticks < last.To) continue;
            last = Of(table, ticks);
            if (!_known.ContainsKey(last) && !missing.Contains(last)) missing.Add(last);
        }

        return missing;
    }

    /// <summary>Makes those that no process has made yet. In a transaction.</summary>
    public void Create(NpgsqlConnection connection, IReadOnlyList<Partition> partitions)
    {
        connection.Execute("SELECT pg_advisory_xact_lock(hashtextextended(@key, 0))", new { key = $"cryptorun:partitions:{schema}" });
        var there = connection.Query<string>(
            "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(@schema)) AND relname = ANY(@names)",
            new { schema, names = partitions.Select(p => p.Name).ToArray() }).ToHashSet(StringComparer.Ordinal);
        var sql = new StringBuilder();
        foreach (var p in partitions.Where(p => !there.Contains(p.Name)))
            sql.Append($"CREATE TABLE {p.Name} (LIKE {p.Table} INCLUDING ALL); ALTER TABLE {p.Table} ATTACH PARTITION {p.Name} FOR VALUES FROM ({p.From}) TO ({p.To});");
        if (sql.Length > 0) connection.Execute(sql.ToString());
    }

    /// <summary>Drops whole partitions that end by an instant, and the rows before it in the one it lies in; how many rows. In a transaction.</summary>
    public long DropBefore(DbConnection connection, string table, string column, long before)
    {
        // Dropping waits for everybody who uses the table, and everybody who comes later for it: rather not now than long.
        connection.Execute("SET LOCAL lock_timeout = '2s'");
        var whole = Old(connection, table, before);
        var rows = whole.Sum(name => connection.ExecuteScalar<long>($"SELECT count(*) FROM {name}"));
        foreach (var name in whole) connection.Execute($"DROP TABLE {name}");
        Forget();
        return rows + connection.Execute($"DELETE FROM {table} WHERE {column} < @before", new { before });
    }

    private List<string> Old(DbConnection connection, string table, long before)
    {
        if (IsHypertable(table)) return [];
        var names = connection.Query<string>(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = to_regclass(@table) ORDER BY c.relname", new { table });

        // The names sort by time, and the boundary's own partition is the first that stays.
        var boundary = Of(table, before).Name;
        return [.. names.TakeWhile(name => string.CompareOrdinal(name, boundary) < 0)];
    }

    private bool IsHypertable(string table) => layout == PostgresLayout.Timescale && table != Days;

    /// <summary>They exist.</summary>
    public void Remember(IEnumerable<Partition> partitions)
    {
        foreach (var partition in partitions) _known[partition] = true;
    }

    /// <summary>Nothing is known any more.</summary>
    public void Forget() => _known.Clear();
}
