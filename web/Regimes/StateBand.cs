using CryptoRun.Domain.Regimes;

namespace CryptoRun.Web.Regimes;

/// <summary>A stretch of time in which one state was in force, or of which nothing is known.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
/// <param name="State">State in force; null where no detection was made.</param>
/// <param name="Opening">The detection that opened the stretch; null in a gap.</param>
public sealed record StateBand(DateTimeOffset From, DateTimeOffset To, RegimeState? State, RegimeRecord? Opening)
{
    /// <summary>
    /// The bands of a span. A detection speaks for the 4 h that follow it. Where the next one is missing nothing is known from then on: a gap is a band without a state,
    /// and equal states on both sides of it stay apart.
    /// </summary>
    /// <param name="history">Detections, oldest first.</param>
    /// <param name="from">Begin of the span.</param>
    /// <param name="to">End of the span.</param>
    public static IReadOnlyList<StateBand> Of(IReadOnlyList<RegimeRecord> history, DateTimeOffset from, DateTimeOffset to)
    {
        var bands = new List<StateBand>();
        var known = from;
        foreach (var record in history)
        {
            var (begin, end) = (record.At < from ? from : record.At, record.At + RegimeSchedule.Step < to ? record.At + RegimeSchedule.Step : to);
            if (end <= begin) continue;
            if (begin > known) bands.Add(new StateBand(known, begin, null, null));
            if (bands is [.., { State: { } before } last] && before == record.State && last.To == begin) bands[^1] = last with { To = end };
            else bands.Add(new StateBand(begin, end, record.State, record));
            known = end;
        }

        if (known < to) bands.Add(new StateBand(known, to, null, null));
        return bands;
    }

    /// <summary>The gaps of a span.</summary>
    public static IEnumerable<StateBand> Gaps(IReadOnlyList<StateBand> bands) => bands.Where(b => b.State is null);
}
