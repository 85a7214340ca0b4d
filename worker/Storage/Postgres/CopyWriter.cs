using System.Buffers.Binary;
using System.Text;

namespace CryptoRun.Worker.Storage.Postgres;

/// <summary>Writes the fields of a binary COPY: a length, -1 for null, and the value, big-endian. Disposing it ends the COPY.</summary>
internal sealed class CopyWriter(Stream stream) : IDisposable
{
    private const int LongestField = 512;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _end;

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Room();
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    public void Int16(short value)
    {
        Room();
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_end), value);
        _end += 2;
    }

    public void Int64(long? value)
    {
        Raw(value is null ? -1 : 8);
        if (value is null) return;
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(_end), value.Value);
        _end += 8;
    }

    public void Int32(int? value)
    {
        Raw(value is null ? -1 : 4);
        if (value is not null) Raw(value.Value);
    }

    public void Text(string? value)
    {
        Raw(value is null ? -1 : Encoding.UTF8.GetByteCount(value));
        if (value is not null) Bytes(Encoding.UTF8.GetBytes(value));
    }

    public void Dispose()
    {
        stream.Write(_buffer, 0, _end);
        stream.Dispose();
    }

    private void Raw(int value)
    {
        Room();
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_end), value);
        _end += 4;
    }

    private void Room()
    {
        if (_buffer.Length - _end >= LongestField) return;
        stream.Write(_buffer, 0, _end);
        _end = 0;
    }
}
