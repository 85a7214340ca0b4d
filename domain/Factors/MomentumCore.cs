using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// Momentum in units of its own noise: <c>m = sum w_h z_h / sqrt(w' R w)</c> with <c>z_h = 1.596 r_h / atr_h</c> over 1, 4, 12, 24 and 168 h, trailing bars.
/// About N(0,1) without drift, for every weight profile. Never residualised.
/// </summary>
public static class MomentumCore
{
    /// <summary>E[range]/sigma of Brownian motion (Feller 1951): scales an average range to a standard deviation.</summary>
    public const double RangeToSigma = 1.596;

    /// <summary>Fewer trailing bars give no ATR.</summary>
    public const int FewestBars = 20;

    private const int AtrPeriod = 14;
    private const int AccelerationHorizon = 1;
    private const int AccelerationHours = 4;
    private const int MostBars = 60;
    private static readonly int[] HorizonHours = [1, 4, 12, 24, 168];
    private static readonly int[] WindowBars = [MostBars, MostBars, MostBars, 30, 30];

    /// <summary>Correlation of returns over horizons that overlap: sqrt(min/max).</summary>
    private static readonly double[][] Overlap =
        [.. HorizonHours.Select(a => HorizonHours.Select(b => Math.Sqrt((double)Math.Min(a, b) / Math.Max(a, b))).ToArray())];

    /// <summary>The horizons in hours.</summary>
    public static IReadOnlyList<int> Horizons => HorizonHours;

    /// <summary>Measures a symbol.</summary>
    /// <param name="closed">Closed candles, at least 480; 5040 for the 168 h horizon.</param>
    public static MomentumMeasure Measure(CandleSeries closed)
    {
        var (returns, atrs, z) = (new double[HorizonHours.Length], new double[HorizonHours.Length], new double[HorizonHours.Length]);
        for (var h = 0; h < HorizonHours.Length; h++)
        {
            var isLongest = h == HorizonHours.Length - 1;
            var isThere = !isLongest || closed.Count >= WindowBars[h] * HorizonHours[h];
            returns[h] = isThere ? TrailingReturns.Log(closed.Close, HorizonHours[h]) : double.NaN;
            atrs[h] = isThere ? AtrFraction(closed, closed.Count, h) : double.NaN;
            z[h] = InNoise(returns[h], atrs[h]);
        }

        var earlier = closed.Count - AccelerationHours;
        var before = InNoise(TrailingReturns.Log(closed.Close[..earlier], HorizonHours[AccelerationHorizon]), AtrFraction(closed, earlier, AccelerationHorizon));
        return new MomentumMeasure(returns, atrs, z, z[AccelerationHorizon] - before);
    }

    /// <summary>The factor of a symbol under a weight profile. A horizon it lacks leaves its weight to the others in proportion.</summary>
    public static double Value(MomentumMeasure measure, HorizonWeights weights, double accelerationBoost)
    {
        var (sum, variance) = (0.0, 0.0);
        for (var a = 0; a < HorizonHours.Length; a++)
        {
            if (double.IsNaN(measure.Z[a])) continue;
            sum += weights[a] * measure.Z[a];
            for (var b = 0; b < HorizonHours.Length; b++) variance += double.IsNaN(measure.Z[b]) ? 0 : weights[a] * weights[b] * Overlap[a][b];
        }

        var m = sum / Math.Sqrt(variance);
        var z4 = measure.Z[AccelerationHorizon];
        return Math.Sign(measure.Acceleration) == Math.Sign(z4) ? m + (accelerationBoost * Math.Abs(measure.Acceleration) * Math.Sign(z4)) : m;
    }

    /// <summary>The column of the universe.</summary>
    public static double[] Column(IReadOnlyList<SymbolMeasures> symbols, HorizonWeights weights, double accelerationBoost)
    {
        var raw = new double[symbols.Count];
        for (var i = 0; i < raw.Length; i++) raw[i] = Value(symbols[i].Momentum, weights, accelerationBoost);
        return raw;
    }

    /// <summary>A price that does not move has no momentum.</summary>
    private static double InNoise(double logReturn, double atr) => atr == 0 ? 0 : RangeToSigma * logReturn / atr;

    /// <summary>ATR14 of the trailing bars that end at bar <paramref name="end"/>, as a fraction of the price there.</summary>
    private static double AtrFraction(CandleSeries series, int end, int horizon)
    {
        var hours = HorizonHours[horizon];
        var count = Math.Min(WindowBars[horizon], end / hours);
        if (count < FewestBars) return double.NaN;

        Span<double> highs = stackalloc double[MostBars];
        Span<double> lows = stackalloc double[MostBars];
        Span<double> closes = stackalloc double[MostBars];
        var first = end - (count * hours);
        var high = series.High[first..end];
        var low = series.Low[first..end];
        var close = series.Close[first..end];
        for (var (bar, from) = (0, 0); bar < count; bar++, from += hours)
        {
            (highs[bar], lows[bar], closes[bar]) = (Extremes.Highest(high.Slice(from, hours)), Extremes.Lowest(low.Slice(from, hours)), close[from + hours - 1]);
        }

        return Atr.Last(highs[..count], lows[..count], closes[..count], AtrPeriod) / series.Close[end - 1];
    }
}

/// <summary>Raw inputs of <see cref="MomentumCore"/>, by horizon; NaN where the history is too short for the 168 h horizon.</summary>
/// <param name="Returns">Natural-log returns.</param>
/// <param name="AtrFractions">ATR14 of trailing bars of the horizon's width, fraction of the price.</param>
/// <param name="Z">Returns in units of noise.</param>
/// <param name="Acceleration">z of the 4 h return minus what it was 4 h earlier.</param>
public sealed record MomentumMeasure(IReadOnlyList<double> Returns, IReadOnlyList<double> AtrFractions, IReadOnlyList<double> Z, double Acceleration)
{
    /// <summary>Whether the history reaches for the 168 h horizon.</summary>
    public bool HasLongest => !double.IsNaN(Z[^1]);
}
