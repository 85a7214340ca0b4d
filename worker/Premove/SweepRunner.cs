using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Premove;

/// <summary>One sweep from the feeds to the page: what is known, the regime in force, the detector, the store in one transaction; rules of alerts look at it from there.</summary>
/// <param name="feed">The market.</param>
/// <param name="regimes">The regime in force.</param>
/// <param name="inputs">What the detector is given.</param>
/// <param name="store">Sweeps.</param>
/// <param name="latest">The newest sweep, for pages and rules.</param>
/// <param name="source">Source of every number.</param>
/// <param name="options">Parameters.</param>
/// <param name="log">Log.</param>
internal sealed class SweepRunner(
    SnapshotSource feed, RegimeKeeper regimes, SweepInputs inputs, IPremoveStore store, LatestSweep latest, MarketSource source, PremoveOptions options, ILogger<SweepRunner> log)
{
    /// <summary>Runs a sweep for an instant. Cancelled at any step before the transaction it leaves nothing behind.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="runId">Run.</param>
    /// <param name="scanned">The scan of the same instant, whose gates are asked; it is waited for with the snapshot in hand.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<StoredSweep> RunAsync(DateTimeOffset at, string runId, Task scanned, CancellationToken cancellationToken)
    {
        var snapshot = await feed.TakeAsync(at, [], cancellationToken);
        await scanned;
        var regime = (await regimes.InForceAsync(at, snapshot.Series(), cancellationToken)).Record;
        var collected = await inputs.CollectAsync(at, regime.State, snapshot, cancellationToken);
        var result = PremoveDetector.Run(collected.Input, options);
        cancellationToken.ThrowIfCancellationRequested();

        var sweep = SweepRecord.Of(result, collected, runId, source, snapshot.KnownAt, options);
        if (!await store.AppendAsync(sweep, cancellationToken)) return sweep;

        latest.Publish(sweep);
        PremoveLog.Swept(log, at, sweep.Coins.Count, sweep.Coins.Count(static c => c.Score.Value is not null), sweep.Coins.Count(static c => c.Confirmation.IsConfirmed), sweep.Coins.Count(static c => c.Alert.IsSent));
        return sweep;
    }
}
