using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace CryptoRun.Web.Telemetry;

/// <summary>Metrics in Prometheus' text format 0.0.4, made when they are asked for.</summary>
/// <remarks><see href="https://prometheus.io/docs/instrumenting/exposition_formats/"/>; names and units as OpenTelemetry's compatibility rules say.</remarks>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusText : BaseExporter<Metric>, IPullMetricExporter
{
    /// <summary>Media type of the text.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal) { ["s"] = "_seconds", ["By"] = "_bytes" };

    private readonly Lock _gate = new();
    private string _text = "";

    /// <inheritdoc />
    public Func<int, bool>? Collect { get; set; }

    /// <summary>The metrics now.</summary>
    public string Read()
    {
        lock (_gate)
        {
            Collect!(5_000);
            return _text;
        }
    }

    /// <inheritdoc />
    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var metric in batch) Write(text, metric);
        _text = text.ToString();
        return ExportResult.Success;
    }

    private static void Write(StringBuilder text, Metric metric)
    {
        var isSum = metric.MetricType.IsSum() && metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var name = Name(metric.Name) + Units.GetValueOrDefault(metric.Unit, "") + (isSum ? "_total" : "");
        text.Append("# HELP ").Append(name).Append(' ').Append(metric.Description.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(metric.MetricType.IsHistogram() ? " histogram\n" : isSum ? " counter\n" : " gauge\n");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (metric.MetricType.IsHistogram()) Histogram(text, name, point);
            else Line(text, name, Labels(point.Tags), Value(metric.MetricType, point));
        }
    }

    private static void Histogram(StringBuilder text, string name, MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            Line(text, name + "_bucket", Labels(point.Tags, ("le", Number(bucket.ExplicitBound))), below);
        }

        Line(text, name + "_sum", Labels(point.Tags), point.GetHistogramSum());
        Line(text, name + "_count", Labels(point.Tags), point.GetHistogramCount());
    }

    private static double Value(MetricType type, MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static void Line(StringBuilder text, string name, string labels, double value) => text.Append(name).Append(labels).Append(' ').Append(Number(value)).Append('\n');

    private static string Labels(ReadOnlyTagCollection tags, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tags) Label(text, Name(key), value?.ToString() ?? "");
        foreach (var (key, value) in more) Label(text, key, value);
        return text.Length == 0 ? "" : text.Append('}').ToString();
    }

    private static void Label(StringBuilder text, string name, string value) => text.Append(text.Length == 0 ? '{' : ',').Append(name).Append("=\"")
        .Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('"');

    private static string Name(string name) => string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
