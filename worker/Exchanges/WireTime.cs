namespace CryptoRun.Worker.Exchanges;

/// <summary>Instants of the wire, counted from 1970; null for a count that is no instant.</summary>
internal static class WireTime
{
    private const long LastSecond = 253_402_300_799;
    private const long LastMillisecond = 253_402_300_799_999;

    /// <summary>From seconds.</summary>
    public static DateTimeOffset? Seconds(long? seconds) => seconds is >= 0 and <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    /// <summary>From seconds with a fraction.</summary>
    public static DateTimeOffset? Seconds(decimal? seconds) => seconds is >= 0 and <= LastSecond ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds.Value * TimeSpan.TicksPerSecond)) : null;

    /// <summary>From milliseconds.</summary>
    public static DateTimeOffset? Milliseconds(long? milliseconds) => milliseconds is >= 0 and <= LastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;
}
