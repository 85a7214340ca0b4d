using System.Runtime.InteropServices;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Backtesting;

/// <summary>Bars finer than an hour, as they were recorded: minutes without a trade have none.</summary>
public sealed class PricePath
{
    private readonly long[] _times;
    private readonly PathBar[] _bars;

    private PricePath(int minutes, long[] times, PathBar[] bars) => (Minutes, _times, _bars) = (minutes, times, bars);

    /// <summary>Width of a bar in minutes: 1, 5, 15 or 30.</summary>
    public int Minutes { get; }

    /// <summary>Builds a path.</summary>
    /// <param name="minutes">Width of a bar: a divisor of 60 under 60.</param>
    /// <param name="candles">Ascending, without duplicates, prices above 0.</param>
    /// <exception cref="ArgumentException">A width or a candle that breaks these rules; the message names it.</exception>
    public static PricePath Of(int minutes, IEnumerable<Candle> candles)
    {
        if (minutes is not (>= 1 and < 60) || 60 % minutes != 0) throw new ArgumentException($"A path's bars are {minutes} minutes wide; allowed is a divisor of 60 under 60.", nameof(minutes));

        var (times, bars) = (new List<long>(), new List<PathBar>());
        foreach (var candle in candles)
        {
            var ticks = candle.OpenTime.UtcTicks;
            if (ticks % (minutes * TimeSpan.TicksPerMinute) != 0 || (times.Count > 0 && ticks <= times[^1]))
                throw new ArgumentException($"The bar of {candle.OpenTime:u} is out of order or does not open on {minutes} minutes.", nameof(candles));
            if (candle.Low <= 0 || candle.High < candle.Low) throw new ArgumentException($"The bar of {candle.OpenTime:u} has low {candle.Low} and high {candle.High}.", nameof(candles));

            times.Add(ticks);
            bars.Add(new PathBar(DecimalCrossing.ToDouble(candle.Open), DecimalCrossing.ToDouble(candle.High), DecimalCrossing.ToDouble(candle.Low), DecimalCrossing.ToDouble(candle.Close), (int)(ticks % TimeSpan.TicksPerHour / TimeSpan.TicksPerMinute)));
        }

        return new PricePath(minutes, [.. times], [.. bars]);
    }

    /// <summary>The bars that open in an hour, in their order; empty where none was recorded.</summary>
    public ReadOnlySpan<PathBar> Within(DateTimeOffset hour)
    {
        var from = At(hour.UtcTicks);
        return _bars.AsSpan(from, At(hour.UtcTicks + TimeSpan.TicksPerHour) - from);
    }

    /// <summary>The bars that open before an instant, for audits.</summary>
    internal PricePath Until(DateTimeOffset end)
    {
        var count = At(end.UtcTicks);
        return new PricePath(Minutes, _times[..count], _bars[..count]);
    }

    internal byte[] Sha256()
    {
        using var bytes = new CanonicalBytes();
        InputHash.Number(bytes, Minutes);
        for (var i = 0; i < _bars.Length; i++)
        {
            InputHash.Number(bytes, _times[i]);
            InputHash.Number(bytes, _bars[i].Open);
            InputHash.Number(bytes, _bars[i].High);
            InputHash.Number(bytes, _bars[i].Low);
            InputHash.Number(bytes, _bars[i].Close);
        }

        return bytes.Sha256();
    }

    private int At(long ticks)
    {
        var found = Array.BinarySearch(_times, ticks);
        return found < 0 ? ~found : found;
    }
}

/// <summary>A bar, USD.</summary>
/// <param name="Open">First price.</param>
/// <param name="High">Highest.</param>
/// <param name="Low">Lowest.</param>
/// <param name="Close">Last.</param>
/// <param name="Minute">Minute of the hour in which it opens.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PathBar(double Open, double High, double Low, double Close, int Minute = 0);
