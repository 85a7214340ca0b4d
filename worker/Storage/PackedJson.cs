using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;

namespace CryptoRun.Worker.Storage;

/// <summary>
/// JSON lines whose long numbers travel beside the text as eight bytes each, both under Brotli. Seventeen digits do not compress below eight bytes, and with them gone the rest,
/// words that repeat, compresses to a tenth. Lossless to the byte. Layout: length of the compressed text (4 bytes, little-endian), text, numbers.
/// </summary>
internal static class PackedJson
{
    /// <summary>Stands in the text for the next number. JSON never holds this byte: in strings it is escaped.</summary>
    private const byte Marker = 0x01;

    private const int ShortestReplaced = 12;
    private const int LongestNumber = 32;

    /// <summary>Packs lines of JSON, each ended by a line feed.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> lines)
    {
        var text = new ArrayBufferWriter<byte>(lines.Length);
        var numbers = new ArrayBufferWriter<byte>(lines.Length / 8);
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n') + 1;
            MoveNumbers(lines[..length], text, numbers);
            lines = lines[length..];
        }

        var (packedText, packedNumbers) = (CompressedJson.Compress(text.WrittenSpan), CompressedJson.Compress(numbers.WrittenSpan));
        var packed = new byte[4 + packedText.Length + packedNumbers.Length];
        BinaryPrimitives.WriteInt32LittleEndian(packed, packedText.Length);
        packedText.CopyTo(packed, 4);
        packedNumbers.CopyTo(packed, 4 + packedText.Length);
        return packed;
    }

    /// <summary>All lines, without their line feeds.</summary>
    public static List<byte[]> Unpack(byte[] packed)
    {
        var (text, numbers) = Decompress(packed);
        var lines = new List<byte[]>();
        for (int start = 0, number = 0; start < text.Length;)
        {
            var line = text.AsSpan(start);
            line = line[..line.IndexOf((byte)'\n')];
            lines.Add(PutNumbersBack(line, numbers.AsSpan(number)));
            number += line.Count(Marker) * sizeof(double);
            start += line.Length + 1;
        }

        return lines;
    }

    /// <summary>One line; the others keep their numbers packed.</summary>
    public static byte[] Unpack(byte[] packed, int place)
    {
        var (text, numbers) = Decompress(packed);
        var start = 0;
        for (; place > 0; place--) start += text.AsSpan(start).IndexOf((byte)'\n') + 1;
        var line = text.AsSpan(start);
        return PutNumbersBack(line[..line.IndexOf((byte)'\n')], numbers.AsSpan(text.AsSpan(0, start).Count(Marker) * sizeof(double)));
    }

    private static (byte[] Text, byte[] Numbers) Decompress(byte[] packed)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(packed);
        return (CompressedJson.Decompress(packed[4..(4 + length)]), CompressedJson.Decompress(packed[(4 + length)..]));
    }

    private static void MoveNumbers(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> text, ArrayBufferWriter<byte> numbers)
    {
        Span<byte> again = stackalloc byte[LongestNumber];
        var reader = new Utf8JsonReader(line);
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan.Length < ShortestReplaced) continue;

            // Only what comes back as the very same text: decimals of more digits than a double has stay.
            var number = reader.GetDouble();
            if (!Utf8Formatter.TryFormat(number, again, out var length) || !again[..length].SequenceEqual(reader.ValueSpan)) continue;

            text.Write(line[copied..(int)reader.TokenStartIndex]);
            text.Write([Marker]);
            BinaryPrimitives.WriteDoubleLittleEndian(numbers.GetSpan(sizeof(double)), number);
            numbers.Advance(sizeof(double));
            copied = (int)reader.BytesConsumed;
        }

        text.Write(line[copied..]);
    }

    private static byte[] PutNumbersBack(ReadOnlySpan<byte> line, ReadOnlySpan<byte> numbers)
    {
        var text = new ArrayBufferWriter<byte>(line.Length * 2);
        for (int at; (at = line.IndexOf(Marker)) >= 0; line = line[(at + 1)..], numbers = numbers[sizeof(double)..])
        {
            text.Write(line[..at]);
            Utf8Formatter.TryFormat(BinaryPrimitives.ReadDoubleLittleEndian(numbers), text.GetSpan(LongestNumber), out var length);
            text.Advance(length);
        }

        text.Write(line);
        return text.WrittenSpan.ToArray();
    }
}
