using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CryptoRun.Worker.Tests;

/// <summary>A live market, in everything but the addresses: the venues are the loopback's, found by configuration as the real ones would be.</summary>
public sealed class LiveMarketTests
{
    [Fact]
    public async Task Scan_LiveMarketWhoseVenuesAreOnLoopback_ReadsThemAllAndIsStoredAsLive()
    {
        var stop = TestContext.Current.CancellationToken;
        var directory = Directory.CreateTempSubdirectory("cryptorun-live-").FullName;
        var clock = new MarketClock(TimeProvider.System, null, 1);
        await using var venues = await LoopbackVenues.StartAsync(new MarketOptions { Simulation = new SimulationOptions { Coins = 12 } }, clock, TimeProvider.System, cancellationToken: stop);
        var settings = WorkerSettings.Load(["Market:Source=Live", $"Store:Directory={directory}", "Market:Feed:SnapshotWait=00:00:20", .. Addresses(venues)]);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddCryptoRunOnce(settings, directory);
        var host = builder.Build();
        try
        {
            await host.StartAsync(stop);
            await host.Services.GetRequiredService<MarketHost>().ReadyAsync(stop).WaitAsync(TimeSpan.FromSeconds(60), stop);
            var at = host.Services.GetRequiredService<MarketClock>().GetUtcNow();
            at = at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond));
            var report = new ScanReport("run1", "scan", new StageTimes(), TimeProvider.System, static _ => { }, stop);

            var scan = await host.Services.GetRequiredService<ScanRunner>().RunAsync(at, "run1", "scan", report, stop);

            scan.Result.Source.ShouldBe(MarketSource.Live);
            scan.Result.Candidates.Count.ShouldBeGreaterThan(8);
            var bitcoin = scan.Inputs.Single(i => i.Symbol == "BTC-USD").Feeds!;
            bitcoin.Books!.Select(static b => b.Venue).ShouldBe(["coinbase", "kraken", "okx"], ignoreOrder: true);
            bitcoin.Perpetuals!.Select(static p => p.Venue).ShouldBe(["krakenfutures", "okxderivatives", "binance", "bybit"], ignoreOrder: true);
            scan.Inputs.ShouldAllBe(i => i.Feeds!.Events == null);
            var stored = await host.Services.GetRequiredService<ICandleStore>().ReadAsync("kraken", "BTC-USD", CandleSeries.BarWidth, at.AddHours(-100), at, DateTimeOffset.MaxValue, stop);
            stored.ShouldBe([.. venues.Tape.CandlesAt(at, "BTC-USD", at.AddHours(-100), at).Select(static c => c.Candle)]);
            File.Exists(Path.Combine(directory, "cryptorun-live.db")).ShouldBeTrue();
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static IEnumerable<string> Addresses(LoopbackVenues venues)
    {
        foreach (var (section, name, hasStream) in ((string, string, bool)[])
            [("Kraken", "kraken", true), ("Okx", "okx", true), ("Coinbase", "coinbase", true), ("KrakenFutures", "krakenfutures", false), ("OkxDerivatives", "okx", false), ("Binance", "binance", false), ("Bybit", "bybit", false), ("DefiLlama", "defillama", false)])
        {
            var venue = venues.Find(name)!;
            yield return $"Venues:{section}:RestBaseAddress={venue.RestBaseAddress}";
            yield return $"Venues:{section}:RequestsPerSecond=1000";
            yield return $"Venues:{section}:Burst=1000";
            if (hasStream) yield return $"Venues:{section}:WebSocketAddress={venue.WebSocketAddress}";
            if (section == "DefiLlama") yield return $"Venues:DefiLlama:StablecoinsBaseAddress={venue.RestBaseAddress}";
        }
    }
}
