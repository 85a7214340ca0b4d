using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Regimes;

/// <summary>
/// Detects the regime at the 4 h boundaries of <see cref="RegimeSchedule"/> from realised volatility, breadth and breadth thrust of the most traded coins.
/// Candles that are not closed at a detection do not exist for it, so a series may be handed over whole.
/// </summary>
public static class RegimeDetector
{
    /// <summary>Closed hours up to the boundary that <see cref="DetectFromHistory"/> can use: ten days of detections, 61 full days before the first, and a part of a day. More changes nothing.</summary>
    public const int HistoryHours = (HistoryDays + BreadthThrust.LookBackDays + 1) * UtcGrid.HoursPerDay;

    private const int HistoryDays = 10;

    /// <summary>The detection at the last boundary at or before <paramref name="at"/>. Its confidence is that of its own decision, pending or not.</summary>
    /// <param name="at">An instant, UTC.</param>
    /// <param name="series">Hourly candles, one series a symbol, any order.</param>
    /// <param name="previous">The detection before; null: the state is this detection's own decision.</param>
    /// <param name="options">Parameters.</param>
    /// <exception cref="ArgumentException">The previous detection is not earlier than this one.</exception>
    public static RegimeRecord Detect(DateTimeOffset at, IReadOnlyList<CandleSeries> series, RegimeRecord? previous, RegimeOptions options)
    {
        var boundary = RegimeSchedule.LastBoundary(at);
        if (previous?.At >= boundary) throw new ArgumentException($"The previous detection, of {previous.At:u}, is not before that of {boundary:u}.", nameof(previous));

        return new DetectionRun(boundary, series, options).Detect(boundary, previous);
    }

    /// <summary>The detection at the last boundary at or before <paramref name="at"/>, after those of the ten days before it: hysteresis without a store.</summary>
    /// <param name="at">An instant, UTC.</param>
    /// <param name="series">Hourly candles, one series a symbol, any order.</param>
    /// <param name="options">Parameters.</param>
    public static RegimeRecord DetectFromHistory(DateTimeOffset at, IReadOnlyList<CandleSeries> series, RegimeOptions options) => History(at, series, options)[^1];

    /// <summary>All detections of <see cref="DetectFromHistory"/>: 61 at 4 h steps, oldest first. The first one's state is its own decision.</summary>
    /// <param name="at">An instant, UTC; the last detection is at the boundary at or before it.</param>
    /// <param name="series">Hourly candles, one series a symbol, any order.</param>
    /// <param name="options">Parameters.</param>
    public static IReadOnlyList<RegimeRecord> History(DateTimeOffset at, IReadOnlyList<CandleSeries> series, RegimeOptions options)
    {
        var last = RegimeSchedule.LastBoundary(at);
        var run = new DetectionRun(last, series, options);
        var records = new List<RegimeRecord>();
        for (var boundary = last.AddDays(-HistoryDays); boundary <= last; boundary += RegimeSchedule.Step)
            records.Add(run.Detect(boundary, records.Count == 0 ? null : records[^1]));

        return records;
    }

    /// <summary>Detections at every boundary of a span, oldest first, after those of the ten days before it: what <see cref="Detect"/> would have said at each, symbols prepared once.</summary>
    /// <param name="from">The first detection is at the boundary at or before it, UTC.</param>
    /// <param name="to">The last one is at the boundary at or before it.</param>
    /// <param name="series">Hourly candles, one series a symbol, any order; each detection sees what was closed by then.</param>
    /// <param name="options">Parameters.</param>
    public static IReadOnlyList<RegimeRecord> Over(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<CandleSeries> series, RegimeOptions options)
    {
        var (first, last) = (RegimeSchedule.LastBoundary(from), RegimeSchedule.LastBoundary(to));
        var run = new DetectionRun(last, series, options, HistoryHours + (int)((last - first) / CandleSeries.BarWidth));
        var records = new List<RegimeRecord>();
        RegimeRecord? previous = null;
        for (var boundary = first.AddDays(-HistoryDays); boundary <= last; boundary += RegimeSchedule.Step)
        {
            previous = run.Detect(boundary, previous);
            if (boundary >= first) records.Add(previous);
        }

        return records;
    }
}
