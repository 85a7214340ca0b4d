using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Regimes;

/// <summary>
/// The daily series that second opinions are formed on. A day's universe is that of the detection at the midnight that ends it, so a day never changes once it
/// is over, and coins that were delisted since still count on their days.
/// </summary>
public static class MarketDays
{
    /// <summary>A longer hole than this many days begins the series anew after it; the days around a shorter one are taken as neighbours.</summary>
    public const int LongestHole = 7;

    /// <summary>Closed hours before a day that may be needed to know its universe.</summary>
    /// <param name="options">Parameters.</param>
    public static int LeadHours(RegimeOptions options) =>
        Math.Max((BreadthThrust.LookBackDays + 1) * UtcGrid.HoursPerDay, Math.Max(options.MinimumHours, options.GapWindowHours) + UtcGrid.HoursPerDay);

    /// <summary>Full days up to <paramref name="at"/>, oldest first; days without a universe, with a missing hour or without any movement are left out.</summary>
    /// <param name="at">An instant, UTC; nothing after it matters.</param>
    /// <param name="series">Hourly candles, one series a symbol, any order.</param>
    /// <param name="options">Parameters.</param>
    /// <param name="after">Only days that begin after this instant; null: the last <see cref="RegimeOptions.OpinionDays"/>.</param>
    public static IReadOnlyList<MarketDay> Of(DateTimeOffset at, IReadOnlyList<CandleSeries> series, RegimeOptions options, DateTimeOffset? after = null)
    {
        var symbols = series.Select(candles => new SymbolHistory(candles.ClosedAt(at), candles.Count)).Where(symbol => symbol.Candles.Count > 0).ToList();
        if (symbols.Count == 0) return [];

        var end = UtcGrid.Hour(at) / UtcGrid.HoursPerDay;
        var first = symbols.Min(symbol => symbol.StartHour) / UtcGrid.HoursPerDay;
        first = Math.Max(first, end - options.OpinionDays);
        if (after is { } known) first = Math.Max(first, (UtcGrid.Hour(known) / UtcGrid.HoursPerDay) + 1);

        var days = new List<MarketDay>(Math.Max(0, end - first));
        for (var day = first; day < end; day++)
        {
            if (Of(day, symbols, options) is { } found) days.Add(found);
        }

        return days;
    }

    /// <summary>The end of the series that has no hole of more than <see cref="LongestHole"/> days, at most <see cref="RegimeOptions.OpinionDays"/> before <paramref name="at"/>.</summary>
    /// <param name="at">An instant, UTC; days that end after it are left out.</param>
    /// <param name="days">Days, oldest first.</param>
    /// <param name="options">Parameters.</param>
    public static IReadOnlyList<MarketDay> Unbroken(DateTimeOffset at, IReadOnlyList<MarketDay> days, RegimeOptions options)
    {
        var from = at.AddDays(-options.OpinionDays - 1);
        List<MarketDay> inside = [.. days.Where(day => day.Day.AddDays(1) <= at && day.Day > from)];
        var start = inside.Count;
        var next = at;
        while (start > 0 && next - inside[start - 1].Day <= TimeSpan.FromDays(LongestHole + 1)) next = inside[--start].Day;
        return inside[start..];
    }

    private static MarketDay? Of(int day, IReadOnlyList<SymbolHistory> symbols, RegimeOptions options)
    {
        var midnight = DateTimeOffset.UnixEpoch.AddDays(day);
        var members = RegimeUniverse.At(midnight.AddDays(1), symbols, options);
        if (members.Count == 0) return null;

        var index = new RealisedVolatility(members);
        Span<double> medians = stackalloc double[UtcGrid.HoursPerDay];
        var sum = 0.0;
        for (var hour = 0; hour < medians.Length; hour++) sum += medians[hour] = index.Median((day * UtcGrid.HoursPerDay) + hour);

        var sd = Moments.SampleSd(medians);
        return sd > 0 && double.IsFinite(sd) ? new MarketDay(midnight, sum, sd * Math.Sqrt(RealisedVolatility.HoursPerYear), members.Count) : null;
    }
}
