using System.Text;

namespace CryptoRun.Worker.Events;

/// <summary>Splits CSV (RFC 4180) into records of fields, trimmed. A line break inside quotes is refused: where a quote is not closed it swallows what follows, and what is not there would count as withdrawn.</summary>
/// <param name="text">The document.</param>
internal ref struct CsvRecords(string text)
{
    private const int LongestField = 4096;
    private const int MostFields = 64;
    private ReadOnlySpan<char> _rest = text;
    private int _line;

    /// <summary>Line of the record read last, from 1.</summary>
    public readonly int Line => _line;

    /// <summary>The next record; null at the end. Empty lines are passed over.</summary>
    /// <exception cref="DocumentRefusedException">This is not CSV.</exception>
    public List<string>? Next()
    {
        while (_rest.Length > 0)
        {
            var end = _rest.IndexOf('\n');
            var line = (end < 0 ? _rest : _rest[..end]).TrimEnd('\r');
            _rest = end < 0 ? default : _rest[(end + 1)..];
            _line++;
            if (line.Contains('\r')) throw new DocumentRefusedException($"is not CSV: line {_line} has a carriage return in it; lines end with LF or CR LF.");
            if (!line.IsWhiteSpace()) return Split(line);
        }

        return null;
    }

    private readonly List<string> Split(ReadOnlySpan<char> line)
    {
        List<string> fields = [];
        while (true)
        {
            var start = line.TrimStart(" \t");
            var comma = start is ['"', ..] ? Quoted(start, fields) : Plain(start, fields);
            if (fields.Count > MostFields) throw new DocumentRefusedException($"is not CSV: line {_line} has more than {MostFields} fields.");
            if (fields[^1].Length > LongestField) throw new DocumentRefusedException($"is not CSV: line {_line} has a field of more than {LongestField} characters.");
            if (comma < 0) return fields;
            line = start[(comma + 1)..];
        }
    }

    private static int Plain(ReadOnlySpan<char> rest, List<string> fields)
    {
        var comma = rest.IndexOf(',');
        fields.Add((comma < 0 ? rest : rest[..comma]).Trim().ToString());
        return comma;
    }

    private readonly int Quoted(ReadOnlySpan<char> rest, List<string> fields)
    {
        var field = new StringBuilder();
        var at = 1;
        while (true)
        {
            var quote = rest[at..].IndexOf('"');
            if (quote < 0) throw new DocumentRefusedException($"is not CSV: a quote in line {_line} is not closed in it.");
            field.Append(rest.Slice(at, quote));
            at += quote + 1;
            if (at == rest.Length || rest[at] != '"') break;
            field.Append('"');
            at++;
        }

        fields.Add(field.ToString().Trim());
        var after = rest[at..].TrimStart(" \t");
        if (after.IsEmpty) return -1;
        return after[0] == ',' ? rest.Length - after.Length : throw new DocumentRefusedException($"is not CSV: line {_line} has text after a closing quote.");
    }
}
