using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Commands;

/// <summary>No verb: serves the market, the jobs and the store until Ctrl-C.</summary>
internal static class ServeCommand
{
    /// <summary>Serves.</summary>
    public static async Task<int> RunAsync(Terminal terminal, CancellationToken cancellationToken)
    {
        if (!WorkerSettings.Load(terminal.Settings).Node.Works) throw new CommandException("Node:Role is Web; a worker has no pages: allowed is All or Worker.");
        using var host = Build(terminal, (services, configuration, root) => services.AddCryptoRun(configuration, root));
        var exitCode = host.Services.OpenMarket();
        await host.StartAsync(cancellationToken);
        await host.WaitForShutdownAsync(cancellationToken);
        return exitCode();
    }

    /// <summary>A host with logs on standard error.</summary>
    public static IHost Build(Terminal terminal, Action<IServiceCollection, Microsoft.Extensions.Configuration.IConfiguration, string> add)
    {
        var configuration = WorkerSettings.Configuration(terminal.Settings);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { Configuration = null, ContentRootPath = Directory.GetCurrentDirectory() });
        builder.Logging.AddConfiguration(configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "HH:mm:ss ", true));
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        add(builder.Services, configuration, builder.Environment.ContentRootPath);
        return builder.Build();
    }
}
