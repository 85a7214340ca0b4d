using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly string _directory = Directory.CreateTempSubdirectory("store").FullName;

    private string File => Path.Combine(_directory, "deep", "cryptorun-simulated.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Open_NoFile_MadeWithWal()
    {
        using var store = Open();

        System.IO.File.Exists(File).ShouldBeTrue();
        using var connection = Raw();
        connection.ExecuteScalar<string>("PRAGMA journal_mode").ShouldBe("wal");
        connection.Query<string>("SELECT name FROM schema_version ORDER BY version").ShouldBe(SqliteSchema.Migrations.Select(m => m.Name));
    }

    [Fact]
    public void Open_OtherSource_RefusedWithFileAndBothSources()
    {
        Open().Dispose();

        Refusal(MarketSource.Live).ShouldSatisfyAllConditions(m => m.ShouldContain(File), m => m.ShouldContain("source Simulated"), m => m.ShouldContain("Live was asked for"));
        Open().Dispose();
    }

    [Fact]
    public void Open_NotADatabase_RefusedAndLeftAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, new string('x', 5000));

        Refusal().ShouldContain("is not a database");
        System.IO.File.ReadAllText(File).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_RefusedAndLeftAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using (var foreign = Raw(SqliteOpenMode.ReadWriteCreate)) foreign.Execute("CREATE TABLE bookmarks (id)");

        Refusal().ShouldContain("database of another program");
        using var connection = Raw();
        connection.ExecuteScalar<string>("PRAGMA journal_mode").ShouldBe("delete");
        connection.Query<string>("SELECT name FROM sqlite_schema").ShouldBe(["bookmarks"]);
    }

    [Fact]
    public void Open_DamagedFile_Refused()
    {
        Open().Dispose();
        var bytes = System.IO.File.ReadAllBytes(File);
        Array.Fill(bytes, (byte)0xEE, 100, bytes.Length - 100);
        System.IO.File.WriteAllBytes(File, bytes);

        Refusal().ShouldContain("is damaged");
    }

    [Fact]
    public async Task ReadAsync_FileDamagedLater_OneSentence()
    {
        using (var store = Open())
            await new SqliteCandleStore(store).WriteAsync("kraken", "BTC-USD", Hour, [.. Enumerable.Range(0, 20_000).Select(h => Candle(h))], T0, CancellationToken.None);
        var bytes = System.IO.File.ReadAllBytes(File);
        Array.Fill(bytes, (byte)0xEE, bytes.Length / 2, bytes.Length / 4);
        System.IO.File.WriteAllBytes(File, bytes);

        using var again = Open();
        var read = () => new SqliteCandleStore(again).ReadAsync("kraken", "BTC-USD", Hour, T0, T0.AddDays(900), T0.AddDays(900), CancellationToken.None);

        (await Should.ThrowAsync<StoreUnavailableException>(read)).Message.ShouldContain($"{File} is damaged");
    }

    [Fact]
    public void Open_ReadOnlyFile_Refused()
    {
        Open().Dispose();
        System.IO.File.SetAttributes(File, FileAttributes.ReadOnly);

        Refusal().ShouldContain("is read-only");
        System.IO.File.SetAttributes(File, FileAttributes.Normal);
        Open().Dispose();
    }

    [Fact]
    public void Open_DirectoryThatIsAFile_Refused()
    {
        System.IO.File.WriteAllText(Path.Combine(_directory, "deep"), "");

        Refusal().ShouldSatisfyAllConditions(m => m.ShouldContain("cannot be created"), m => m.ShouldContain("Store:Directory"));
    }

    [Fact]
    public void Open_PathThatIsADirectory_Refused()
    {
        Directory.CreateDirectory(File);

        Refusal().ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task OpenAndWrite_LockedByAnotherProcess_RefusedAfterTheTimeout()
    {
        using var store = Open();
        using var other = Raw();
        other.Execute("BEGIN IMMEDIATE");

        (await Should.ThrowAsync<StoreUnavailableException>(() => new SqlRunStore(store).TryStartAsync(Run("r1"), CancellationToken.None))).Message.ShouldContain("is locked by another process");
        Refusal().ShouldContain("is locked by another process");

        other.Execute("ROLLBACK");
        (await new SqlRunStore(store).TryStartAsync(Run("r1"), CancellationToken.None)).ShouldBe(RunClaim.Started);
    }

    [Fact]
    public async Task ReadAsync_WhileAnotherWrites_DoesNotWait()
    {
        using var store = Open();
        await new SqlRunStore(store).TryStartAsync(Run("r1"), CancellationToken.None);
        using var other = Raw();
        other.Execute("BEGIN IMMEDIATE; DELETE FROM job_runs");

        (await new SqlRunStore(store).ListAsync(null, 10, CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_DiskFull_RefusedWithNothingHalfWritten()
    {
        using var store = Open();
        await store.WriteAsync(c => c.Execute($"PRAGMA max_page_count = {c.ExecuteScalar<long>("PRAGMA page_count") + 10}"), CancellationToken.None);
        var candles = new SqliteCandleStore(store);

        var failure = await Should.ThrowAsync<StoreUnavailableException>(() =>
            candles.WriteAsync("kraken", "BTC-USD", Hour, [.. Enumerable.Range(0, 50_000).Select(h => Candle(h))], T0, CancellationToken.None));

        failure.Message.ShouldContain("cannot grow");
        (await candles.SymbolsAsync("kraken", Hour, CancellationToken.None)).ShouldBeEmpty();
        (await candles.WriteAsync("kraken", "BTC-USD", Hour, [Candle(0)], T0, CancellationToken.None)).New.ShouldBe(1);
    }

    [Fact]
    public async Task RegimeHistory_UpdateOrDelete_Aborted()
    {
        using var store = Open();
        await new SqlRegimeStore(store).AppendAsync(Regime(T0), CancellationToken.None);
        await new SqlRegimeStore(store).AppendOpinionsAsync(Opinions(T0), CancellationToken.None);
        using var connection = Raw();

        Should.Throw<SqliteException>(() => connection.Execute("UPDATE regime_history SET state = 'Choppy'")).Message.ShouldContain("append-only");
        Should.Throw<SqliteException>(() => connection.Execute("DELETE FROM regime_history")).Message.ShouldContain("append-only");
        Should.Throw<SqliteException>(() => connection.Execute("UPDATE regime_opinions SET document = ''")).Message.ShouldContain("append-only");
        Should.Throw<SqliteException>(() => connection.Execute("DELETE FROM regime_opinions")).Message.ShouldContain("append-only");
    }

    [Fact]
    public async Task Candles_Update_Aborted()
    {
        using var store = Open();
        await new SqliteCandleStore(store).WriteAsync("kraken", "BTC-USD", Hour, [Candle(0)], T0, CancellationToken.None);
        using var connection = Raw();

        Should.Throw<SqliteException>(() => connection.Execute("UPDATE candles SET close = 1")).Message.ShouldContain("versioned");
    }

    [Fact]
    public async Task Dispose_Twice_FileComplete()
    {
        var store = Open();
        await new SqlRunStore(store).TryStartAsync(Run("r1"), CancellationToken.None);
        store.Dispose();
        store.Dispose();

        System.IO.File.Exists(File + "-wal").ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => new SqlRunStore(store).ListAsync(null, 1, CancellationToken.None));
        await Should.ThrowAsync<ObjectDisposedException>(() => new SqlRunStore(store).TryStartAsync(Run("r2"), CancellationToken.None));
    }

    private SqliteStore Open(MarketSource source = MarketSource.Simulated) => SqliteStore.Open(File, source, NullLogger.Instance, busyTimeoutSeconds: 1);

    private string Refusal(MarketSource source = MarketSource.Simulated)
    {
        var message = Should.Throw<StoreUnavailableException>(() => Open(source)).Message;
        message.ShouldNotContain("\n");
        return message;
    }

    private SqliteConnection Raw(SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false, Mode = mode }.ConnectionString);
        connection.Open();
        return connection;
    }
}
