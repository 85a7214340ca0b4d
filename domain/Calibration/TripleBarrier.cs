using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Calibration;

/// <summary>
/// Labels by the triple barrier (M. Lopez de Prado, Advances in Financial Machine Learning, 2018, chapter 3) scaled by the coin's own volatility: +1 sigma before
/// -1 sigma within 48 h of the signal. Scaled so, a coin is not a success merely for being volatile.
/// </summary>
public static class TripleBarrier
{
    /// <summary>
    /// Labels a signal. A bar that opens beyond a barrier touched that one; a bar that opens between them and touches both counts as the lower one. Missing hours
    /// are flat and touch nothing.
    /// </summary>
    /// <param name="candles">The symbol's hourly candles. Nothing that closes after signal + 48 h is read.</param>
    /// <param name="signal">The scan instant, UTC. Sigma reads what is closed then, the label what opens then or later.</param>
    /// <param name="knownAt">Now, UTC: a label whose 48 h have not passed is absent.</param>
    /// <param name="options">Horizon, sigma's hours, gaps.</param>
    /// <exception cref="ArgumentException">Options out of range.</exception>
    public static LabelResult Label(CandleSeries candles, DateTimeOffset signal, DateTimeOffset knownAt, CalibrationOptions options)
    {
        options.Require();
        var end = signal + options.Horizon;
        if (end > knownAt) return LabelResult.None(LabelAbsence.Pending);

        var before = candles.ClosedAt(signal);
        if (before.Count < options.MinimumHours) return LabelResult.None(LabelAbsence.History);

        var seen = candles.ClosedAt(end);
        var entry = (int)Math.Ceiling((signal - candles.Start) / CandleSeries.BarWidth);
        var expectedEnd = (int)Math.Floor((end - candles.Start) / CandleSeries.BarWidth);
        if (entry >= seen.Count || seen.Filled[entry]) return LabelResult.None(LabelAbsence.EntryMissing);

        var missing = expectedEnd - seen.Count + seen.GapsInLast(seen.Count - entry);
        if (missing > options.MaximumGapShare * (expectedEnd - entry)) return LabelResult.None(LabelAbsence.Gaps);
        if (!IsSound(seen, entry)) return LabelResult.None(LabelAbsence.NotFinite);

        var sigma = HourlySigma(before.Close, options.SigmaHours) * Math.Sqrt(options.HorizonHours);
        if (!double.IsFinite(sigma)) return LabelResult.None(LabelAbsence.NotFinite);
        return sigma > 0 ? new LabelResult(Judge(seen, entry, sigma, end), null) : LabelResult.None(LabelAbsence.Flat);
    }

    /// <summary>sd of the last log returns; the return over a missing stretch counts in the hour that ends it.</summary>
    private static double HourlySigma(ReadOnlySpan<double> close, int hours)
    {
        var count = Math.Min(hours, close.Length - 1);
        var returns = new double[count];
        var from = close.Length - count;
        for (var i = 0; i < count; i++) returns[i] = Math.Log(close[from + i] / close[from + i - 1]);
        return Moments.SampleSd(returns);
    }

    private static bool IsSound(CandleSeries candles, int from)
    {
        for (var i = from; i < candles.Count; i++)
        {
            if (!(IsPrice(candles.Open[i]) && IsPrice(candles.High[i]) && IsPrice(candles.Low[i]) && IsPrice(candles.Close[i]))) return false;
        }

        return true;

        static bool IsPrice(double value) => value > 0 && double.IsFinite(value);
    }

    private static BarrierLabel Judge(CandleSeries candles, int entryBar, double sigma, DateTimeOffset end)
    {
        var entry = candles.Open[entryBar];
        var (upper, lower) = (entry * Math.Exp(sigma), entry * Math.Exp(-sigma));
        var (touched, touchedBar, isWorstCase, highest) = (BarrierTouch.None, -1, false, entry);
        for (var i = entryBar; i < candles.Count; i++)
        {
            highest = Math.Max(highest, candles.High[i]);
            if (touched != BarrierTouch.None) continue;

            (touched, isWorstCase) = Touch(candles, i, upper, lower);
            touchedBar = i;
        }

        return new BarrierLabel(
            OpenTime(candles, entryBar),
            entry,
            sigma,
            upper,
            lower,
            touched,
            touched == BarrierTouch.None ? null : OpenTime(candles, touchedBar),
            isWorstCase,
            (highest / entry) - 1,
            (candles.Close[^1] / entry) - 1,
            end);
    }

    private static (BarrierTouch Touched, bool IsWorstCase) Touch(CandleSeries candles, int bar, double upper, double lower)
    {
        if (candles.Open[bar] >= upper) return (BarrierTouch.Upper, false);
        if (candles.Open[bar] <= lower) return (BarrierTouch.Lower, false);

        var touchesUpper = candles.High[bar] >= upper;
        if (candles.Low[bar] <= lower) return (BarrierTouch.Lower, touchesUpper);
        return (touchesUpper ? BarrierTouch.Upper : BarrierTouch.None, false);
    }

    private static DateTimeOffset OpenTime(CandleSeries candles, int bar) => candles.Start + (CandleSeries.BarWidth * bar);
}
