using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Regimes;

/// <summary>The part of the history that a range shows, on one time axis. A new one is made when anything of it changes, so that charts redraw then and never else.</summary>
/// <param name="Range">Range.</param>
/// <param name="Axis">Time axis.</param>
/// <param name="History">Detections, oldest first.</param>
/// <param name="Bands">States and gaps, left to right.</param>
/// <param name="Gaps">The gaps alone.</param>
/// <param name="Opinions">Second opinions, oldest first.</param>
public sealed record RegimeView(
    RegimeRange Range, TimeAxis Axis, IReadOnlyList<RegimeRecord> History, IReadOnlyList<StateBand> Bands, IReadOnlyList<StateBand> Gaps, IReadOnlyList<SecondOpinions> Opinions)
{
    /// <summary>The newest opinion's change points in the span.</summary>
    public IReadOnlyList<DateTimeOffset> Changes { get; } = Opinions is [.., var newest] ? [.. newest.ChangePoints.Changes.Where(c => c > Axis.From && c < Axis.To)] : [];

    /// <summary>What a range shows of a reading.</summary>
    public static RegimeView Of(RegimeOverview reading, RegimeRange range, DateTimeOffset now, Times times)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(range);

        // Whole detections: the span begins with one, and it ends with the newest, or with now where that is overdue.
        var due = RegimeSchedule.NextBoundary(reading.Latest.At);
        var to = now > due ? RegimeSchedule.LastBoundary(now) : due;
        var from = to - range.Span;
        var history = reading.History.Where(r => r.At >= from).ToList();
        var bands = StateBand.Of(history, from, to);
        return new RegimeView(range, TimeAxis.Of(range, from, to, times), history, bands, [.. StateBand.Gaps(bands)], [.. reading.Opinions.Where(o => o.At >= from)]);
    }
}
