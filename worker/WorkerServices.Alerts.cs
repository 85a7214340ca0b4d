using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Alerts.Channels;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker;

/// <summary>Rules, alerts and the ways to people.</summary>
public static partial class WorkerServices
{
    private static void AddAlerts(this IServiceCollection services, WorkerSettings settings, string contentRoot)
    {
        var keys = Path.GetFullPath(Path.Combine(contentRoot, settings.Alerts.KeyDirectory.Length > 0 ? settings.Alerts.KeyDirectory : Path.Combine(settings.Store.Directory, "keys")));
        services.AddSingleton(settings.Alerts);
        services.AddSingleton<IAlertStore, SqlAlertStore>();
        services.AddSingleton<IAlertRuleStore, SqlAlertRuleStore>();
        services.AddSingleton<AlertSignals>();
        services.AddSingleton(p => new ChannelSecrets(keys, p.GetRequiredService<ILogger<ChannelSecrets>>()));
        services.AddSingleton(p => new AlertBook(
            p.GetRequiredService<IAlertRuleStore>(), p.GetRequiredService<IAlertStore>(), p.GetRequiredService<ChannelSecrets>(), p.GetRequiredService<AlertPost>(), p.GetRequiredService<AlertSignals>(), settings.Alerts,
            p.GetRequiredService<MarketClock>(), p.GetRequiredService<TimeProvider>()));

        services.AddSingleton(new TargetGuard(settings.Alerts.AllowPrivateTargets));
        services.AddSingleton(p => new SenderClient(p.GetRequiredService<TargetGuard>().Client()));
        services.AddSingleton<IAlertSender>(p => new WebhookSender(p.GetRequiredService<SenderClient>().Http, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAlertSender>(p => new TelegramSender(p.GetRequiredService<SenderClient>().Http, settings.Alerts, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAlertSender>(p => new DiscordSender(p.GetRequiredService<SenderClient>().Http, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAlertSender, EmailSender>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<AlertPost>(p, settings.Source));
        services.AddHostedService<AlertWatch>();
        if (settings.Node.Works) services.AddHostedService(p => p.GetRequiredService<AlertPost>());
    }
}
