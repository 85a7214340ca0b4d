using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Scanning;

/// <summary>One scan from the feed to the board: what is known, the regime in force, the mathematics, the store in one transaction, the board.</summary>
/// <param name="feed">The market.</param>
/// <param name="regimes">The regime in force.</param>
/// <param name="store">Scans.</param>
/// <param name="board">The board.</param>
/// <param name="clock">Market time.</param>
/// <param name="source">Source of every number.</param>
/// <param name="options">Parameters of the scan.</param>
/// <param name="sharing">Where other nodes may scan too, the store is asked for the scan before.</param>
internal sealed class ScanRunner(SnapshotSource feed, RegimeKeeper regimes, IScanStore store, LiveBoard board, MarketClock clock, MarketSource source, ScanOptions options, StoreSharing? sharing = null)
{
    private StoredScan? _last;

    /// <summary>Runs a scan for an instant. Cancelled at any step before the transaction it leaves nothing behind.</summary>
    /// <param name="at">The instant t.</param>
    /// <param name="runId">Run.</param>
    /// <param name="job">Job.</param>
    /// <param name="report">Progress and cancellation.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <param name="universe">Who may be ranked.</param>
    /// <param name="gates">Limits of the gates that differ from the parameters of the scan.</param>
    /// <param name="detection">The detection that comes first; it is waited for with the snapshot in hand, because books and prices of the instant are not kept for long.</param>
    /// <param name="venues">Whose books and perpetuals are read.</param>
    public async Task<StoredScan> RunAsync(DateTimeOffset at, string runId, string job, ScanReport report, CancellationToken cancellationToken, Task? detection = null, UniverseChoice? universe = null, GateChoice? gates = null, VenueChoice? venues = null)
    {
        report.Step(ScanStage.Universe, 0, 0, null);
        var read = venues ?? VenueChoice.Every;
        var snapshot = await feed.TakeAsync(at, read.Without, cancellationToken);
        report.Warn(snapshot.Warnings);
        await (detection ?? Task.CompletedTask);
        report.Step(ScanStage.Candles, 0, snapshot.Symbols.Count, null);
        var regime = (await regimes.InForceAsync(at, snapshot.Series(), cancellationToken)).Record;
        var before = await BeforeAsync(at, cancellationToken);

        snapshot = snapshot.Choose(universe ?? UniverseChoice.All, at);
        var input = new ScanInput(at, source, regime, snapshot.Symbols, before?.Result.AsPrevious()) { DecidedAt = DecisionTime(), VenueHealth = snapshot.VenueHealth, LeftOut = read.LeftOut };
        var own = gates is { IsNone: false } ? gates.Over(options.Gates) : null;
        var result = WithFeedExclusions(Scan.Run(input, own is null ? options : options with { Gates = own }, report.Step, SymbolLoops.AllCores), snapshot);
        var scan = new StoredScan(result, runId, job, snapshot.KnownAt, snapshot.Venue, StoredInputs.Of(snapshot), before?.Result.ScanId) { DecidedAt = input.DecidedAt, Gates = own };

        report.Step(ScanStage.Publish, 0, 1, null);
        await store.SaveAsync(scan, cancellationToken);
        _last = scan;
        var inputs = snapshot.Symbols.ToDictionary(s => s.Candles.Symbol, StringComparer.Ordinal);
        board.Publish(BoardBuilder.Build(result, inputs, clock.GetUtcNow()), BoardChanges.Between(before?.Result, result), before?.Result.AsOf);
        return scan;
    }

    /// <summary>Now, where market time is anybody's time: a replay and a sped-up market decide nothing late.</summary>
    private DateTimeOffset? DecisionTime() => source == MarketSource.Replay || clock.Speed > 1 ? null : clock.GetUtcNow();

    /// <summary>The newest scan before an instant: usually the one made last, which need not be read again.</summary>
    private async Task<StoredScan?> BeforeAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        sharing is not { IsShared: true } && _last is { } last && last.Result.AsOf < at ? last : await store.FindAtAsync(at.AddTicks(-1), cancellationToken);

    /// <summary>Pairs that never had a candle are part of the universe's report, each with its reason, though the mathematics never saw them.</summary>
    private static ScanResult WithFeedExclusions(ScanResult result, FeedSnapshot snapshot) => snapshot.Excluded.Count == 0 ? result : result with
    {
        Universe = result.Universe with
        {
            Total = result.Universe.Total + snapshot.Excluded.Count,
            Excluded = [.. result.Universe.Excluded.Concat(snapshot.Excluded).OrderBy(e => e.Symbol, StringComparer.Ordinal)],
        },
    };
}
