using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Storage.Sqlite;

public sealed class SqliteTestDatabase : ITestDatabase
{
    private readonly string _directory = Directory.CreateTempSubdirectory("store").FullName;

    public string Path => System.IO.Path.Combine(_directory, "cryptorun-simulated.db");

    public IOpenedStores Open() => new Opened(SqliteStore.Open(Path, MarketSource.Simulated, NullLogger.Instance));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private sealed class Opened(SqliteStore store) : IOpenedStores
    {
        public ICandleStore Candles { get; } = new SqliteCandleStore(store);

        public IDerivativesStore Derivatives { get; } = new SqlDerivativesStore(store);

        public IScanStore Scans { get; } = new SqlScanStore(store);

        public IRegimeStore Regimes { get; } = new SqlRegimeStore(store);

        public IRunStore Runs { get; } = new SqlRunStore(store);

        public Task<DateTimeOffset?> LatestKnownAtAsync() => store.LatestKnownAtAsync(CancellationToken.None);

        public void Dispose() => store.Dispose();
    }
}

public sealed class SqliteCandleStoreTests : CandleStoreContract<SqliteTestDatabase>;

public sealed class SqliteCandleStoreModelTests : CandleStoreModelContract<SqliteTestDatabase>;

public sealed class SqliteDerivativesStoreTests : DerivativesStoreContract<SqliteTestDatabase>;

public sealed class SqliteScanStoreTests : ScanStoreContract<SqliteTestDatabase>;

public sealed class SqliteRegimeStoreTests : RegimeStoreContract<SqliteTestDatabase>;

public sealed class SqliteRunStoreTests : RunStoreContract<SqliteTestDatabase>;
