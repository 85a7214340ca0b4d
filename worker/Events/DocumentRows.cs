using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CryptoRun.Worker.Events;

/// <summary>The rows of a document: JSON (a list of objects, or an object with one list in it) or CSV (RFC 4180, a header, UTF-8). Everything is text: nothing in a field is ever computed.</summary>
internal static class DocumentRows
{
    private const int Most = 100_000;
    private const int MostFields = 64;

    /// <summary>Reads them.</summary>
    /// <exception cref="DocumentRefusedException">The document as a whole cannot be used; the message says why.</exception>
    public static IReadOnlyList<DocumentRow> Of(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];
        if (!Utf8.IsValid(body.Span)) throw new DocumentRefusedException("is not UTF-8.");

        var first = body.Span.TrimStart(" \t\r\n"u8);
        if (first.IsEmpty) throw new DocumentRefusedException("is empty; a JSON list or a CSV header is expected.");
        var rows = first[0] is (byte)'[' or (byte)'{' ? OfJson(body.Span) : OfCsv(body.Span);
        return rows.Count <= Most ? rows : throw new DocumentRefusedException($"has more than {Most} rows, which is what is allowed.");
    }

    private static List<DocumentRow> OfJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 16, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var rows = new List<DocumentRow>();
            var (line, counted, found) = (1, 0, false);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray) (found, _) = (true, ReadList(ref reader, body));
            while (reader.Read())
            {
                if (found || reader.TokenType != JsonTokenType.StartArray)
                {
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
                    continue;
                }

                (found, _) = (true, ReadList(ref reader, body));
            }

            return found ? rows : throw new DocumentRefusedException("has no list in it; expected is [ { … } ] or { \"events\": [ { … } ] }.");

            bool ReadList(ref Utf8JsonReader list, ReadOnlySpan<byte> text)
            {
                while (list.Read() && list.TokenType != JsonTokenType.EndArray)
                {
                    var at = (int)list.TokenStartIndex;
                    line += text[counted..at].Count((byte)'\n');
                    counted = at;
                    rows.Add(new DocumentRow(line, Fields(ref list)));
                    if (rows.Count > Most) break;
                }

                return true;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DocumentRefusedException($"is not JSON: {(e is JsonException { LineNumber: { } at } ? $"line {at + 1}" : "it has text that is no Unicode")}.");
        }
    }

    /// <summary>The scalars of an object; what is nested is left out, and what is no object has no fields.</summary>
    private static Dictionary<string, string> Fields(ref Utf8JsonReader reader)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return fields;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!.ToLowerInvariant();
            reader.Read();
            var text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!.Trim(),
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => "",
            };
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
            if (text.Length > 0 && fields.Count < MostFields) fields[name] = text;
        }

        return fields;
    }

    private static List<DocumentRow> OfCsv(ReadOnlySpan<byte> body)
    {
        var records = new CsvRecords(Encoding.UTF8.GetString(body));
        string[] names = [.. (records.Next() ?? throw new DocumentRefusedException("is empty; a JSON list or a CSV header is expected.")).Select(static n => n.ToLowerInvariant())];
        if (names.GroupBy(static n => n, StringComparer.Ordinal).FirstOrDefault(static g => g.Key.Length > 0 && g.Count() > 1) is { } twice) throw new DocumentRefusedException($"has the column \"{twice.Key}\" twice.");
        if (!names.Contains("symbol", StringComparer.Ordinal)) throw new DocumentRefusedException("has no column \"symbol\" in its header: it is neither JSON nor CSV as documented.");

        List<DocumentRow> rows = [];
        while (rows.Count <= Most && records.Next() is { } record)
        {
            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            for (var i = 0; i < Math.Min(record.Count, names.Length); i++)
            {
                if (record[i].Length > 0) fields[names[i]] = record[i];
            }

            rows.Add(new DocumentRow(records.Line, fields, record.Count == names.Length ? null : $"has {record.Count} fields and the header {names.Length}"));
        }

        return rows;
    }
}

/// <summary>A document that cannot be used as a whole.</summary>
/// <param name="message">Why, to follow the document's name.</param>
internal sealed class DocumentRefusedException(string message) : Exception(message);
