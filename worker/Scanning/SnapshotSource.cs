using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Scanning;

/// <summary>Where a run gets its market from: the feed in the program, a list in a test.</summary>
/// <param name="TakeAsync">What is known at an instant without looking at some venues beside the scanned one.</param>
internal sealed record SnapshotSource(Func<DateTimeOffset, IReadOnlyCollection<string>, CancellationToken, Task<FeedSnapshot>> TakeAsync);

/// <summary>Views of a snapshot.</summary>
internal static class Snapshots
{
    /// <summary>Candles of the symbols that are not excluded: the universe of a detection.</summary>
    public static IReadOnlyList<CandleSeries> Series(this FeedSnapshot snapshot) => [.. snapshot.Symbols.Where(s => s.ExcludedBecause is null).Select(s => s.Candles)];
}
