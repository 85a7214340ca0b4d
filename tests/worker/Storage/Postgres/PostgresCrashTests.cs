using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Postgres;
using CryptoRun.Worker.Tests.Storage.Sqlite;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage.Postgres;

/// <summary>A server killed in the middle of a COPY, as by a power failure: nothing that was acknowledged is lost, nothing is there twice or by half.</summary>
public sealed class PostgresCrashTests
{
    private const int Candles = 60_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task WriteAsync_ServerKilledMidCopyAndRestarted_NothingLostNothingDoubled()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "no PostgreSQL: install the package postgresql");
        using var cluster = PostgresCluster.Create();
        cluster.Start("-c fsync=on");
        using var store = PostgresStore.Open(new PostgresAddress(cluster.ConnectionString, "crash", MarketSource.Simulated), MarketSource.Simulated, NullLogger.Instance);
        using var sqlite = new SqliteTestDatabase();
        using var expected = sqlite.Open();
        List<string> symbols = [.. Enumerable.Range(0, 6).Select(i => $"C{i}-USD")];
        foreach (var symbol in symbols) await expected.Candles.WriteAsync("kraken", symbol, Hour, Series(symbol), T0, CancellationToken.None);

        // The third ingest is held in the middle of its COPY.
        await WriteAsync(store.Candles, symbols[0]);
        await WriteAsync(store.Candles, symbols[1]);
        await ExecuteAsync(cluster, $"""
            CREATE FUNCTION crash_simulated.hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NEW; END';
            CREATE TRIGGER hold BEFORE INSERT ON crash_simulated.candles FOR EACH ROW WHEN (NEW.open_time = {Series(symbols[2])[Candles / 2].OpenTime.UtcTicks}) EXECUTE FUNCTION crash_simulated.hold()
            """);
        var third = WriteAsync(store.Candles, symbols[2]);
        (await CopyIsRunningAsync(cluster)).ShouldBeTrue();
        cluster.Kill();
        var failure = await Should.ThrowAsync<StoreUnavailableException>(() => third);
        failure.Message.ShouldContain("schema crash_simulated: ");
        (await Should.ThrowAsync<StoreUnavailableException>(() => store.Candles.SymbolsAsync("kraken", Hour, CancellationToken.None))).Message.ShouldContain("nothing listens there");

        cluster.Start();
        await ExecuteAsync(cluster, "DROP TRIGGER hold ON crash_simulated.candles");

        (await store.Candles.SymbolsAsync("kraken", Hour, CancellationToken.None)).ShouldBe(symbols[..2]);
        foreach (var symbol in symbols)
        {
            var ingest = await WriteAsync(store.Candles, symbol);
            ingest.ShouldBe(symbols.IndexOf(symbol) < 2 ? new CandleIngest(0, Candles, 0) : new CandleIngest(Candles, 0, 0), symbol);
        }

        foreach (var symbol in symbols)
        {
            var stored = await ReadAsync(store.Candles, symbol);
            stored.SequenceEqual(await ReadAsync(expected.Candles, symbol)).ShouldBeTrue(symbol);
        }

        (await store.ReadAsync(c => c.ExecuteScalar<long>("SELECT count(*) FROM candles"), CancellationToken.None)).ShouldBe(symbols.Count * Candles);
    }

    private static Task<CandleIngest> WriteAsync(ICandleStore store, string symbol) => store.WriteAsync("kraken", symbol, Hour, Series(symbol), T0, CancellationToken.None);

    private static Task<IReadOnlyList<Candle>> ReadAsync(ICandleStore store, string symbol) =>
        store.ReadAsync("kraken", symbol, Hour, T0.AddYears(-20), T0.AddYears(20), T0, CancellationToken.None);

    private static Candle[] Series(string symbol) => [.. Enumerable.Range(0, Candles).Select(h => Candle(h, 100 + (h % 97) + (symbol[1] / 100m), h))];

    private static async Task ExecuteAsync(PostgresCluster cluster, string sql)
    {
        // A pooled connection may be one of before the crash.
        await using var connection = new NpgsqlConnection(cluster.ConnectionString + ";Pooling=false");
        await connection.ExecuteAsync(sql);
    }

    private static async Task<bool> CopyIsRunningAsync(PostgresCluster cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
        var end = DateTime.UtcNow.AddSeconds(30);
        while (DateTime.UtcNow < end)
        {
            // It has begun and rows have come, so that some of it is on disk already.
            if (await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM pg_stat_progress_copy WHERE tuples_processed > 1000)")) return true;
        }

        return false;
    }
}
