using System.Buffers.Text;
using System.Text;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Markets;

/// <summary>Reads the text of one recording: a hand-rolled split, because a universe of recordings has millions of fields.</summary>
internal ref struct CandleFileParser(string path, ReadOnlySpan<byte> text)
{
    private const int Absent = -1;
    private static readonly string[] Names = ["open_time_ms", "open", "high", "low", "close", "volume", "quote_volume", "trades"];
    private static readonly int Required = 6;
    private const long Earliest = 0;
    private static readonly long Latest = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly string _path = path;
    private ReadOnlySpan<byte> _rest = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
    private int _line;

    public (TimeSpan Width, IReadOnlyList<Candle> Candles) Parse()
    {
        var fieldOf = new int[Names.Length];
        var fields = ReadHeader(fieldOf);
        var ranges = new Range[fields];
        var grid = new CandleGrid();
        var candles = new List<Candle>(_rest.Length / 64 + 1);
        while (NextLine(out var line))
        {
            Split(line, ranges);
            var candle = ReadCandle(line, ranges, fieldOf);
            if (grid.Add(candle.OpenTime.ToUnixTimeMilliseconds(), _line) is { } problem)
                throw Problem(0, line[ranges[fieldOf[0]]], problem);
            candles.Add(candle);
        }

        if (candles.Count == 0) throw new CandleFileException($"{_path}: holds no candle, only a header.");
        return (grid.Width(_path), candles);
    }

    private int ReadHeader(int[] fieldOf)
    {
        if (!NextLine(out var header)) throw new CandleFileException($"{_path}: the file is empty; the header {Header()} is expected.");

        var names = Encoding.UTF8.GetString(header).Split(',').Select(n => n.Trim().Trim('"').ToLowerInvariant()).ToList();
        for (var i = 0; i < Names.Length; i++)
        {
            fieldOf[i] = names.IndexOf(Names[i]);
            if (fieldOf[i] == Absent && i < Required) throw Problem($"the header has no column '{Names[i]}'; {Header()} is expected, found '{Show(header)}'.");
            if (fieldOf[i] != Absent && names.LastIndexOf(Names[i]) != fieldOf[i]) throw Problem($"the header has the column '{Names[i]}' twice.");
        }

        return names.Count;
    }

    private readonly void Split(ReadOnlySpan<byte> line, Range[] ranges)
    {
        var (found, start) = (0, 0);
        while (start <= line.Length)
        {
            var length = line[start..].IndexOf((byte)',');
            var end = length < 0 ? line.Length : start + length;
            if (found < ranges.Length) ranges[found] = start..end;
            found++;
            start = end + 1;
        }

        if (found != ranges.Length) throw Problem($"has {found} values, the header has {ranges.Length} columns.");
    }

    private readonly Candle ReadCandle(ReadOnlySpan<byte> line, ReadOnlySpan<Range> ranges, ReadOnlySpan<int> fieldOf)
    {
        var field = line[ranges[fieldOf[0]]];
        if (!Utf8Parser.TryParse(field, out long time, out var used) || used != field.Length || time < Earliest || time > Latest)
            throw Problem(0, field, "is not a UTC time in milliseconds between 1970-01-01 and 2100-01-01.");

        var open = Price(1, line[ranges[fieldOf[1]]]);
        var high = Price(2, line[ranges[fieldOf[2]]]);
        var low = Price(3, line[ranges[fieldOf[3]]]);
        var close = Price(4, line[ranges[fieldOf[4]]]);
        var volume = Amount(5, line[ranges[fieldOf[5]]]);
        if (high < low) throw Problem(2, line[ranges[fieldOf[2]]], $"lies below low {low}; high must be at least low.");
        if (open < low || open > high) throw Problem(1, line[ranges[fieldOf[1]]], $"lies outside low {low} to high {high}.");
        if (close < low || close > high) throw Problem(4, line[ranges[fieldOf[4]]], $"lies outside low {low} to high {high}.");

        var quoteVolume = fieldOf[6] == Absent ? default : line[ranges[fieldOf[6]]];
        var trades = fieldOf[7] == Absent ? default : line[ranges[fieldOf[7]]];
        return new Candle(
            DateTimeOffset.FromUnixTimeMilliseconds(time), open, high, low, close, volume,
            quoteVolume.IsEmpty ? null : Amount(6, quoteVolume),
            trades.IsEmpty ? null : Count(trades));
    }

    private readonly decimal Price(int column, ReadOnlySpan<byte> field) =>
        Number(column, field) is > 0 and var price ? price : throw Problem(column, field, "must be above 0.");

    private readonly decimal Amount(int column, ReadOnlySpan<byte> field) =>
        Number(column, field) is >= 0 and var amount ? amount : throw Problem(column, field, "must be 0 or more.");

    private readonly decimal Number(int column, ReadOnlySpan<byte> field) =>
        TryParseShort(field, out var value) || (Utf8Parser.TryParse(field, out value, out var used) && used == field.Length)
            ? value
            : throw Problem(column, field, $"is not a number; a decimal number {(column < 5 ? "above 0" : "of 0 or more")} is expected.");

    /// <summary>Plain digits with or without a point, up to 18 of them: nearly every number there is, and several times faster than the general parser.</summary>
    private static bool TryParseShort(ReadOnlySpan<byte> field, out decimal value)
    {
        var (mantissa, point) = (0L, -1);
        value = 0;
        if (field.Length is 0 or > 19) return false;
        for (var i = 0; i < field.Length; i++)
        {
            var digit = field[i] - '0';
            if ((uint)digit <= 9) mantissa = (mantissa * 10) + digit;
            else if (field[i] == '.' && point < 0 && i > 0 && i < field.Length - 1) point = i;
            else return false;
        }

        if (point < 0 && field.Length == 19) return false;
        value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, isNegative: false, (byte)(point < 0 ? 0 : field.Length - 1 - point));
        return true;
    }

    private readonly int Count(ReadOnlySpan<byte> field) =>
        Utf8Parser.TryParse(field, out int value, out var used) && used == field.Length && value >= 0
            ? value
            : throw Problem(7, field, $"is not a whole number from 0 to {int.MaxValue}.");

    /// <summary>The next line that is not blank.</summary>
    private bool NextLine(out ReadOnlySpan<byte> line)
    {
        while (!_rest.IsEmpty)
        {
            _line++;
            var end = _rest.IndexOf((byte)'\n');
            line = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (line is [.., (byte)'\r']) line = line[..^1];
            if (!line.IsEmpty) return true;
        }

        line = default;
        return false;
    }

    private readonly CandleFileException Problem(int column, ReadOnlySpan<byte> value, string what) =>
        new($"{_path}, line {_line}, column {Names[column]}: '{Show(value)}' {what}");

    private readonly CandleFileException Problem(string what) => new($"{_path}, line {_line}: {what}");

    private static string Header() => "open_time_ms,open,high,low,close,volume[,quote_volume,trades]";

    private static string Show(ReadOnlySpan<byte> value)
    {
        var shown = string.Concat(Encoding.UTF8.GetString(value[..Math.Min(value.Length, 60)]).Select(c => char.IsControl(c) ? '?' : c));
        return value.Length > 60 ? shown + "..." : shown;
    }
}
