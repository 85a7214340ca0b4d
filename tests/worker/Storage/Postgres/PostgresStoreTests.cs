using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Postgres;
using CryptoRun.Worker.Storage.Sql;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage.Postgres;

public sealed class PostgresStoreTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly PostgresTestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("candles", "UPDATE candles SET close = 1")]
    [InlineData("minute_candles", "UPDATE minute_candles SET close = 1")]
    [InlineData("regime_history", "DELETE FROM regime_history")]
    [InlineData("regime_opinions", "UPDATE regime_opinions SET document = ''")]
    [InlineData("perpetual_points", "UPDATE perpetual_points SET value = 1")]
    [InlineData("book_summaries", "UPDATE book_summaries SET updates = 1")]
    public async Task AppendOnlyTable_Changed_Refused(string table, string change)
    {
        using var store = _database.OpenStore();
        foreach (var interval in new[] { Hour, TimeSpan.FromMinutes(1) }) await store.Candles.WriteAsync("kraken", "BTC-USD", interval, [Candle(0)], T0, CancellationToken.None);
        await new SqlRegimeStore(store).AppendAsync(Regime(T0), CancellationToken.None);
        await new SqlRegimeStore(store).AppendOpinionsAsync(Opinions(T0), CancellationToken.None);
        await new SqlDerivativesStore(store).WriteAsync("v", [new PerpetualPoints("BTC-USD", [new FundingRate(T0, 1, 8)], [])], T0, CancellationToken.None);
        await new SqlBookSummaryStore(store).WriteAsync([new BookSummary(T0, "v", "BTC-USD", 1, 2, 3, 4, 5, 6, 7, 0, 8, 60)], T0, CancellationToken.None);

        (await Should.ThrowAsync<StoreUnavailableException>(() => store.WriteAsync(c => c.Execute(change), CancellationToken.None))).Message.ShouldContain($"{table} is append-only");
    }

    [Fact]
    public async Task WriteAsync_Months_APartitionEachAndOneOnlyWithManyProcesses()
    {
        using var store = _database.OpenStore();
        using var other = _database.OpenStore();
        Candle[] year = [.. Enumerable.Range(0, 365).Select(d => Candle(24 * d))];

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? store : other).Candles.WriteAsync("kraken", $"C{i}-USD", Hour, year, T0, CancellationToken.None)));

        var partitions = await store.ReadAsync(c => c.Query<string>("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'candles'::regclass ORDER BY 1").ToList(), CancellationToken.None);
        partitions.Count.ShouldBe(13);
        (partitions[0], partitions[^1]).ShouldBe(("candles_2026_11", "candles_2027_11"));
        (await store.ReadAsync(c => c.ExecuteScalar<long>("SELECT count(*) FROM candles"), CancellationToken.None)).ShouldBe(12 * 365);
    }

    [Fact]
    public async Task CandlesInNumbers_PackedAndExact_ReadableBySql()
    {
        using var store = _database.OpenStore();
        Candle[] candles = [Candle(0, 61032.80m) with { Volume = 0.0000000000000000000000000001m, Low = -1.5m }, Candle(1, decimal.MaxValue / 3) with { QuoteVolume = 7 }];
        await store.Candles.WriteAsync("kraken", "BTC-USD", Hour, candles, T0, CancellationToken.None);
        await store.Candles.WriteAsync("kraken", "BTC-USD", Hour, [Candle(0, 61032.81m) with { Volume = 0.0000000000000000000000000001m, Low = -1.5m }], T0, CancellationToken.None);

        var rows = await store.ReadAsync(
            c => c.Query<(DateTime Opened, decimal Low, decimal Close, decimal Volume, decimal? Quote)>("SELECT opened, low, close, volume, quote_volume FROM candles_in_numbers").ToList(), CancellationToken.None);

        rows.ShouldBe([(T0.UtcDateTime, -1.5m, 61032.81m, 0.0000000000000000000000000001m, null), (T0.AddHours(1).UtcDateTime, candles[1].Low, candles[1].Close, 5, 7)]);
    }

    [Fact]
    public void Open_OtherSource_SchemaOfItsOwnOrRefused()
    {
        using (var simulated = _database.OpenStore())
        using (var live = PostgresStore.Open(_database.AddressOf(MarketSource.Live), MarketSource.Live, NullLogger.Instance))
        {
            live.Name.ShouldEndWith("_live");
            simulated.Name.ShouldEndWith("_simulated");
        }

        var message = Should.Throw<StoreUnavailableException>(() => PostgresStore.Open(_database.Address, MarketSource.Live, NullLogger.Instance)).Message;
        message.ShouldContain("holds data of source Simulated, but Live was asked for");
    }

    [Fact]
    public async Task ReadAsync_OtherSourcesSchema_NothingOfIt()
    {
        using var simulated = _database.OpenStore();
        using var live = PostgresStore.Open(_database.AddressOf(MarketSource.Live), MarketSource.Live, NullLogger.Instance);

        await simulated.Candles.WriteAsync("kraken", "BTC-USD", Hour, [Candle(0)], T0, CancellationToken.None);

        (await live.Candles.SymbolsAsync("kraken", Hour, CancellationToken.None)).ShouldBeEmpty();
        (await live.LatestKnownAtAsync(CancellationToken.None)).ShouldBeNull();
        (await live.ReadAsync(c => c.ExecuteScalar<string>("SHOW search_path"), CancellationToken.None)).ShouldBe(_database.AddressOf(MarketSource.Live).Schema);
    }

    [Fact]
    public void Open_SchemaOfAnotherProgram_RefusedAndLeftAlone()
    {
        using var connection = new NpgsqlConnection(PostgresServer.ConnectionString);
        connection.Open();
        connection.Execute($"CREATE SCHEMA {_database.Address.Schema}; CREATE TABLE {_database.Address.Schema}.bookmarks (id int)");

        Should.Throw<StoreUnavailableException>(() => _database.OpenStore()).Message.ShouldContain("tables of another program");
        connection.ExecuteScalar<int>("SELECT count(*)::int FROM pg_class WHERE relnamespace = @s::regnamespace", new { s = _database.Address.Schema }).ShouldBe(1);
    }

    [Fact]
    public void Open_ServedTwice_SecondRefusedWithTheHolderUntilReleased()
    {
        using (Serve("alpha:1"))
        {
            var message = Should.Throw<StoreUnavailableException>(() => Serve("beta:2")).Message;
            message.ShouldSatisfyAllConditions(m => m.ShouldContain("already served"), m => m.ShouldContain("alpha:1"), m => m.ShouldContain("Store:Exclusive"), m => m.ShouldNotContain("\n"));
            _database.OpenStore().Dispose();
        }

        Serve("beta:2").Dispose();

        PostgresStore Serve(string node) => PostgresStore.Open(_database.Address, MarketSource.Simulated, NullLogger.Instance, node);
    }

    [Fact]
    public async Task ReadAndWrite_ConnectionsEndedByTheServer_ConnectAgain()
    {
        using var store = _database.OpenStore();
        await store.Candles.WriteAsync("kraken", "BTC-USD", Hour, [Candle(0)], T0, CancellationToken.None);

        EndConnections();
        (await store.Candles.SymbolsAsync("kraken", Hour, CancellationToken.None)).Count.ShouldBe(1);
        EndConnections();
        (await store.Candles.WriteAsync("kraken", "BTC-USD", Hour, [Candle(0), Candle(1)], T0, CancellationToken.None)).ShouldBe(new CandleIngest(1, 1, 0));
    }

    [Theory]
    [InlineData("a read", "LOCK TABLE regime_history IN ACCESS EXCLUSIVE MODE")]
    [InlineData("a statement", "LOCK TABLE regime_history IN EXCLUSIVE MODE")]
    [InlineData("many rows", "LOCK TABLE book_summaries IN EXCLUSIVE MODE")]
    [InlineData("candles in", "LOCK TABLE candles IN EXCLUSIVE MODE")]
    [InlineData("candles out", "LOCK TABLE candles IN ACCESS EXCLUSIVE MODE")]
    [InlineData("candles of many out", "LOCK TABLE candles IN ACCESS EXCLUSIVE MODE")]
    [InlineData("a partition", "SELECT pg_advisory_xact_lock(hashtextextended('cryptorun:partitions:' || current_schema(), 0))")]
    public async Task ReadAndWrite_CancelledWhileTheServerWaits_InterruptedWithNothingWritten(string what, string occupied)
    {
        using var store = _database.OpenStore();
        await store.Candles.WriteAsync("kraken", "BTC-USD", Hour, [Candle(0)], T0, CancellationToken.None);
        await Books(T0, CancellationToken.None);
        using var other = new NpgsqlConnection(PostgresServer.ConnectionString);
        other.Open();
        other.Execute($"BEGIN; SET search_path TO {_database.Address.Schema}; {occupied}");
        using var stop = new CancellationTokenSource();

        var work = Work(stop.Token);
        while (!other.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = @Application AND wait_event_type = 'Lock')", new { _database.Address.Application }))
        {
            work.IsCompleted.ShouldBeFalse();
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        var stopped = (await Record.ExceptionAsync(() => work)).ShouldBeAssignableTo<OperationCanceledException>()!;
        stopped.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.QueryCanceled);

        // Only now is the way free: nothing was written, and the store goes on.
        other.Execute("ROLLBACK");
        (await store.ReadAsync(c => c.ExecuteScalar<long>("SELECT (SELECT count(*) FROM regime_history) + (SELECT count(*) FROM book_summaries) + (SELECT count(*) FROM candles)"), CancellationToken.None)).ShouldBe(2);
        await Work(CancellationToken.None);

        Task Work(CancellationToken token) => what switch
        {
            "a read" => new SqlRegimeStore(store).LatestAsync(T0, token),
            "a statement" => new SqlRegimeStore(store).AppendAsync(Regime(T0), token),
            "many rows" => Books(T0.AddMinutes(1), token),
            "candles in" => store.Candles.WriteAsync("kraken", "BTC-USD", Hour, [Candle(1)], T0, token),
            "candles out" => store.Candles.ReadAsync("kraken", "BTC-USD", Hour, T0, T0.AddDays(1), T0, token),
            "candles of many out" => store.Candles.ReadManyAsync("kraken", ["BTC-USD"], Hour, T0, T0.AddDays(1), T0, token),
            _ => store.Candles.WriteAsync("kraken", "BTC-USD", Hour, [Candle(24 * 62)], T0, token),
        };

        Task Books(DateTimeOffset minute, CancellationToken token) => new SqlBookSummaryStore(store).WriteAsync([new BookSummary(minute, "v", "BTC-USD", 1, 2, 3, 4, 5, 6, 7, 0, 8, 60)], T0, token);
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileItCommits_IsWritten()
    {
        using var store = _database.OpenStore();
        using var other = new NpgsqlConnection(PostgresServer.ConnectionString);
        other.Open();

        // A trigger at the commit waits for the lock that is held here.
        _database.Execute(
            """
            CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(hashtextextended(TG_TABLE_SCHEMA, 7)); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON regime_history DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_commit();
            """);
        other.Execute("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(@Schema, 7))", new { _database.Address.Schema });
        using var stop = new CancellationTokenSource();
        var work = new SqlRegimeStore(store).AppendAsync(Regime(T0), stop.Token);
        while (!other.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = @Application AND wait_event_type = 'Lock')", new { _database.Address.Application }))
        {
            work.IsCompleted.ShouldBeFalse();
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        other.Execute("ROLLBACK");
        await work;

        (await new SqlRegimeStore(store).LatestAsync(T0, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Dispose_Twice_RefusesWork()
    {
        var store = _database.OpenStore();
        store.Dispose();
        store.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(() => store.LatestKnownAtAsync(CancellationToken.None));
    }

    private void EndConnections()
    {
        using var connection = new NpgsqlConnection(PostgresServer.ConnectionString);
        connection.Open();

        // Of this test's schema only: others run beside it. A backend's search path is nowhere to be seen, its application's name is.
        connection.Execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = @Application", new { _database.Address.Application });
    }
}
