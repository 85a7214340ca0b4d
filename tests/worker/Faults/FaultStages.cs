using System.Globalization;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Faults;

/// <summary>Three markets side by side, so that each has one spot venue that misbehaves and two that do not, and the same of derivatives venues.</summary>
public sealed class FaultStages : IAsyncLifetime
{
    private static readonly string[][] Misbehaving = [["kraken", "krakenfutures"], ["okx", "binance"], ["coinbase", "bybit", "defillama"]];

    private FaultStage[] _stages = [];

    public async ValueTask InitializeAsync() => _stages = await Task.WhenAll(Misbehaving.Select(static _ => FaultStage.StartAsync()));

    /// <summary>One fault at every venue that can have it, and a row of the matrix for each.</summary>
    public async Task RunAsync(VenueFault fault)
    {
        List<Task<string>> rows = [];
        for (var i = 0; i < Misbehaving.Length; i++)
        {
            var stage = _stages[i];
            rows.AddRange(Misbehaving[i].Select(venue => new FaultCase(fault, venue)).Select(c => c.NotApplicable is { } why ? Task.FromResult($"| {fault} | {c.Venue} | not applicable: {why} | | |") : RunAsync(stage, c)));
        }

        foreach (var row in await Task.WhenAll(rows)) TestContext.Current.TestOutputHelper?.WriteLine(row);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stage in _stages) await stage.DisposeAsync();
    }

    private static async Task<string> RunAsync(FaultStage stage, FaultCase c)
    {
        var (fault, venue) = c;
        await stage.UntilAsync(seen => seen.IsCalm(venue), $"{venue} is calm before {fault}");
        var (before, since) = (stage.Totals(venue), stage.Clock.GetUtcNow());
        SeenScan shown;
        try
        {
            stage.Switches.Switch(venue, fault, on: true).ShouldBeTrue();
            shown = await stage.UntilAsync(seen => c.IsShown(seen, before, since) && AreOthersUsed(seen, stage), $"{fault} of {venue} is shown, and the others' numbers are used");
        }
        finally
        {
            stage.Switches.Clear(venue).ShouldBeTrue();
        }

        var effect = Effect(shown.Venues[venue].Report.Totals, before);
        shown.Result.Candidates.Count.ShouldBeGreaterThan(8);
        var off = TimeProvider.System.GetTimestamp();
        await stage.UntilAsync(seen => seen.IsCalm(venue), $"{venue} has recovered by itself from {fault}");
        var seconds = FaultStage.Speed * TimeProvider.System.GetElapsedTime(off).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"| {fault} | {venue} | {effect}; gates read books of {string.Join(", ", shown.Judged)} | {c.Sees(shown)} | {seconds:0} |");
    }

    private static bool AreOthersUsed(SeenScan seen, FaultStage stage) => stage.Switches.Standing.All(other => other.Value.Count > 0 || !seen.Venues.ContainsKey(other.Key) || seen.IsUsed(other.Key)) && seen.Judged.Count > 0;

    private static string Effect(VenueTotals now, VenueTotals before)
    {
        List<string> parts = [];
        Add("errors", (now.Errors - before.Errors)!.Value);
        Add("missed", now.Missed - before.Missed);
        Add("books dropped", now.BooksDropped - before.BooksDropped);
        Add("connections lost", (now.Losses - before.Losses)!.Value);
        return parts.Count == 0 ? "no call failed" : string.Join(", ", parts);

        void Add(string what, long count)
        {
            if (count > 0) parts.Add($"{count} {what}");
        }
    }
}
