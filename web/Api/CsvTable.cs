using System.Text;

namespace CryptoRun.Web.Api;

/// <summary>A table as CSV (RFC 4180): one header, one line a row, cells as <see cref="CsvCell"/> writes them.</summary>
internal static class CsvTable
{
    private const string EndOfLine = "\r\n";

    /// <summary>UTF-8 without a mark.</summary>
    /// <param name="columns">Name and value of each column, in order.</param>
    /// <param name="rows">Rows, in order.</param>
    public static byte[] Encode<TRow>(IReadOnlyList<(string Name, Func<TRow, object?> Value)> columns, IEnumerable<TRow> rows)
    {
        var text = new StringBuilder(16 * 1024).AppendJoin(',', columns.Select(static c => c.Name)).Append(EndOfLine);
        foreach (var row in rows) text.AppendJoin(',', columns.Select(c => CsvCell.Of(c.Value(row)))).Append(EndOfLine);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The same, where columns read what the rows have in common too.</summary>
    public static byte[] Encode<TWhole, TRow>(IReadOnlyList<(string Name, Func<TWhole, TRow, object?> Value)> columns, TWhole whole, IEnumerable<TRow> rows) =>
        Encode([.. columns.Select(c => (c.Name, (Func<TRow, object?>)(row => c.Value(whole, row))))], rows);
}
