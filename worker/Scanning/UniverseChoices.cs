using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Worker.Scanning;

/// <summary>
/// What a schedule says about who may be ranked, written onto the snapshot as reasons known beforehand: they are stored with the scan, so that it can be run again without its schedule.
/// </summary>
internal static class UniverseChoices
{
    /// <summary>The snapshot with the reasons.</summary>
    /// <param name="snapshot">The market.</param>
    /// <param name="choice">Who may be ranked.</param>
    /// <param name="at">The scan's instant: volume is counted up to it.</param>
    public static FeedSnapshot Choose(this FeedSnapshot snapshot, UniverseChoice choice, DateTimeOffset at)
    {
        if (choice.IsAll) return snapshot;
        var include = choice.Include.ToHashSet(StringComparer.Ordinal);
        var exclude = choice.Exclude.ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<SymbolInput> symbols = [.. snapshot.Symbols.Select(s => s.ExcludedBecause is null && Named(s.Candles.Symbol) is { } reason ? s with { ExcludedBecause = reason } : s)];
        if (choice.Top is { } top)
        {
            var most = symbols.Where(static s => s.ExcludedBecause is null)
                .Select(s => (s.Candles.Symbol, Adv: AverageDailyVolume.Usd(s.Candles.ClosedAt(at)) ?? 0))
                .OrderByDescending(static s => s.Adv).ThenBy(static s => s.Symbol, StringComparer.Ordinal)
                .Take(top).Select(static s => s.Symbol).ToHashSet(StringComparer.Ordinal);
            symbols = [.. symbols.Select(s => s.ExcludedBecause is null && !most.Contains(s.Candles.Symbol) ? s with { ExcludedBecause = $"schedule: not among the {top} most traded, by average daily volume" } : s)];
        }

        return snapshot with { Symbols = symbols };

        string? Named(string symbol) => exclude.Contains(symbol) ? "schedule: the job's schedule leaves it out" : include.Count > 0 && !include.Contains(symbol) ? "schedule: not on the list of the job's schedule" : null;
    }
}
