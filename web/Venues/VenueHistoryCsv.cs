using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Venues;

/// <summary>Venues through time as CSV (RFC 4180), UTC instants. A text that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
internal static class VenueHistoryCsv
{
    private static readonly (string Name, Func<VenuePoint, object?> Value)[] Columns =
    [
        ("at", static p => Format.Iso(p.At)),
        ("wallAt", static p => Format.Iso(p.WallAt)),
        ("venue", static p => p.Venue),
        ("state", static p => p.State.ToString().ToLowerInvariant()),
        ("reason", static p => p.Reason),
        ("p99Milliseconds", static p => p.P99Milliseconds),
        ("errorRate", static p => p.ErrorRate),
        ("heartbeatSeconds", static p => p.HeartbeatSeconds),
        ("completeness", static p => p.Completeness),
        ("breaker", static p => p.Breaker),
        ("budgetLeft", static p => p.BudgetLeft),
        ("missed", static p => p.Missed),
        ("booksDropped", static p => p.BooksDropped),
    ];

    public static byte[] Encode(IReadOnlyList<VenuePoint> points) => CsvTable.Encode(Columns, points);
}
