using System.Text.Json;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Commands;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CryptoRun.Worker.Tests.Scanning;

/// <summary>The whole worker on recorded candles: venue protocol on loopback, feed, jobs, store, board. What it stores is what the pure calculation gives.</summary>
public sealed class ReplayAcceptanceTests : IDisposable
{
    private static readonly DateTimeOffset To = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Three; a week of them takes minutes, and CRYPTORUN_TEST_REPLAY_HOURS=168 asks for it.</summary>
    private static readonly int Hours = int.TryParse(Environment.GetEnvironmentVariable("CRYPTORUN_TEST_REPLAY_HOURS"), out var hours) ? hours : 3;
    private static readonly DateTimeOffset From = To.AddHours(-Hours);
    private readonly string _folder = Directory.CreateTempSubdirectory("replay").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Replay_HoursAt3600x_ScansEverySlotAndStoresWhatScoreComputes()
    {
        var candles = SharedData.Folder("candles", "binance_usdm_1h");
        using var host = Build(candles);
        await host.StartAsync(Token);
        var last = await LastBoardAsync(host.Services.GetRequiredService<LiveBoard>());
        var runs = await host.Services.GetRequiredService<IRunStore>().ListAsync(JobNames.Scan, 1000, Token);
        var stored = await host.Services.GetRequiredService<IScanStore>().FindAtAsync(To, Token);
        List<StoredScan> hourly = [];
        for (var at = From; at <= To; at = at.AddHours(1)) hourly.Add((await host.Services.GetRequiredService<IScanStore>().FindAtAsync(at, Token))!);
        await host.StopAsync(Token);

        runs.Select(r => r.ScheduledFor).Order().ShouldBe(Enumerable.Range(0, (4 * Hours) + 1).Select(i => From.AddMinutes(15 * i)));
        runs.ShouldAllBe(r => r.Outcome == "succeeded");
        runs.SelectMany(r => r.Warnings).ShouldBeEmpty();
        stored!.Result.AsOf.ShouldBe(To);
        last.ScanId.ShouldBe(stored.Result.ScanId);

        var scored = await ScoreAsync(candles, stored.Result.Regime.State.ToString());
        scored.Select(s => s.Symbol).ShouldBe(stored.Result.Candidates.Select(c => c.Symbol));
        foreach (var (expected, actual) in scored.Zip(stored.Result.Candidates))
        {
            BitConverter.DoubleToInt64Bits(actual.Final).ShouldBe(BitConverter.DoubleToInt64Bits(expected.Final), actual.Symbol);
            actual.Factors.Select(f => f.Points).ShouldBe(expected.Factors.Select(f => f.Points), actual.Symbol);
        }

        SameAsBacktest(candles, hourly);
    }

    /// <summary>The live path and the back-test over the same hours: scores to the bit, verdicts and every gate that both can judge.</summary>
    private static void SameAsBacktest(string candles, List<StoredScan> live)
    {
        var market = RecordedMarket.Read(candles, "kraken", isPerpetual: false, null, static _ => { }, Token);
        var options = new BacktestOptions { From = live[0].Result.AsOf, To = live[^1].Result.AsOf.AddHours(1), Exits = new ExitOptions { Profile = ExitProfile.Classic } };
        var scanned = MarketScans.Run(market, options, SymbolLoops.AllCores);
        scanned.Signals.Select(static s => s.At).ShouldBe(live.Select(static s => s.Result.AsOf));
        foreach (var (signals, scan) in scanned.Signals.Zip(live))
        {
            signals.Regime.ShouldBe(scan.Result.Regime.State);
            signals.Standing.Count.ShouldBe(scan.Result.Candidates.Count);
            foreach (var candidate in scan.Result.Candidates)
                BitConverter.DoubleToInt64Bits(signals.Standing[candidate.Symbol].Final).ShouldBe(BitConverter.DoubleToInt64Bits(candidate.Final), $"{candidate.Symbol} at {signals.At:u}");
            signals.Entries.Select(static e => e.Symbol).Order().ShouldBe(scan.Result.Candidates.Where(static c => c.Verdict == Verdict.Candidate).Select(static c => c.Symbol).Order());

            // Every gate of every coin, as the back-test's scan has it: the replay's venue has books and prices between the hours, recorded candles have none, so that those of books are not held against each other.
            var alone = Scan.Run(new ScanInput(signals.At, MarketSource.Replay, scan.Result.Regime, [.. market.Symbols.Select(static s => new SymbolInput(s.Candles, null, null))], null), options.Scan).Candidates.ToDictionary(static c => c.Symbol, StringComparer.Ordinal);
            foreach (var candidate in scan.Result.Candidates)
            {
                Judged(alone[candidate.Symbol]).ShouldBe(Judged(candidate), $"{candidate.Symbol} at {signals.At:u}");
                alone[candidate.Symbol].Composite.ShouldBe(candidate.Composite);
            }
        }

        static IEnumerable<(string, GateOutcome, double?, double?)> Judged(ScoreExplanation coin) =>
            coin.Gates.Where(static g => g.Gate is not ("spread" or "depth")).Select(static g => (g.Gate, g.Outcome, g.Actual, g.Threshold));
    }

    private IHost Build(string candles)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Market:Source"] = "Replay",
            ["Market:Replay:Candles"] = candles,
            ["Market:Replay:From"] = $"{From:yyyy-MM-ddTHH:mm:ssZ}",
            ["Market:Replay:To"] = $"{To:yyyy-MM-ddTHH:mm:ssZ}",
            ["Market:Feed:SnapshotWait"] = "00:00:30",
            ["Store:Directory"] = _folder,
        }).Build();
        builder.Services.AddCryptoRun(configuration, _folder);
        return builder.Build();
    }

    private static async Task<BoardSnapshot> LastBoardAsync(LiveBoard board)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3 + (Hours / 8)));
        await foreach (var state in board.ReadAsync(0, limit.Token))
        {
            if (state.Board is { } shown && shown.AsOf == To && state.Progress is { Finished: true, Job: JobNames.Scan }) return shown;
        }

        throw new InvalidOperationException("The board ended before the replay.");
    }

    private static async Task<List<ScoreExplanation>> ScoreAsync(string candles, string regime)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(
            ["score", "--candles", candles, "--at", $"{To:yyyy-MM-ddTHH:mm:ssZ}", "--regime", regime, "--json"], output, error, errorIsTerminal: false, Token);
        exitCode.ShouldBe(0, error.ToString());
        return JsonSerializer.Deserialize<List<ScoreExplanation>>(output.ToString(), Json.Options)!;
    }
}
