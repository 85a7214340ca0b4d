using System.Buffers;
using System.Security.Cryptography;

namespace CryptoRun.Domain.Markets;

/// <summary>Bytes that are gathered and then hashed at once: many times faster than a hash that is fed number by number.</summary>
internal sealed class CanonicalBytes : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(8192);
    private int _count;

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>The next <paramref name="length"/> bytes, to be written by the caller.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_count + length > _bytes.Length) Grow(_count + length);
        var next = _bytes.AsSpan(_count, length);
        _count += length;
        return next;
    }

    /// <summary>SHA-256 (FIPS 180-4) of all bytes.</summary>
    public byte[] Sha256() => SHA256.HashData(_bytes.AsSpan(0, _count));

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _bytes.Length));
        _bytes.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
