using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Worker;

/// <summary>Rules, alerts and the ways to people.</summary>
public static partial class WorkerServices
{
    private static void AddAlerts(this IServiceCollection services, WorkerSettings settings, string contentRoot)
    {
        services.AddSingleton(settings.Alerts);
        services.AddSingleton<IAlertStore, SqlAlertStore>();
        services.AddSingleton<IAlertRuleStore, SqlAlertRuleStore>();
        services.AddSingleton<AlertSignals>();
        services.AddHostedService<AlertWatch>();
    }
}
