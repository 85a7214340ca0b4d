using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage.Sqlite;

public sealed class SqliteMigrationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("migrate").FullName;

    /// <summary>Every third one and the newest two: each migration is run by some of them.</summary>
    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(1, SqliteSchema.Migrations.Count - 1).Where(static v => v % 3 == 1 || v >= SqliteSchema.Migrations.Count - 2)];

    private string File => Path.Combine(_directory, "cryptorun-simulated.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public async Task Open_EarlierVersion_MigratedWithItsData(int version)
    {
        using (var old = Open(version))
        {
            if (version >= 2) await new SqliteCandleStore(old).WriteAsync("kraken", "BTC-USD", TimeSpan.FromHours(1), [Candle(0)], T0, CancellationToken.None);
            if (version >= 3) await new SqlScanStore(old).SaveAsync(Scan(T0), CancellationToken.None);
        }

        using var store = Open();

        (await new SqliteCandleStore(store).SymbolsAsync("kraken", TimeSpan.FromHours(1), CancellationToken.None)).Count.ShouldBe(version >= 2 ? 1 : 0);
        (await new SqlScanStore(store).FindAsync(null, CancellationToken.None) is not null).ShouldBe(version >= 3);
        (await new SqlRunStore(store).TryStartAsync(Run("r1"), CancellationToken.None)).ShouldBe(RunClaim.Started);
        (await Schema(store)).ShouldBe(await FreshSchema());
    }

    [Fact]
    public void Open_NewerVersion_RefusedWithBothVersions()
    {
        Open().Dispose();

        var message = Should.Throw<StoreUnavailableException>(() => Open(version: 3)).Message;

        message.ShouldContain($"has schema version {SqliteSchema.Migrations.Count}, this program knows 3");
    }

    [Fact]
    public async Task Open_ManyProcessesAtOnce_EachStepOnce()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Open())));
        foreach (var store in stores) store.Dispose();

        using var opened = Open();
        (await opened.ReadAsync(c => c.Query<long>("SELECT version FROM schema_version ORDER BY version").ToList(), CancellationToken.None))
            .ShouldBe(SqliteSchema.Migrations.Select(m => (long)m.Version));
    }

    [Fact]
    public async Task Open_StepThatFails_LeavesTheVersionBefore()
    {
        IReadOnlyList<Migration> broken = [SqliteSchema.Migrations[0], new(2, "0002_broken", "CREATE TABLE half (id); SELECT * FROM nowhere;")];

        Should.Throw<StoreUnavailableException>(() => SqliteStore.Open(File, MarketSource.Simulated, NullLogger.Instance, migrations: broken)).Message.ShouldContain("nowhere");

        using var store = Open();
        (await store.ReadAsync(c => c.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), CancellationToken.None)).ShouldBe(0);
    }

    private static Task<List<string>> Schema(SqliteStore store) =>
        store.ReadAsync(c => c.Query<string>("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY 1").ToList(), CancellationToken.None);

    private async Task<List<string>> FreshSchema()
    {
        using var fresh = SqliteStore.Open(Path.Combine(_directory, "fresh.db"), MarketSource.Simulated, NullLogger.Instance);
        return await Schema(fresh);
    }

    private SqliteStore Open(int? version = null) =>
        SqliteStore.Open(File, MarketSource.Simulated, NullLogger.Instance, migrations: [.. SqliteSchema.Migrations.Take(version ?? int.MaxValue)]);
}
