using System.Globalization;
using System.Text;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Venues;

/// <summary>Venues through time as CSV (RFC 4180), UTC instants. A text that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
internal static class VenueHistoryCsv
{
    public static byte[] Encode(IReadOnlyList<VenuePoint> points)
    {
        var text = new StringBuilder(64 * 1024).Append("at,wallAt,venue,state,reason,p99Milliseconds,errorRate,heartbeatSeconds,completeness,breaker,budgetLeft,missed,booksDropped\r\n");
        foreach (var p in points)
        {
            text.AppendJoin(
                ',', Format.Iso(p.At), Format.Iso(p.WallAt), Cell(p.Venue), p.State.ToString().ToLowerInvariant(), Cell(p.Reason), Cell(p.P99Milliseconds), Cell(p.ErrorRate), Cell(p.HeartbeatSeconds), Cell(p.Completeness),
                p.Breaker?.ToString(), Cell(p.BudgetLeft), Cell(p.Missed), Cell(p.BooksDropped)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + value : value;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
