using System.Buffers.Binary;
using System.Text;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>Reads the fields of a binary COPY: a length, -1 for null, and the value, big-endian.</summary>
internal sealed class CopyReader(Stream stream) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at, _end;

    public void Skip(int count)
    {
        Need(count);
        _at += count;
    }

    public short Int16()
    {
        Need(2);
        _at += 2;
        return BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_at - 2));
    }

    public long? Int64()
    {
        if (Length() < 0) return null;
        Need(8);
        _at += 8;
        return BinaryPrimitives.ReadInt64BigEndian(_buffer.AsSpan(_at - 8));
    }

    public int? Int32() => Length() < 0 ? null : Length();

    public string? Text()
    {
        var length = Length();
        if (length < 0) return null;
        Need(length);
        _at += length;
        return Encoding.UTF8.GetString(_buffer, _at - length, length);
    }

    public void Dispose() => stream.Dispose();

    private int Length()
    {
        Need(4);
        _at += 4;
        return BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_at - 4));
    }

    private void Need(int count)
    {
        if (_end - _at >= count) return;

        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        (_at, _end) = (0, _end - _at);
        while (_end < count)
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read > 0 ? read : throw new EndOfStreamException("A COPY ended in the middle of a row.");
        }
    }
}
