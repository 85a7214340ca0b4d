using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Auditing;

namespace CryptoRun.Web.Auditing;

/// <summary>The trail as CSV (RFC 4180), one line an entry, UTC.</summary>
internal static class AuditCsv
{
    private static readonly (string Name, Func<AuditEntry, object?> Value)[] Columns =
    [
        ("number", static e => e.Number),
        ("at", static e => Format.Iso(e.At)),
        ("actor", static e => e.Change.Actor.Name),
        ("from", static e => e.Change.Actor.From),
        ("action", static e => e.Change.Action),
        ("subject", static e => e.Change.Subject),
        ("before", static e => e.Change.Before),
        ("after", static e => e.Change.After),
        ("node", static e => e.Node),
        ("id", static e => e.Change.Id),
        ("hash", static e => e.Hash),
    ];

    public static byte[] Encode(IReadOnlyList<AuditEntry> entries) => CsvTable.Encode(Columns, entries);
}
