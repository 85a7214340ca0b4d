using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Premove;

/// <summary>One sweep from the feeds to the page: what is known, the regime in force, the detector, the store in one transaction, alerts.</summary>
/// <param name="feed">The market.</param>
/// <param name="regimes">The regime in force.</param>
/// <param name="inputs">What the detector is given.</param>
/// <param name="store">Sweeps.</param>
/// <param name="latest">The newest sweep, for pages.</param>
/// <param name="board">Shows alerts.</param>
/// <param name="source">Source of every number.</param>
/// <param name="options">Parameters.</param>
/// <param name="log">Log.</param>
internal sealed class SweepRunner(
    SnapshotSource feed, RegimeKeeper regimes, SweepInputs inputs, IPremoveStore store, LatestSweep latest, LiveBoard board, MarketSource source, PremoveOptions options, ILogger<SweepRunner> log)
{
    /// <summary>Runs a sweep for an instant. Cancelled at any step before the transaction it leaves nothing behind.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="runId">Run.</param>
    /// <param name="scanned">The scan of the same instant, whose gates are asked; it is waited for with the snapshot in hand.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<StoredSweep> RunAsync(DateTimeOffset at, string runId, Task scanned, CancellationToken cancellationToken)
    {
        var snapshot = await feed.TakeAsync(at, cancellationToken);
        await scanned;
        var regime = (await regimes.InForceAsync(at, snapshot.Series(), cancellationToken)).Record;
        var collected = await inputs.CollectAsync(at, regime.State, snapshot, cancellationToken);
        var result = PremoveDetector.Run(collected.Input, options);
        cancellationToken.ThrowIfCancellationRequested();

        var sweep = SweepRecord.Of(result, collected, runId, source, snapshot.KnownAt, options);
        if (!await store.AppendAsync(sweep, cancellationToken)) return sweep;

        latest.Publish(sweep);
        board.Announce([.. sweep.Coins.Where(static c => c.Alert.IsSent).Select(c => AlertOf(sweep, c))]);
        PremoveLog.Swept(log, at, sweep.Coins.Count, sweep.Coins.Count(static c => c.Score.Value is not null), sweep.Coins.Count(static c => c.Confirmation.IsConfirmed), sweep.Coins.Count(static c => c.Alert.IsSent));
        return sweep;
    }

    /// <summary>An alert as the board shows it.</summary>
    internal static BoardAlert AlertOf(StoredSweep sweep, CoinReading coin)
    {
        var at = sweep.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var score = coin.Score.Value!.Value.ToString("0.0", CultureInfo.InvariantCulture);
        var what = coin.Alert.Kind == AlertKind.Candidate ? $"{coin.Judgement.State} {score}, confirmed {coin.Confirmation.Met} of 3" : $"{coin.Judgement.State} {score}, not confirmed: to be looked at only";
        return new BoardAlert($"premove-{at}-{coin.Symbol}", sweep.At, BoardAlertKind.Premove, coin.Symbol, char.ToLowerInvariant(what[0]) + what[1..], $"/premove?coin={Uri.EscapeDataString(coin.Symbol)}");
    }
}
