using System.Runtime.InteropServices;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// How persistently a coin's order book leans to the bids, and how narrow its spread is, in the last hour against the hours before it. Lean of an hour: minutes in
/// which more is bid than offered, less the others, as a share. Spread of an hour: mean of the logarithms. <c>z = (newest - mean)/sd</c> over the hours before,
/// the spread's with its sign turned: positive is narrower.
/// </summary>
/// <param name="LeanZ">z of the lean; NaN where there is none.</param>
/// <param name="SpreadZ">z of the narrowing; NaN where there is none.</param>
/// <param name="Lean">Lean of the newest hour, -1 to 1; NaN where there is none.</param>
/// <param name="SpreadBps">Geometric mean of its spread, basis points; NaN likewise.</param>
/// <param name="Hours">Hours that the newest is compared with.</param>
/// <param name="Newest">End of the newest minute, UTC; null without any.</param>
public sealed record BookPressure(double LeanZ, double SpreadZ, double Lean, double SpreadBps, int Hours, DateTimeOffset? Newest)
{
    /// <summary>Hours that are looked back on, the newest one included.</summary>
    public const int LookBackHours = 48;

    /// <summary>Fewer hours before the newest give no z.</summary>
    public const int FewestHours = 12;

    /// <summary>An hour with fewer minutes is none.</summary>
    public const int FewestMinutes = 30;

    /// <summary>Deviations under this are rounding.</summary>
    private const double FlatBelow = 1e-9;

    /// <summary>Measures a book.</summary>
    /// <param name="minutes">Its minutes, any order, each once.</param>
    /// <param name="at">The instant: minutes that end after it are not looked at.</param>
    public static BookPressure Measure(IReadOnlyList<BookMinute> minutes, DateTimeOffset at)
    {
        Span<double> lean = stackalloc double[LookBackHours];
        Span<double> spread = stackalloc double[LookBackHours];
        Span<int> count = stackalloc int[LookBackHours];
        lean.Clear();
        spread.Clear();
        count.Clear();
        DateTimeOffset? newest = null;
        foreach (var minute in minutes)
        {
            var end = minute.Time + BookMinute.Width;
            if (end > at || !(minute.SpreadBps > 0) || !double.IsFinite(minute.SpreadBps + minute.Imbalance)) continue;

            var hour = (int)Math.Min(int.MaxValue, (at - end) / TimeSpan.FromHours(1));
            if (hour >= LookBackHours) continue;
            lean[hour] += Math.Sign(minute.Imbalance);
            spread[hour] += Math.Log(minute.SpreadBps);
            count[hour]++;
            newest = newest is null || end > newest ? end : newest;
        }

        if (count[0] < FewestMinutes) return new BookPressure(double.NaN, double.NaN, double.NaN, double.NaN, 0, newest);

        var hours = 0;
        Span<double> leans = stackalloc double[LookBackHours];
        Span<double> spreads = stackalloc double[LookBackHours];
        for (var hour = 1; hour < LookBackHours; hour++)
        {
            if (count[hour] < FewestMinutes) continue;
            (leans[hours], spreads[hours]) = (lean[hour] / count[hour], spread[hour] / count[hour]);
            hours++;
        }

        var (now, log) = (lean[0] / count[0], spread[0] / count[0]);
        return new BookPressure(Z(now, leans[..hours]), -Z(log, spreads[..hours]), now, Math.Exp(log), hours, newest);
    }

    private static double Z(double newest, ReadOnlySpan<double> before)
    {
        if (before.Length < FewestHours) return double.NaN;

        var sd = Moments.SampleSd(before);
        return sd > FlatBelow ? (newest - Moments.Mean(before)) / sd : double.NaN;
    }
}

/// <summary>A minute of an order book.</summary>
/// <param name="Time">Start of the minute, UTC.</param>
/// <param name="SpreadBps">Spread at its end, basis points, above 0.</param>
/// <param name="Imbalance">(bid - ask)/(bid + ask) of the depth within 2 %, -1 to 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BookMinute(DateTimeOffset Time, double SpreadBps, double Imbalance)
{
    /// <summary>Length.</summary>
    public static readonly TimeSpan Width = TimeSpan.FromMinutes(1);
}
