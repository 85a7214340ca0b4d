using System.Runtime.InteropServices;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>
/// Standard errors that hold under autocorrelation and changing variance (W. Newey and K. West, "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent
/// covariance matrix", Econometrica 55, 1987): Bartlett weights <c>1 - l/(lags + 1)</c>, divisor n, without a correction for small samples.
/// </summary>
public static class NeweyWest
{
    /// <summary>Lags when none are given: <c>floor(4 (n/100)^(2/9))</c> (Newey and West, "Automatic lag selection in covariance matrix estimation", Review of Economic Studies 61, 1994).</summary>
    /// <param name="count">Observations, 0 or more.</param>
    public static int DefaultLags(int count) => (int)Math.Floor(4 * Math.Pow(count / 100.0, 2.0 / 9));

    /// <summary>Lags for values whose windows overlap: at least the overlap, at least <see cref="DefaultLags"/>, at most n - 1.</summary>
    /// <param name="count">Observations.</param>
    /// <param name="overlap">Later values that share time with a value: horizon in steps, minus 1.</param>
    public static int LagsFor(int count, int overlap) => Math.Clamp(Math.Max(overlap, DefaultLags(count)), 0, Math.Max(count - 1, 0));

    /// <summary>Long-run variance of the values around their mean: that of sqrt(n) x mean. NaN of nothing.</summary>
    /// <param name="values">In time order.</param>
    /// <param name="lags">0 (then the population variance) to n - 1; more are taken as n - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Lags under 0.</exception>
    public static double LongRunVariance(ReadOnlySpan<double> values, int lags)
    {
        if (values.IsEmpty) return double.NaN;

        var mean = Moments.Mean(values);
        var deviations = new double[values.Length];
        for (var i = 0; i < values.Length; i++) deviations[i] = values[i] - mean;
        return LongRunSum(deviations, lags) / values.Length;
    }

    /// <summary>Mean with its standard error. Null of fewer than two values or where they do not vary.</summary>
    /// <param name="values">In time order.</param>
    /// <param name="lags">Lags; null: <see cref="DefaultLags"/>.</param>
    public static MeanTest? Mean(ReadOnlySpan<double> values, int? lags = null)
    {
        if (values.Length < 2) return null;

        var used = Math.Min(lags ?? DefaultLags(values.Length), values.Length - 1);
        var error = Math.Sqrt(LongRunVariance(values, used) / values.Length);
        return error > 0 ? new MeanTest(Moments.Mean(values), error, used, values.Length) : null;
    }

    /// <summary>Sum over pairs of terms, weighted by Bartlett; never below 0 but for rounding, which is cut.</summary>
    internal static double LongRunSum(ReadOnlySpan<double> terms, int lags)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lags);
        lags = Math.Min(lags, terms.Length - 1);
        var sum = Product(terms, 0);
        for (var lag = 1; lag <= lags; lag++) sum += 2 * (1 - (lag / (lags + 1.0))) * Product(terms, lag);
        return Math.Max(sum, 0);
    }

    private static double Product(ReadOnlySpan<double> terms, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < terms.Length; i++) sum += terms[i] * terms[i - lag];
        return sum;
    }
}

/// <summary>A mean against zero.</summary>
/// <param name="Mean">Mean, in units of the values.</param>
/// <param name="StandardError">Above 0, in the same units.</param>
/// <param name="Lags">Lags that the error reaches over.</param>
/// <param name="Count">Observations.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MeanTest(double Mean, double StandardError, int Lags, int Count)
{
    /// <summary>Mean over its standard error.</summary>
    public double T => Mean / StandardError;
}
