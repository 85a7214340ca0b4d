namespace CryptoRun.Worker.Simulation;

/// <summary>Hours and days in UTC, and what a tape has of them.</summary>
internal static class TapeHours
{
    /// <summary>The full hour at or before an instant.</summary>
    public static DateTimeOffset FullHour(this DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    /// <summary>The midnight at or before an instant.</summary>
    public static DateTimeOffset Midnight(this DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerDay), TimeSpan.Zero);

    /// <summary>Hourly candles with <paramref name="from"/> &lt;= open &lt; <paramref name="to"/>, oldest first, the one that forms at <paramref name="at"/> included.</summary>
    public static List<TapeCandle> HoursAt(this IMarketTape tape, DateTimeOffset at, string symbol, DateTimeOffset from, DateTimeOffset to)
    {
        var hour = at.FullHour();
        List<TapeCandle> hours = [.. tape.CandlesAt(at, symbol, from, to < hour ? to : hour)];
        if (from <= hour && hour < to && tape.FormingAt(at, symbol) is { } forming) hours.Add(forming);
        return hours;
    }
}
