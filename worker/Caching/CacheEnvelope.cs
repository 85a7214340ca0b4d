using System.Buffers.Binary;

namespace CryptoRun.Worker.Caching;

/// <summary>An entry as the second level keeps it: kind, retries, the venue's time and the time of receipt, then the value. Another version of it has another key prefix.</summary>
/// <param name="Kind">Kind whose life it has.</param>
/// <param name="Retries">How often the call that brought it was tried again, up to 255.</param>
/// <param name="ExchangeTime">The venue's time, UTC.</param>
/// <param name="ReceivedAt">Market time of receipt.</param>
/// <param name="Value">The value.</param>
internal sealed record CacheEnvelope(CacheKind Kind, int Retries, DateTimeOffset ExchangeTime, DateTimeOffset ReceivedAt, byte[] Value)
{
    private const int HeaderBytes = 18;

    /// <summary>As bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderBytes + Value.Length];
        (bytes[0], bytes[1]) = ((byte)Kind, (byte)Math.Min(Retries, byte.MaxValue));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(2), ExchangeTime.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(10), ReceivedAt.UtcTicks);
        Value.CopyTo(bytes, HeaderBytes);
        return bytes;
    }

    /// <summary>Back from bytes; null when they are no envelope.</summary>
    public static CacheEnvelope? Of(byte[] bytes)
    {
        if (bytes.Length < HeaderBytes || !Enum.IsDefined((CacheKind)bytes[0])) return null;
        return Time(bytes.AsSpan(2)) is { } exchangeTime && Time(bytes.AsSpan(10)) is { } receivedAt
            ? new CacheEnvelope((CacheKind)bytes[0], bytes[1], exchangeTime, receivedAt, bytes[HeaderBytes..])
            : null;
    }

    private static DateTimeOffset? Time(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes) is var ticks && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
