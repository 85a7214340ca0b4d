using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Postgres;
using CryptoRun.Worker.Storage.Sql;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage.Postgres;

public sealed class PostgresMigrationTests : IDisposable
{
    private readonly PostgresTestDatabase _database = new();

    /// <summary>Every third one and the newest two: each migration is run by some of them.</summary>
    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(1, PostgresSchema.Migrations.Count - 1).Where(static v => v % 3 == 1 || v >= PostgresSchema.Migrations.Count - 2)];

    public void Dispose() => _database.Dispose();

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public async Task Open_EarlierVersion_MigratedWithItsData(int version)
    {
        using (var old = Open(version))
        {
            if (version >= 2) await old.Candles.WriteAsync("kraken", "BTC-USD", TimeSpan.FromHours(1), [Candle(0)], T0, CancellationToken.None);
            if (version >= 3) await new SqlScanStore(old).SaveAsync(Scan(T0), CancellationToken.None);
        }

        using var store = Open();

        (store.Schema.Before, store.Schema.Version).ShouldBe((version, PostgresSchema.Migrations.Count));
        store.Schema.Applied.ShouldBe(PostgresSchema.Migrations.Skip(version).Select(m => m.Name));
        (await store.Candles.SymbolsAsync("kraken", TimeSpan.FromHours(1), CancellationToken.None)).Count.ShouldBe(version >= 2 ? 1 : 0);
        (await new SqlScanStore(store).FindAsync(null, CancellationToken.None) is not null).ShouldBe(version >= 3);
        (await new SqlRunStore(store).TryStartAsync(Run("r1"), CancellationToken.None)).ShouldBe(RunClaim.Started);
        using var fresh = new PostgresTestDatabase();
        using var freshStore = fresh.OpenStore();
        (await Schema(store)).ShouldBe(await Schema(freshStore));
    }

    [Fact]
    public void Open_NewerVersion_RefusedWithBothVersions()
    {
        Open().Dispose();

        Should.Throw<StoreUnavailableException>(() => Open(version: 3)).Message.ShouldContain($"has schema version {PostgresSchema.Migrations.Count}, this program knows 3");
    }

    [Fact]
    public async Task Open_ManyProcessesAtOnce_EachStepOnce()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Open())));
        foreach (var store in stores) store.Dispose();

        stores.SelectMany(s => s.Schema.Applied).ShouldBe(PostgresSchema.Migrations.Select(m => m.Name), ignoreOrder: true);
        using var opened = Open();
        opened.Schema.Applied.ShouldBeEmpty();
        (await opened.ReadAsync(c => c.Query<int>("SELECT version FROM schema_version ORDER BY version").ToList(), CancellationToken.None))
            .ShouldBe(PostgresSchema.Migrations.Select(m => m.Version));
    }

    [Fact]
    public async Task Open_StepThatFails_LeavesTheVersionBefore()
    {
        IReadOnlyList<Migration> broken = [PostgresSchema.Migrations[0], new(2, "0002_broken", "CREATE TABLE half (id int); SELECT * FROM nowhere;")];

        Should.Throw<StoreUnavailableException>(() => PostgresStore.Open(_database.Address, MarketSource.Simulated, NullLogger.Instance, migrations: broken)).Message.ShouldContain("nowhere");

        using var store = Open();
        (await store.ReadAsync(c => c.ExecuteScalar<bool>("SELECT to_regclass('half') IS NULL"), CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public void Statements_Timescale_HypertablesInsteadOfPartitions()
    {
        var candles = PostgresSchema.Migrations[PostgresTimescale.CandleStep - 1];

        PostgresTimescale.Statements(candles, PostgresLayout.Partitions).ShouldBe(candles.Sql);
        var sql = PostgresTimescale.Statements(candles, PostgresLayout.Timescale);
        sql.ShouldNotContain("PARTITION BY");
        foreach (var part in new[] { "create_hypertable('candles'", "create_hypertable('minute_candles'", "timescaledb.compress_segmentby = 'series_id'", "add_compression_policy", "timescaledb.continuous" })
            sql.ShouldContain(part);
        new PostgresPartitions("s", PostgresLayout.Timescale).Missing("candles", [T0.UtcTicks]).ShouldBeEmpty();
        new PostgresPartitions("s", PostgresLayout.Timescale).Missing("book_summaries", [T0.UtcTicks]).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Open_ServerWithoutTimescale_PartitionsOfItsOwn()
    {
        using var store = Open();
        var (available, layout) = await store.ReadAsync(
            c => (c.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb')"), c.ExecuteScalar<string>("SELECT layout FROM store_info")), CancellationToken.None);

        Assert.SkipWhen(available, "this server has TimescaleDB");
        layout.ShouldBe("partitions");
    }

    private static Task<List<string>> Schema(PostgresStore store) => store.ReadAsync(
        c => c.Query<string>(
            """
            SELECT kind || ' ' || text FROM (
                SELECT 'column' AS kind, table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS text FROM information_schema.columns WHERE table_schema = current_schema()
                UNION ALL SELECT 'index', replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema()
                UNION ALL SELECT 'trigger', event_object_table || ' ' || trigger_name || ' ' || event_manipulation FROM information_schema.triggers WHERE trigger_schema = current_schema()
                UNION ALL SELECT 'function', proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace) AS all_of_it
            WHERE text NOT LIKE '%candles\_20%' ORDER BY 1
            """).ToList(),
        CancellationToken.None);

    private PostgresStore Open(int? version = null) =>
        PostgresStore.Open(_database.Address, MarketSource.Simulated, NullLogger.Instance, migrations: [.. PostgresSchema.Migrations.Take(version ?? int.MaxValue)]);
}
