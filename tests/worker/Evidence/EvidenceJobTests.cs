using System.Text.Json;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Evidence;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Scheduling;
using CryptoRun.Worker.Tests.Storage;
using CryptoRun.Worker.Tests.Storage.Sqlite;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Evidence;

public sealed class EvidenceJobTests : IDisposable
{
    private static readonly WorkerSettings Settings = WorkerSettings.Load([]);
    private readonly ManualTime _wall = new();
    private readonly SqliteTestDatabase _database = new();
    private readonly IOpenedStores _stores;

    public EvidenceJobTests() => _stores = _database.Open();

    private DateTimeOffset Now => _wall.GetUtcNow();

    public void Dispose()
    {
        _stores.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Execute_ScansStored_WritesDownTheFiguresOfThePage()
    {
        await StoreAsync(days: 10);

        var run = await ExecuteAsync();

        var night = (await _stores.Evidence.ListAsync(Now.AddDays(-1), Now, 9, CancellationToken.None)).ShouldHaveSingleItem();
        (night.At, night.Source, night.RunId, night.Stored).ShouldBe((Now, MarketSource.Simulated, run.RunId, 120));
        var outcomes = new StoredOutcomes(_stores.Scans, _stores.Candles, "kraken");
        var report = await outcomes.ReportAsync(await outcomes.ChooseAsync(Now, CancellationToken.None), null, CancellationToken.None);
        report.Horizons.Single(static h => h.Hours == 24).Scans.ShouldBeGreaterThan(90);
        foreach (var (kept, made) in night.Horizons.Zip(report.Horizons))
        {
            kept.TopTenth.ShouldBe(made.TopTenth);
            kept.Candidates.ShouldBe(made.Candidates);
            kept.Signals.ShouldBe(made.Signals);
            kept.Verdict.ShouldBe(made.Verdict);
        }

        run.Counts["scans"].ShouldBe(report.Scans);
        run.Counts["outcomes"].ShouldBe(report.Horizons.Sum(static h => h.Outcomes));
    }

    [Fact]
    public async Task Execute_NothingStored_SaysTooLittleAndInventsNothing()
    {
        await ExecuteAsync();

        var night = (await _stores.Evidence.ListAsync(Now, Now, 9, CancellationToken.None)).ShouldHaveSingleItem();
        (night.Scans, night.NewestScanId).ShouldBe((0, null));
        night.Horizons.Select(static h => h.Verdict.Finding).Distinct().ShouldBe([Finding.TooLittle]);
        night.Horizons.Select(static h => h.TopTenth.Mean).Distinct().ShouldBe([null]);
    }

    [Fact]
    public async Task Execute_TheSameSlotTwice_TheFirstStaysAndIsSaid()
    {
        await ExecuteAsync();

        (await ExecuteAsync()).Warnings.ShouldHaveSingleItem().ShouldContain("stays as it is");
    }

    [Fact]
    public async Task Execute_ScansAndCandlesOfLater_ChangeNothing()
    {
        await StoreAsync(days: 4);
        await ExecuteAsync();
        var before = (await _stores.Evidence.ListAsync(Now, Now, 9, CancellationToken.None)).ShouldHaveSingleItem();

        // Known only later: another version of the last day, and scans of tomorrow.
        await WalkAsync(Now.AddHours(-24), 72, Now.AddHours(1), seed: 99);
        await _stores.Scans.SaveAsync(Scan(Now.AddHours(2), symbols: 12, seed: 5), CancellationToken.None);
        var outcomes = new StoredOutcomes(_stores.Scans, _stores.Candles, "kraken");
        var chosen = await outcomes.ChooseAsync(before.At, CancellationToken.None);

        var again = EvidenceNight.Of(await outcomes.ReportAsync(chosen, null, CancellationToken.None), MarketSource.Simulated, chosen, before.RunId);
        JsonSerializer.Serialize(again, Json.Options).ShouldBe(JsonSerializer.Serialize(before, Json.Options));
    }

    private async Task<JobRun> ExecuteAsync()
    {
        using var bench = new JobBench(_wall);
        return await bench.ExecuteAsync(JobNames.Evidence, runs => new EvidenceJob(runs, _stores.Scans, _stores.Candles, _stores.Evidence, Settings));
    }

    /// <summary>A scan every two hours, of twelve coins.</summary>
    private async Task StoreAsync(int days)
    {
        var from = Now.AddDays(-days);
        for (var i = 0; i < days * 12; i++) await _stores.Scans.SaveAsync(Scan(from.AddHours(2 * i), symbols: 12, seed: i), CancellationToken.None);
        await WalkAsync(from.AddDays(-2), (days + 2) * 24, Now, seed: 1);
    }

    private async Task WalkAsync(DateTimeOffset from, int hours, DateTimeOffset knownAt, int seed)
    {
        var random = new Random(seed);
        var first = Scan(Now, symbols: 12).Result.Candidates.Select(static c => c.Symbol).ToList();
        foreach (var symbol in first)
        {
            var candles = new List<Candle>(hours);
            var price = 100m;
            for (var hour = 0; hour < hours; hour++)
            {
                var open = price;
                price = Math.Round(price * (1 + (decimal)((random.NextDouble() - 0.5) * 0.02)), 6);
                candles.Add(new Candle(from.AddHours(hour), open, Math.Max(open, price), Math.Min(open, price), price, 5m));
            }

            await _stores.Candles.WriteAsync("kraken", symbol, CandleSeries.BarWidth, candles, knownAt, CancellationToken.None);
        }
    }
}
