using System.Globalization;
using System.Text;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Regimes;

/// <summary>Detections as CSV (RFC 4180): one line each, UTC. No cell begins as a spreadsheet's formula does.</summary>
internal static class RegimeCsv
{
    private const string Header = "at,source,state,confidence,since,pending,votesSay,previous,realisedVolatility,level,breadth,breadthVote,thrust,thrustVote,universeCount,flags,inputHash,reason\r\n";

    public static byte[] Encode(IReadOnlyList<RegimeRecord> history, string source)
    {
        var text = new StringBuilder(Header, 256 + (history.Count * 320));
        foreach (var record in history)
        {
            text.AppendJoin(
                ',',
                Format.Iso(record.At), source, record.State, Number(record.Confidence), Format.Iso(record.Since), record.Pending, record.RawState, record.Previous,
                Value(record, "realisedVolatility"), record.Find("realisedVolatility")?.Vote, Value(record, "breadth"), record.Find("breadth")?.Vote, Value(record, "thrust"), record.Find("thrust")?.Vote,
                record.UniverseCount, Quoted(string.Join(' ', record.Flags)), record.InputHash, Quoted(record.Reason)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Value(RegimeRecord record, string name) => Number(record.Find(name)?.Value);

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string text) => text.Length == 0 ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
