using CryptoRun.Web.Api;
using CryptoRun.Web.Board;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Alerts;

namespace CryptoRun.Web.Alerts;

/// <summary>Alerts as CSV (RFC 4180), one line each. A text that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
internal static class AlertsCsv
{
    private static readonly (string Name, Func<StoredAlert, object?> Value)[] Columns =
    [
        ("id", static a => a.Id),
        ("at", static a => Format.Iso(a.At)),
        ("kind", static a => BoardQueryReader.Word(a.Kind.ToString())),
        ("subject", static a => a.Subject),
        ("text", static a => a.Text),
        ("ruleId", static a => a.RuleId),
        ("ruleName", static a => a.RuleName),
        ("scanId", static a => a.ScanId),
        ("suppressed", static a => a.Suppressed is { } why ? BoardQueryReader.Word(why.ToString()) : null),
        ("why", static a => a.Why),
        ("deliveries", static a => string.Join("; ", a.Deliveries.Select(static d => $"{d.ChannelName} {BoardQueryReader.Word(d.State.ToString())}"))),
    ];

    public static byte[] Encode(IReadOnlyList<StoredAlert> alerts) => CsvTable.Encode(Columns, alerts);
}
