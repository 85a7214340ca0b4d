using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Regimes;

/// <summary>The symbols that take part in one detection: the most traded ones among those with enough history, few gaps and sound numbers.</summary>
internal static class RegimeUniverse
{
    /// <summary>Members in the order of <paramref name="symbols"/>, so that equal universes are equal sequences.</summary>
    public static IReadOnlyList<SymbolHistory> At(DateTimeOffset at, IReadOnlyList<SymbolHistory> symbols, RegimeOptions options)
    {
        var admitted = new List<(SymbolHistory Symbol, double AdvUsd)>(symbols.Count);
        foreach (var symbol in symbols)
        {
            var closed = symbol.Candles.ClosedAt(at);
            if (IsAdmitted(symbol, closed, at, options) && AverageDailyVolume.Usd(closed) is { } adv) admitted.Add((symbol, adv));
        }

        if (admitted.Count <= options.UniverseSize) return [.. admitted.Select(member => member.Symbol)];

        var chosen = admitted
            .OrderByDescending(member => member.AdvUsd).ThenBy(member => member.Symbol.Candles.Symbol, StringComparer.Ordinal)
            .Take(options.UniverseSize).Select(member => member.Symbol).ToHashSet();
        return [.. symbols.Where(chosen.Contains)];
    }

    private static bool IsAdmitted(SymbolHistory symbol, CandleSeries closed, DateTimeOffset at, RegimeOptions options)
    {
        if (closed.Count < options.MinimumHours) return false;

        // Hours after the last candle are missing like those inside.
        var end = UtcGrid.Hour(closed.End);
        var late = UtcGrid.Hour(at) - end;
        if (late >= options.GapWindowHours) return false;

        var window = Math.Min(options.GapWindowHours, closed.Count + late);
        var gaps = closed.GapsInLast(window - late) + late;
        var lookBackFrom = ((end / UtcGrid.HoursPerDay) - BreadthThrust.LookBackDays) * UtcGrid.HoursPerDay;
        return gaps <= options.MaximumGapShare * window && symbol.IsSound(lookBackFrom, end);
    }
}
