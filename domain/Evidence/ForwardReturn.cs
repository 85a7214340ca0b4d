using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Evidence;

/// <summary>What a symbol did after a scan: bought at the open of the first hour that opens at the scan or later, sold at the close of the last of the horizon's hours.</summary>
public static class ForwardReturn
{
    /// <summary>First instant at which the outcome of a scan can be known.</summary>
    /// <param name="at">The scan instant, UTC.</param>
    /// <param name="hours">Horizon.</param>
    public static DateTimeOffset KnownAt(DateTimeOffset at, int hours)
    {
        var over = at.UtcTicks % TimeSpan.TicksPerHour;
        return new DateTimeOffset(at.UtcTicks + (over == 0 ? 0 : TimeSpan.TicksPerHour - over), TimeSpan.Zero).AddHours(hours);
    }

    /// <summary>Simple return as a fraction; null while the horizon has not passed, and where the first or the last hour is not stored. Nothing that closes later is read.</summary>
    /// <param name="candles">Hourly candles; may reach past the horizon.</param>
    /// <param name="at">The scan instant, UTC.</param>
    /// <param name="hours">Horizon, 1 or more.</param>
    /// <param name="now">Now, UTC.</param>
    public static double? Of(CandleSeries candles, DateTimeOffset at, int hours, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(candles);
        ArgumentOutOfRangeException.ThrowIfLessThan(hours, 1);
        var known = KnownAt(at, hours);
        if (known > now) return null;

        var exit = (int)((known - candles.Start) / CandleSeries.BarWidth) - 1;
        var entry = exit - hours + 1;
        if (entry < 0 || exit >= candles.Count || candles.Filled[entry] || candles.Filled[exit]) return null;

        var (bought, sold) = (candles.Open[entry], candles.Close[exit]);
        return bought > 0 && sold > 0 && double.IsFinite(bought) && double.IsFinite(sold) ? (sold / bought) - 1 : null;
    }
}
