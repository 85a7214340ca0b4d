using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Regimes;

/// <summary>Detections as CSV (RFC 4180): one line each, UTC. A text that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
internal static class RegimeCsv
{
    private static readonly (string Name, Func<string, RegimeRecord, object?> Value)[] Columns =
    [
        ("at", static (_, r) => Format.Iso(r.At)),
        ("source", static (source, _) => source),
        ("state", static (_, r) => r.State),
        ("confidence", static (_, r) => r.Confidence),
        ("since", static (_, r) => Format.Iso(r.Since)),
        ("pending", static (_, r) => r.Pending),
        ("votesSay", static (_, r) => r.RawState),
        ("previous", static (_, r) => r.Previous),
        ("realisedVolatility", static (_, r) => r.Find("realisedVolatility")?.Value),
        ("level", static (_, r) => r.Find("realisedVolatility")?.Vote),
        ("breadth", static (_, r) => r.Find("breadth")?.Value),
        ("breadthVote", static (_, r) => r.Find("breadth")?.Vote),
        ("thrust", static (_, r) => r.Find("thrust")?.Value),
        ("thrustVote", static (_, r) => r.Find("thrust")?.Vote),
        ("universeCount", static (_, r) => r.UniverseCount),
        ("flags", static (_, r) => string.Join(' ', r.Flags)),
        ("inputHash", static (_, r) => r.InputHash),
        ("reason", static (_, r) => r.Reason),
    ];

    public static byte[] Encode(IReadOnlyList<RegimeRecord> history, string source) => CsvTable.Encode(Columns, source, history);
}
