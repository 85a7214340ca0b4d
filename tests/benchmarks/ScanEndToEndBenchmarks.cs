using BenchmarkDotNet.Attributes;
using CryptoRun.Worker;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scanning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CryptoRun.Benchmarks;

/// <summary>One scan of the 60-coin market through the loopback venue, from the snapshot to the board, with regime and store. Budget 2 s cold, 1 s warm.</summary>
[MemoryDiagnoser]
public class ScanEndToEndBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bench").FullName;
    private IHost _host = null!;
    private int _run;

    [GlobalSetup]
    public async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Store:Directory"] = _folder }).Build();
        builder.Services.AddCryptoRunOnce(WorkerSettings.Read(configuration), _folder);
        _host = builder.Build();
        await _host.StartAsync();
        await _host.Services.GetRequiredService<MarketHost>().ReadyAsync(CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Snapshot, regime, scan, store, board.</summary>
    [Benchmark]
    public async Task<int> ScanAsync()
    {
        var services = _host.Services;
        var runId = $"run{_run++}";
        var report = new ScanReport(runId, "scan", services.GetRequiredService<StageTimes>(), TimeProvider.System, services.GetRequiredService<LiveBoard>().Report, CancellationToken.None);
        var scan = await services.GetRequiredService<ScanRunner>().RunAsync(services.GetRequiredService<MarketClock>().GetUtcNow(), runId, "scan", report, CancellationToken.None);
        return scan.Result.Candidates.Count;
    }
}
