using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Scanning;

/// <summary>Who may be scored. Each rule answers with a reason and a sentence; the first that objects decides, and one bad symbol never stops a scan.</summary>
internal static class Admission
{
    /// <summary>What the caller or its candles say against a symbol, or null; then <paramref name="advUsd"/> is its average daily volume.</summary>
    public static ExcludedSymbol? Examine(SymbolInput symbol, DateTimeOffset at, UniverseOptions options, out double advUsd)
    {
        advUsd = 0;
        return symbol.ExcludedBecause is { } because ? Given(symbol.Candles.Symbol, because) : Examine(symbol.Candles, at, options, out advUsd);
    }

    /// <summary>The exclusion of a symbol, or null where it may be scored; then <paramref name="advUsd"/> is its average daily volume.</summary>
    /// <param name="closed">Candles cut to the scan's window.</param>
    /// <param name="at">The scan instant.</param>
    /// <param name="options">Rules.</param>
    /// <param name="advUsd">Average daily volume, USD.</param>
    public static ExcludedSymbol? Examine(CandleSeries closed, DateTimeOffset at, UniverseOptions options, out double advUsd)
    {
        advUsd = 0;
        return Stale(closed, at, options)
            ?? History(closed, options)
            ?? NonFinite(closed)
            ?? Gaps(closed, options)
            ?? Frozen(closed)
            ?? Liquidity(closed, options, out advUsd);
    }

    /// <summary>A reason that the caller gave: identifier, colon, sentence.</summary>
    public static ExcludedSymbol Given(string symbol, string because)
    {
        var colon = because.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new ExcludedSymbol(symbol, because.Trim(), "excluded before scoring")
            : new ExcludedSymbol(symbol, because[..colon].Trim(), because[(colon + 1)..].Trim());
    }

    /// <summary>A symbol that was offered before.</summary>
    public static ExcludedSymbol Duplicate(SymbolInput duplicate, SymbolInput kept) =>
        new(duplicate.Candles.Symbol, "duplicate", $"offered more than once; the one from {kept.Candles.Venue} with {kept.Candles.Count} closed hours is used");

    /// <summary>A symbol whose numbers leave the range of a double on the way.</summary>
    public static ExcludedSymbol Overflow(string symbol) => new(symbol, "nonFinite", "a measure computed from its candles is not a finite number");

    private static ExcludedSymbol? Stale(CandleSeries closed, DateTimeOffset at, UniverseOptions options)
    {
        if (closed.Count == 0) return null;
        var age = at - closed.End;
        return age <= CandleSeries.BarWidth * options.MaximumStaleBars
            ? null
            : new ExcludedSymbol(closed.Symbol, "stale", $"the last closed candle ended {age.TotalHours:0.#} h before the scan, at most {options.MaximumStaleBars} h allowed");
    }

    private static ExcludedSymbol? History(CandleSeries closed, UniverseOptions options) =>
        closed.Count >= options.MinimumHours
            ? null
            : new ExcludedSymbol(closed.Symbol, "history", $"{closed.Count} closed hours, at least {options.MinimumHours} needed");

    private static ExcludedSymbol? NonFinite(CandleSeries closed)
    {
        if (closed.AreSound()) return null;

        var i = 0;
        while (ArePrices(closed.Open.Slice(i, 1)) && ArePrices(closed.High.Slice(i, 1)) && ArePrices(closed.Low.Slice(i, 1)) && ArePrices(closed.Close.Slice(i, 1))
            && AreVolumes(closed.Volume.Slice(i, 1)) && AreVolumes(closed.VolumeUsd.Slice(i, 1)))
        {
            i++;
        }

        return new ExcludedSymbol(closed.Symbol, "nonFinite", $"the candle of {closed.Start + (CandleSeries.BarWidth * i):yyyy-MM-dd HH:mm}Z has a price or volume that is not a finite number in range");
    }

    private static ExcludedSymbol? Gaps(CandleSeries closed, UniverseOptions options)
    {
        var hours = Math.Min(closed.Count, options.GapWindowHours);
        var gaps = closed.GapsInLast(hours);
        return gaps <= options.MaximumGapShare * hours
            ? null
            : new ExcludedSymbol(closed.Symbol, "gaps", $"{gaps} of the last {hours} hours are missing ({100.0 * gaps / hours:0.0} %), at most {100 * options.MaximumGapShare:0.#} % allowed");
    }

    private static ExcludedSymbol? Frozen(CandleSeries closed) =>
        FrozenFeed.Check(closed) is { } sentence ? new ExcludedSymbol(closed.Symbol, "frozen", sentence) : null;

    private static ExcludedSymbol? Liquidity(CandleSeries closed, UniverseOptions options, out double advUsd)
    {
        var adv = AverageDailyVolume.Usd(closed);
        advUsd = adv ?? 0;
        if (adv is null) return new ExcludedSymbol(closed.Symbol, "liquidity", $"fewer than {AverageDailyVolume.FewestDays} full UTC days of volume");

        // A volume of exactly 0 has no logarithm, whatever the configured limit.
        return advUsd >= options.MinimumAdvUsd && advUsd > 0
            ? null
            : new ExcludedSymbol(closed.Symbol, "liquidity", $"average daily volume ${advUsd:#,0}, at least ${options.MinimumAdvUsd:#,0} needed");
    }

    private static bool ArePrices(ReadOnlySpan<double> column) => SoundNumbers.ArePrices(column);

    private static bool AreVolumes(ReadOnlySpan<double> column) => SoundNumbers.AreVolumes(column);
}
