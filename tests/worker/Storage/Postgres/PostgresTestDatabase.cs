using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage.Postgres;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CryptoRun.Worker.Tests.Storage.Postgres;

/// <summary>A schema of its own in the server of all tests.</summary>
public sealed class PostgresTestDatabase : ITestDatabase
{
    private readonly string _prefix = $"t{Guid.NewGuid():N}"[..16];

    public string Prefix => _prefix;

    internal PostgresAddress Address => AddressOf(MarketSource.Simulated);

    internal PostgresAddress AddressOf(MarketSource source) => new(PostgresServer.ConnectionString, _prefix, source);

    public IOpenedStores Open() => new OpenedStores(OpenStore());

    internal PostgresStore OpenStore() => PostgresStore.Open(Address, MarketSource.Simulated, NullLogger.Instance);

    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(PostgresServer.ConnectionString);
        connection.Open();
        connection.Execute($"SET search_path TO {_prefix}_simulated; {sql}");
    }

    public void Dispose()
    {
        if (!PostgresServer.IsUsed) return;
        using var connection = new NpgsqlConnection(PostgresServer.ConnectionString);
        connection.Open();
        foreach (var source in Enum.GetNames<MarketSource>()) connection.Execute($"DROP SCHEMA IF EXISTS {_prefix}_{source.ToLowerInvariant()} CASCADE");
    }
}

public sealed class PostgresCandleStoreTests : CandleStoreContract<PostgresTestDatabase>;

public sealed class PostgresCandleStoreModelTests : CandleStoreModelContract<PostgresTestDatabase>;

public sealed class PostgresDerivativesStoreTests : DerivativesStoreContract<PostgresTestDatabase>;

public sealed class PostgresBookSummaryStoreTests : BookSummaryStoreContract<PostgresTestDatabase>;

public sealed class PostgresScanStoreTests : ScanStoreContract<PostgresTestDatabase>;

public sealed class PostgresRegimeStoreTests : RegimeStoreContract<PostgresTestDatabase>;

public sealed class PostgresRunStoreTests : RunStoreContract<PostgresTestDatabase>;

public sealed class PostgresPremoveStoreTests : PremoveStoreContract<PostgresTestDatabase>;

public sealed class PostgresEvidenceStoreTests : EvidenceStoreContract<PostgresTestDatabase>;

public sealed class PostgresTradeBarStoreTests : TradeBarStoreContract<PostgresTestDatabase>;

public sealed class PostgresVenueHistoryStoreTests : VenueHistoryStoreContract<PostgresTestDatabase>;

public sealed class PostgresRetentionTests : RetentionContract<PostgresTestDatabase>;

public sealed class PostgresAlertStoreTests : AlertStoreContract<PostgresTestDatabase>;

public sealed class PostgresAuditTrailTests : AuditTrailContract<PostgresTestDatabase>;

public sealed class PostgresScheduleStoreTests : ScheduleStoreContract<PostgresTestDatabase>;

public sealed class PostgresBacktestStoreTests : BacktestStoreContract<PostgresTestDatabase>;
