using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Markets;

/// <summary>Finds hours that the store does not have, and has them repaired from REST.</summary>
/// <param name="venue">Venue.</param>
/// <param name="symbols">Who is scanned.</param>
/// <param name="ledger">Says when candles have come.</param>
/// <param name="store">Candles.</param>
/// <param name="wall">Wall time.</param>
/// <param name="lookBackHours">Hours that a scan looks at.</param>
internal sealed class GapSearch(string venue, FeedSymbols symbols, CandleLedger ledger, ICandleStore store, TimeProvider wall, int lookBackHours)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Looks, asks, waits at most a minute, looks again.</summary>
    /// <param name="at">Market time.</param>
    /// <param name="repairWanted">Wakes the repair.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<FoundGaps> FillAsync(DateTimeOffset at, Pulse repairWanted, CancellationToken cancellationToken)
    {
        var before = await MissingAsync(at, cancellationToken);
        var after = before;
        if (before.Count > 0)
        {
            foreach (var symbol in before.Keys) symbols.Find(symbol)?.Repair.Open(recheckFrom: at - (CandleSeries.BarWidth * lookBackHours));
            repairWanted.Beat();
            await RepairedAsync(cancellationToken);
            after = await MissingAsync(at, cancellationToken);
        }

        return new FoundGaps(
            symbols.Scanned.Count,
            before.Values.Sum(),
            after.Values.Sum(),
            [.. after.OrderBy(static g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}: {venue} does not have {g.Value} hours either.")]);
    }

    private async Task RepairedAsync(CancellationToken cancellationToken)
    {
        var began = wall.GetTimestamp();
        while (symbols.Active.Any(static s => s.Repair.HasGap) && LongestWait - wall.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            await Pulse.WaitAsync(ledger.Changed.Next, left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), wall, cancellationToken);
    }

    /// <summary>Missing hours by symbol, between its first known candle and the last full hour.</summary>
    private async Task<Dictionary<string, int>> MissingAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        Dictionary<string, int> missing = new(StringComparer.Ordinal);
        foreach (var symbol in symbols.Active)
        {
            if (symbol.Closed is not { } closed) continue;
            var gaps = await store.GapsAsync(venue, symbol.Symbol, CandleSeries.BarWidth, closed.Start, ScanWindow.To(at), cancellationToken);
            if (gaps.Count > 0) missing[symbol.Symbol] = gaps.Sum(static gap => gap.Count);
        }

        return missing;
    }
}

/// <summary>What a search for missing hours found.</summary>
/// <param name="Symbols">Symbols looked at.</param>
/// <param name="MissingBefore">Hours that were missing.</param>
/// <param name="MissingAfter">Hours that are missing still.</param>
/// <param name="Failures">A sentence for each symbol with hours missing still.</param>
internal sealed record FoundGaps(int Symbols, int MissingBefore, int MissingAfter, IReadOnlyList<string> Failures);
