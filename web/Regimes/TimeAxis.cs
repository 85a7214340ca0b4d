using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Regimes;

/// <summary>The one time axis that the charts and the band of states share.</summary>
/// <param name="From">Left end.</param>
/// <param name="To">Right end.</param>
/// <param name="Ticks">Marks with their words, left to right.</param>
public sealed record TimeAxis(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<(DateTimeOffset At, string Text)> Ticks)
{
    /// <summary>Axis of a range up to an instant.</summary>
    public static TimeAxis Of(RegimeRange range, DateTimeOffset from, DateTimeOffset to, Times times)
    {
        ArgumentNullException.ThrowIfNull(range);
        ArgumentNullException.ThrowIfNull(times);
        var ticks = new List<(DateTimeOffset, string)>();
        for (var at = times.Midnight(to) + TimeSpan.FromDays(1); at > from; at -= range.Tick)
        {
            var mark = range.Tick >= TimeSpan.FromDays(1) ? times.Midnight(at.AddHours(2)) : at;
            var place = (mark - from) / (to - from);
            if (place is > 0.02 and < 0.97) ticks.Add((mark, range.Tick >= TimeSpan.FromDays(1) ? times.Date(mark) : times.Minute(mark)));
        }

        ticks.Reverse();
        return new TimeAxis(from, to, ticks);
    }

    /// <summary>Place of an instant in per cent of the width.</summary>
    public string Percent(DateTimeOffset at) => Format.Attribute(Math.Clamp((at - From) / (To - From), 0, 1) * 100, 3) + "%";

    /// <summary>Length of a stretch in per cent of the width.</summary>
    public string Percent(DateTimeOffset from, DateTimeOffset to) => Format.Attribute(Math.Clamp((to - from) / (To - From), 0, 1) * 100, 3) + "%";
}
