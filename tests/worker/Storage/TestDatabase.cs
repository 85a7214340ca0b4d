using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Storage;

/// <summary>An empty database of some kind for one test. Opening it twice is what two processes do.</summary>
public interface ITestDatabase : IDisposable
{
    IOpenedStores Open();

    /// <summary>What somebody does who has the database itself.</summary>
    void Execute(string sql);
}

/// <summary>The stores of one process.</summary>
public interface IOpenedStores : IDisposable
{
    ICandleStore Candles { get; }

    IDerivativesStore Derivatives { get; }

    IBookSummaryStore Books { get; }

    IScanStore Scans { get; }

    IRegimeStore Regimes { get; }

    IRunStore Runs { get; }

    IScheduleStore Schedules { get; }

    IBacktestStore Backtests { get; }

    IAlertStore Alerts { get; }

    IAlertRuleStore AlertRules { get; }

    IPremoveStore Sweeps { get; }

    IEvidenceStore Evidence { get; }

    ITradeBarStore TradeBars { get; }

    IVenueHistoryStore VenueHistory { get; }

    IAuditTrail Audit { get; }

    IRetention Retention { get; }

    Task<DateTimeOffset?> LatestKnownAtAsync();
}

/// <summary>A contract's test: a database, and one process that has it open.</summary>
public abstract class StoreContract<TDatabase> : IDisposable
    where TDatabase : ITestDatabase, new()
{
    protected StoreContract() => Stores = Database.Open();

    protected static CancellationToken None => CancellationToken.None;

    protected TDatabase Database { get; } = new();

    protected IOpenedStores Stores { get; }

    public void Dispose()
    {
        Stores.Dispose();
        Database.Dispose();
    }
}
