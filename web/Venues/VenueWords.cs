using CryptoRun.Domain.Venues;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Web.Venues;

/// <summary>Words and figures of a venue.</summary>
internal static class VenueWords
{
    /// <summary>What it is read for.</summary>
    public static string? Role(VenueRole? role) => role switch
    {
        null => null,
        VenueRole.Scanned => "scanned",
        VenueRole.Books => "books",
        VenueRole.Perpetuals => "perpetuals",
        _ => "reserves",
    };

    /// <summary>Class of a state.</summary>
    public static string Class(VenueState state) => state switch { VenueState.Green => "ok", VenueState.Yellow => "warn", _ => "fail" };

    /// <summary>Shape before hue: a disc, a triangle, a cross.</summary>
    public static string Shape(VenueState state) => state switch
    {
        VenueState.Green => """<circle cx="5" cy="5" r="3" fill="currentColor"/>""",
        VenueState.Yellow => """<path d="M5 1.500 9 8.500H1z" fill="none" stroke="currentColor" stroke-width="1.300"/>""",
        _ => """<path d="M2 2l6 6M8 2 2 8" stroke="currentColor" stroke-width="1.600"/>""",
    };

    /// <summary>Why it is not green; nothing where it is.</summary>
    public static string? Why(VenueHealth health) => health.State == VenueState.Green ? null : health.Reason;

    /// <summary>State of the stream.</summary>
    public static string Stream(VenueReport report) => report.Link switch
    {
        null => "–",
        { Since: null } => "asked by REST",
        { IsUp: true, Since: { } since } => $"up {Format.Span(report.At - since)}",
        { Since: { } since } => $"down {Format.Span(report.At - since)}",
    };

    /// <summary>Heartbeat, median, 99th percentile, errors, completeness.</summary>
    public static IEnumerable<(string Text, VenueState? State)> Measures(VenueReport report)
    {
        var measures = report.Health.Measures;
        yield return (Format.Fixed(measures[0].Value, 1), measures[0].State);
        yield return (Format.Fixed(report.P50Milliseconds, 1), null);
        yield return (Format.Fixed(measures[2].Value, 1), measures[2].State);
        yield return (Format.Fixed(measures[1].Value * 100, 1), measures[1].State);
        yield return (Format.Fixed(measures[3].Value * 100, 2), measures[3].State);
    }

    /// <summary>What could not be used, by kind.</summary>
    public static string? Anomalies(VenueReport report) =>
        report.Anomalies.Count == 0 ? null : string.Join("; ", report.Anomalies.OrderBy(static a => a.Key, StringComparer.Ordinal).Select(static a => $"{a.Key}: {a.Value}"));

    /// <summary>A fault in words: <c>DropSockets</c> is <c>drop sockets</c>.</summary>
    public static string Fault(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString())).Replace("json", "JSON", StringComparison.Ordinal);
}
