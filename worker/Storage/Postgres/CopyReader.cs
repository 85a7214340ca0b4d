using System.Buffers.Binary;
using System.Text;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>Reads the fields of a binary COPY: a length, -1 for null, and the value, big-endian; of an array a heading, and its values as fields.</summary>
internal sealed class CopyReader(Stream stream) : IDisposable
{
    /// <summary>A null among integers: no packed decimal and no count is this one.</summary>
    public const long Null = long.MinValue;

    /// <summary>Bytes: number of dimensions, whether there are nulls, type; and of the dimension its length and lower bound.</summary>
    private const int ArrayHeader = 12, DimensionHeader = 8;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at, _end;

    public void Skip(int count) => Take(count);

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    /// <summary>A bigint or an integer.</summary>
    public long Integer() => Int32() switch
    {
        8 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
        4 => Int32(),
        _ => Null,
    };

    public string? Text()
    {
        var length = Int32();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>An array of bigint or integer, into a column that grows as it must; how many.</summary>
    public int Integers(ref long[] column)
    {
        var count = ArrayLength();
        if (column.Length < count) column = new long[count];
        for (var i = 0; i < count; i++) column[i] = Integer();
        return count;
    }

    /// <summary>An array of text that is mostly null, into a column that grows as it must.</summary>
    public void Texts(ref string?[] column)
    {
        var count = ArrayLength();
        if (column.Length < count) column = new string?[count];
        for (var i = 0; i < count; i++) column[i] = Text();
    }

    public void Dispose() => stream.Dispose();

    private int ArrayLength()
    {
        if (Int32() < 0) return 0;

        var dimensions = BinaryPrimitives.ReadInt32BigEndian(Take(ArrayHeader));
        return dimensions == 0 ? 0 : BinaryPrimitives.ReadInt32BigEndian(Take(DimensionHeader));
    }

    private int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _at < count) Fill(count);
        var taken = _buffer.AsSpan(_at, count);
        _at += count;
        return taken;
    }

    private void Fill(int count)
    {
        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        (_at, _end) = (0, _end - _at);
        while (_end < count)
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read > 0 ? read : throw new EndOfStreamException("A COPY ended in the middle of a row.");
        }
    }
}
