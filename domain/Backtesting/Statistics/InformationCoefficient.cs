using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Evidence;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>
/// Rank information coefficient: Spearman's correlation of signal and later return across the symbols of one time, averaged over times (R. Grinold and R. Kahn, Active Portfolio
/// Management, 2000).
/// </summary>
/// <param name="Mean">In [-1, 1].</param>
/// <param name="Sd">Sample standard deviation over times; null of one time.</param>
/// <param name="HacT">Mean over its Newey-West error, whose lags reach over the overlap of the horizons; null of fewer than two times.</param>
/// <param name="Lags">Lags of that error.</param>
/// <param name="PositiveShare">Share of the times with a coefficient above 0, in [0, 1].</param>
/// <param name="ByTime">The coefficient of each time, in order; null where there was none.</param>
public sealed record InformationCoefficient(double Mean, double? Sd, double? HacT, int Lags, double PositiveShare, IReadOnlyList<double?> ByTime)
{
    /// <summary>Times with a coefficient.</summary>
    public int Times => ByTime.Count(static c => c is not null);

    /// <summary>Mean over sd: the information ratio of one time; null where it has no value.</summary>
    public double? Ratio => Sd > 0 ? Mean / Sd : null;

    /// <summary>Measures a signal; null where no time has a coefficient.</summary>
    /// <param name="signal">Times x symbols, NaN where missing.</param>
    /// <param name="forward">Return that followed, of the same shape, NaN where missing.</param>
    /// <param name="overlap">Later times whose horizons overlap a time's: horizon in steps, minus 1; 0 where they do not.</param>
    /// <param name="fewest">Symbols under which a time has no coefficient, 2 or more.</param>
    /// <exception cref="ArgumentException">Shapes that differ.</exception>
    public static InformationCoefficient? Of(BarPanel signal, BarPanel forward, int overlap, int fewest = 5)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(forward);
        signal.RequireShapeOf(forward);
        var byTime = new double?[signal.Bars];
        var (x, y) = (new double[signal.Columns], new double[signal.Columns]);
        for (var bar = 0; bar < byTime.Length; bar++)
        {
            var known = Known(signal[bar], forward[bar], x, y);
            if (known >= Math.Max(fewest, 2)) byTime[bar] = RankCorrelation.Of(x.AsSpan(0, known), y.AsSpan(0, known));
        }

        double[] values = [.. byTime.OfType<double>()];
        if (values.Length == 0) return null;

        var test = NeweyWest.Mean(values, NeweyWest.LagsFor(values.Length, overlap));
        return new InformationCoefficient(
            Numerics.Moments.Mean(values), values.Length < 2 ? null : Numerics.Moments.SampleSd(values), test?.T, test?.Lags ?? 0, values.Count(static v => v > 0) / (double)values.Length, byTime);
    }

    /// <summary>Copies the pairs of which both are finite; their number.</summary>
    internal static int Known(ReadOnlySpan<double> signal, ReadOnlySpan<double> forward, Span<double> x, Span<double> y)
    {
        var known = 0;
        for (var i = 0; i < signal.Length; i++)
        {
            if (!double.IsFinite(signal[i]) || !double.IsFinite(forward[i])) continue;
            (x[known], y[known]) = (signal[i], forward[i]);
            known++;
        }

        return known;
    }
}
