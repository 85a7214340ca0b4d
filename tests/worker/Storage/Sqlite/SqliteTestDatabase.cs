using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Storage.Sqlite;

public sealed class SqliteTestDatabase : ITestDatabase
{
    private readonly string _directory = Directory.CreateTempSubdirectory("store").FullName;

    public string Path => System.IO.Path.Combine(_directory, "cryptorun-simulated.db");

    public IOpenedStores Open() => new OpenedStores(SqliteStore.Open(Path, MarketSource.Simulated, NullLogger.Instance));

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}

public sealed class SqliteCandleStoreTests : CandleStoreContract<SqliteTestDatabase>;

public sealed class SqliteCandleStoreModelTests : CandleStoreModelContract<SqliteTestDatabase>;

public sealed class SqliteDerivativesStoreTests : DerivativesStoreContract<SqliteTestDatabase>;

public sealed class SqliteScanStoreTests : ScanStoreContract<SqliteTestDatabase>;

public sealed class SqliteRegimeStoreTests : RegimeStoreContract<SqliteTestDatabase>;

public sealed class SqliteRunStoreTests : RunStoreContract<SqliteTestDatabase>;

public sealed class SqliteBookSummaryStoreTests : BookSummaryStoreContract<SqliteTestDatabase>;

public sealed class SqlitePremoveStoreTests : PremoveStoreContract<SqliteTestDatabase>;

public sealed class SqliteEvidenceStoreTests : EvidenceStoreContract<SqliteTestDatabase>;

public sealed class SqliteTradeBarStoreTests : TradeBarStoreContract<SqliteTestDatabase>;

public sealed class SqliteVenueHistoryStoreTests : VenueHistoryStoreContract<SqliteTestDatabase>;

public sealed class SqliteRetentionTests : RetentionContract<SqliteTestDatabase>;

public sealed class SqliteAlertStoreTests : AlertStoreContract<SqliteTestDatabase>;

public sealed class SqliteAuditTrailTests : AuditTrailContract<SqliteTestDatabase>;

public sealed class SqliteScheduleStoreTests : ScheduleStoreContract<SqliteTestDatabase>;

public sealed class SqliteBacktestStoreTests : BacktestStoreContract<SqliteTestDatabase>;
