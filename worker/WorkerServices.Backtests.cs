using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker;

/// <summary>Back-tests: their queue, and whoever runs them.</summary>
public static partial class WorkerServices
{
    private static void AddBacktests(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton<IBacktestStore, SqlBacktestStore>();
        services.AddSingleton(p => new BacktestMarketReader(p.GetRequiredService<ICandleStore>(), p.GetRequiredService<IDerivativesStore>(), settings.Source));
        services.AddSingleton(p => new BacktestBook(
            p.GetRequiredService<IBacktestStore>(), p.GetRequiredService<BacktestMarketReader>(), p.GetRequiredService<ScanOptions>(), p.GetRequiredService<RegimeOptions>(), p.GetRequiredService<MarketClock>(), p.GetRequiredService<TimeProvider>()));
        if (!settings.Node.Works) return;
        services.AddSingleton<BacktestAttempts>();
        services.AddHostedService(p => new BacktestQueue(
            JobRuns.Node, !settings.Store.Exclusive, p.GetRequiredService<IBacktestStore>(), p.GetRequiredService<BacktestAttempts>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<BacktestQueue>>()));
    }
}
