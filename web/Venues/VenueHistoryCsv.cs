using System.Text;
using CryptoRun.Web.Api;
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
                ',', Format.Iso(p.At), Format.Iso(p.WallAt), CsvCell.Of(p.Venue), p.State.ToString().ToLowerInvariant(), CsvCell.Of(p.Reason), CsvCell.Of(p.P99Milliseconds), CsvCell.Of(p.ErrorRate), CsvCell.Of(p.HeartbeatSeconds), CsvCell.Of(p.Completeness),
                p.Breaker?.ToString(), CsvCell.Of(p.BudgetLeft), CsvCell.Of(p.Missed), CsvCell.Of(p.BooksDropped)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
