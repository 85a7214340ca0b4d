using System.CommandLine;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Worker.Commands;

/// <summary><c>scan</c>: one scan of the configured market, stored, as a table with live progress.</summary>
internal static class ScanCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new Command("scan", "Scans the configured market once.") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(terminal, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, bool json, CancellationToken cancellationToken)
    {
        var settings = WorkerSettings.Load(terminal.Settings);
        using var host = ServeCommand.Build(terminal, (services, _, root) => services.AddCryptoRunOnce(settings, root));
        await host.StartAsync(cancellationToken);
        try
        {
            var scan = await ScanAsync(host.Services, terminal, cancellationToken);
            if (json) terminal.WriteJson(scan.Candidates);
            else ScanTable.Write(terminal.Output, scan);
            return 0;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<Domain.Scanning.ScanResult> ScanAsync(IServiceProvider services, Terminal terminal, CancellationToken cancellationToken)
    {
        var line = new ProgressLine(terminal);
        var feed = await services.GetRequiredService<MarketHost>().Feed.WaitAsync(cancellationToken);
        while (!feed.Ready.IsCompleted)
        {
            line.Write($"candles {feed.Progress.Done} of {feed.Progress.Total}");
            await Task.WhenAny(feed.Ready, Task.Delay(200, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await feed.Ready;
        var runId = Guid.NewGuid().ToString("N")[..12];
        var report = new ScanReport(
            runId, "scan", services.GetRequiredService<StageTimes>(), services.GetRequiredService<TimeProvider>(),
            progress => line.Write($"{progress.Stage.ToString().ToLowerInvariant()} {progress.Done} of {progress.Total} {progress.Symbol}"), cancellationToken);
        var at = JobSlot.WholeSecond(services.GetRequiredService<MarketClock>().GetUtcNow());
        var scan = await services.GetRequiredService<ScanRunner>().RunAsync(at, runId, "scan", report, cancellationToken);
        line.End();
        foreach (var warning in report.Warnings) terminal.Note(warning);
        return scan.Result;
    }
}
