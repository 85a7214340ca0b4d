using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Regimes;

/// <summary>A limit of an indicator with the words above and below it.</summary>
/// <param name="Value">Value.</param>
/// <param name="Above">What lies above; empty where another limit is near.</param>
/// <param name="Below">What lies below; null where another limit says it.</param>
public sealed record IndicatorLimit(double Value, string Above, string? Below);

/// <summary>An indicator through time as ApexCharts options. Where a detection is missing the line ends: nothing is bridged, the hole is hatched.</summary>
public static class IndicatorChart
{
    private const string Group = "regime";

    /// <summary>Share of the scale that a limit keeps free for its own value.</summary>
    private const double NearestTick = 0.14;

    /// <summary>Options of the chart.</summary>
    /// <param name="name">The indicator's name in the records.</param>
    /// <param name="history">Detections, oldest first.</param>
    /// <param name="axis">Time axis.</param>
    /// <param name="gaps">Stretches without a detection.</param>
    /// <param name="limits">Limits, lowest first.</param>
    /// <param name="changes">Change points to mark.</param>
    /// <param name="range">What values can be: the scale never leaves it.</param>
    public static object Options(string name, IReadOnlyList<RegimeRecord> history, TimeAxis axis, IEnumerable<StateBand> gaps, IReadOnlyList<IndicatorLimit> limits, IEnumerable<DateTimeOffset> changes, (double Low, double High) range)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(axis);
        var isShare = RegimeWords.IsShare(name);
        var points = Points(name, history, isShare);
        var scale = ValueScale.Of([.. points.Where(p => p.Value is not null).Select(p => p.Value!.Value), .. limits.Select(l => Shown(l.Value, isShare))], Shown(range.Low, isShare), Shown(range.High, isShare));
        var ticks = scale.Ticks.Where(t => limits.All(l => Math.Abs(Shown(l.Value, isShare) - t) > (scale.High - scale.Low) * NearestTick));
        return new
        {
            chart = new { id = "regime-" + name, type = "line", group = Group },
            series = new[] { new { name = RegimeWords.Name(name), data = points.Select(p => new object?[] { p.At, p.Value }).ToArray() } },
            colors = new[] { "var(--mark)" },
            stroke = new { width = 1.5, curve = "straight" },
            markers = new { size = 0, hover = new { size = 4 }, discrete = Dots(points) },
            grid = new { xaxis = new { lines = new { show = false } }, yaxis = new { lines = new { show = false } }, padding = new { top = -16, right = 52, bottom = -8, left = 2 } },
            xaxis = new { type = "datetime", min = axis.From.ToUnixTimeMilliseconds(), max = axis.To.ToUnixTimeMilliseconds(), labels = new { show = false }, crosshairs = new { stroke = new { color = "var(--line-control)", dashArray = 0 } } },
            yaxis = new { min = scale.Low, max = scale.High, tickAmount = 2, show = false, labels = new { formatter = new { decimals = isShare ? 0 : 3 } } },
            annotations = new
            {
                // Behind the line: a mark across it would look like a hole in it.
                position = "back",
                yaxis = (object[])[.. Beyond(limits, scale, isShare), .. ticks.Select(t => Line(t, Label(t, isShare, 2), isLimit: false)), .. limits.SelectMany(l => Limit(l, isShare))],
                xaxis = (object[])[.. gaps.Select(Hole), .. axis.Ticks.Select(t => Mark(t.At)), .. changes.Select(Change)],
            },
        };
    }

    private static List<(long At, double? Value)> Points(string name, IReadOnlyList<RegimeRecord> history, bool isShare)
    {
        var points = new List<(long, double?)>(history.Count + 4);
        RegimeRecord? before = null;
        foreach (var record in history)
        {
            if (before is not null && record.At - before.At > RegimeSchedule.Step) points.Add(((before.At + RegimeSchedule.Step).ToUnixTimeMilliseconds(), null));
            points.Add((record.At.ToUnixTimeMilliseconds(), record.Find(name)?.Value is { } value ? Math.Round(Shown(value, isShare), 4) : null));
            before = record;
        }

        return points;
    }

    /// <summary>The newest value, and those that stand alone between two holes, are dots: a line of one point cannot be seen.</summary>
    private static object[] Dots(List<(long At, double? Value)> points) =>
    [
        .. Enumerable.Range(0, points.Count)
            .Where(i => points[i].Value is not null && (i == points.Count - 1 || ((i == 0 || points[i - 1].Value is null) && points[i + 1].Value is null)))
            .Select(i => new { seriesIndex = 0, dataPointIndex = i, size = 3.5, fillColor = "var(--mark)", strokeColor = "var(--surface-1)", shape = "circle" }),
    ];

    private static double Shown(double value, bool isShare) => isShare ? value * 100 : value;

    private static string Label(double value, bool isShare, int decimals) => isShare ? Format.Fixed(value, 0) + " %" : Format.Fixed(value, decimals);

    private static IEnumerable<object> Limit(IndicatorLimit limit, bool isShare)
    {
        var value = Shown(limit.Value, isShare);
        yield return Line(value, Label(value, isShare, limit.Value * 100 % 1 > 1e-9 ? 3 : 2), isLimit: true);
        if (limit.Above.Length > 0) yield return Word(value, limit.Above, -5);
        if (limit.Below is { } below) yield return Word(value, below, 13);
    }

    // What a value means beyond the highest limit: a quiet ground that the line runs on.
    private static IEnumerable<object> Beyond(IReadOnlyList<IndicatorLimit> limits, ValueScale scale, bool isShare)
    {
        if (limits.Count == 0) yield break;
        var limit = Shown(limits[^1].Value, isShare);
        if (limit >= scale.High) yield break;
        yield return new { y = limit, y2 = scale.High, fillColor = "var(--surface-3)", opacity = 0.45, borderColor = "transparent", strokeDashArray = 0 };
    }

    private static object Line(double y, string text, bool isLimit) => new
    {
        y,
        borderColor = isLimit ? "var(--text-3)" : "var(--grid)",
        strokeDashArray = isLimit ? 3 : 0,
        label = new { text, position = "right", textAnchor = "start", offsetX = 6, offsetY = 4, borderColor = "transparent", style = Style(isLimit ? "var(--text-1)" : "var(--axis)") },
    };

    private static object Word(double y, string text, int offsetY) => new
    {
        y,
        borderColor = "transparent",
        label = new { text, position = "left", textAnchor = "start", offsetX = 8, offsetY, borderColor = "transparent", style = Plate("var(--text-3)") },
    };

    private static object Hole(StateBand gap) => new { x = gap.From.ToUnixTimeMilliseconds(), x2 = gap.To.ToUnixTimeMilliseconds(), fillColor = "url(#rg-hatch)", borderColor = "transparent", opacity = 1 };

    private static object Mark(DateTimeOffset at) => new { x = at.ToUnixTimeMilliseconds(), borderColor = "var(--grid)", strokeDashArray = 0 };

    private static object Change(DateTimeOffset at) => new
    {
        x = at.ToUnixTimeMilliseconds(),
        borderColor = "var(--text-3)",
        strokeDashArray = 2,
        label = new { text = "change", orientation = "horizontal", position = "top", textAnchor = "start", offsetX = 4, offsetY = 10, borderColor = "transparent", style = Plate("var(--text-3)") },
    };

    // Words lie on the pane's own colour: no line and no hatch runs through them.
    private static object Plate(string color) => new { background = "var(--surface-1)", color, fontSize = "11px", fontFamily = "var(--font-ui)", padding = new { left = 3, right = 3, top = 0, bottom = 1 } };

    private static object Style(string color) => new { background = "transparent", color, fontSize = "11px", fontFamily = "var(--font-ui)", padding = new { left = 0, right = 0, top = 0, bottom = 0 } };
}
