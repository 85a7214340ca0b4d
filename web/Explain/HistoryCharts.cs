using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Charts;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Explain;

/// <summary>The three charts of a score's history as ApexCharts options: one group, one time axis.</summary>
public static class HistoryCharts
{
    private const string Group = "score-history";

    /// <summary>Composite with the score gate as a dashed limit.</summary>
    public static object Composite(IReadOnlyList<ScoreHistoryPoint> points, double gate)
    {
        var low = Math.Min(40, Math.Floor(points.Min(p => p.Composite) / 10) * 10);
        var high = Math.Max(gate + 5, Math.Ceiling(points.Max(p => p.Composite) / 10) * 10);
        return new
        {
            chart = Chart("composite", "line"),
            series = new[] { Series("C", points, p => Math.Round(p.Composite, 2)) },
            colors = new[] { "var(--mark)" },
            stroke = new { width = 1.5, curve = "straight" },
            xaxis = Axis(labels: false),
            yaxis = YAxis(low, high, 2, new { decimals = 0 }),
            annotations = new { yaxis = new[] { new { y = gate, borderColor = "var(--text-3)", strokeDashArray = 3 } } },
        };
    }

    /// <summary>Contributions stacked about zero.</summary>
    public static object Contributions(IReadOnlyList<ScoreHistoryPoint> points)
    {
        var factors = FactorWeights.Factors;
        var reach = Math.Max(10, Math.Ceiling(points.Max(p => Math.Max(p.Points.Where(v => v > 0).Sum(), -p.Points.Where(v => v < 0).Sum())) / 10) * 10);
        return new
        {
            chart = Chart("contributions", "bar", stacked: true),
            series = factors.Select((factor, i) => Series(factor.ToString(), points, p => Math.Round(p.Points[i], 2))).ToArray(),
            colors = factors.Select(FactorColours.Token).ToArray(),
            plotOptions = new { bar = new { columnWidth = points.Count > 60 ? "96%" : "80%" } },
            stroke = new { width = 0 },
            xaxis = Axis(labels: false),
            yaxis = YAxis(-reach, reach, 2, new { decimals = 0, sign = true }),
        };
    }

    /// <summary>Rank as steps, 1 on top.</summary>
    public static object Ranks(IReadOnlyList<ScoreHistoryPoint> points) => new
    {
        chart = Chart("rank", "line"),
        series = new[] { Series("Rank", points, p => p.Rank) },
        colors = new[] { "var(--text-2)" },
        stroke = new { width = 1.5, curve = "stepline" },
        xaxis = Axis(labels: true),
        yaxis = YAxis(1, Math.Max(10, points.Max(p => p.Rank)), 1, new { decimals = 0, prefix = "#" }, reversed: true),
    };

    private static object Chart(string id, string type, bool stacked = false) => new { id, type, stacked, group = Group };

    private static object Series(string name, IReadOnlyList<ScoreHistoryPoint> points, Func<ScoreHistoryPoint, double> value) =>
        new { name, data = points.Select(p => new[] { p.AsOf.ToUnixTimeMilliseconds(), value(p) }).ToArray() };

    private static object Axis(bool labels) => new { type = "datetime", labels = new { show = labels, datetimeFormatter = new { day = "d MMM", hour = "HH:mm" } } };

    private static object YAxis(double min, double max, int ticks, object formatter, bool reversed = false) =>
        new { min, max, reversed, tickAmount = ticks, opposite = true, forceNiceScale = false, labels = new { minWidth = 34, maxWidth = 34, formatter } };
}
