using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;

namespace CryptoRun.Worker.Tests.Storage;

internal sealed class OpenedStores(SqlStore store) : IOpenedStores
{
    public ICandleStore Candles { get; } = store.Candles;

    public IDerivativesStore Derivatives { get; } = new SqlDerivativesStore(store);

    public IBookSummaryStore Books { get; } = new SqlBookSummaryStore(store);

    public IScanStore Scans { get; } = new SqlScanStore(store);

    public IRegimeStore Regimes { get; } = new SqlRegimeStore(store);

    public IRunStore Runs { get; } = new SqlRunStore(store);

    public IScheduleStore Schedules { get; } = new SqlScheduleStore(store, new SqlAuditTrail(store, "node/1", TimeProvider.System));

    public IBacktestStore Backtests { get; } = new SqlBacktestStore(store, new SqlAuditTrail(store, "node/1", TimeProvider.System));

    public IAlertStore Alerts { get; } = new SqlAlertStore(store);

    public IAlertRuleStore AlertRules { get; } = new SqlAlertRuleStore(store, new SqlAuditTrail(store, "node/1", TimeProvider.System));

    public IPremoveStore Sweeps { get; } = new SqlPremoveStore(store);

    public IEvidenceStore Evidence { get; } = new SqlEvidenceStore(store);

    public ITradeBarStore TradeBars { get; } = new SqlTradeBarStore(store);

    public IVenueHistoryStore VenueHistory { get; } = new SqlVenueHistoryStore(store);

    public IAuditTrail Audit { get; } = new SqlAuditTrail(store, "node/1", TimeProvider.System);

    public IRetention Retention { get; } = new SqlRetention(store);

    public Task<DateTimeOffset?> LatestKnownAtAsync() => store.LatestKnownAtAsync(CancellationToken.None);

    public void Dispose() => store.Dispose();
}
