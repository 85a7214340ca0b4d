namespace CryptoRun.Domain.Regimes;

/// <summary>Hours and days counted from 1970, UTC: the grid on which symbols of different length meet.</summary>
internal static class UtcGrid
{
    public const int HoursPerDay = 24;

    /// <summary>Full hours that have passed at <paramref name="t"/>.</summary>
    public static int Hour(DateTimeOffset t) => (int)((t - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerHour);
}
