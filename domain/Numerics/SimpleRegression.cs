using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Numerics;

/// <summary>Least squares of y on a constant and x. The caller leaves out what is not a number.</summary>
/// <param name="Intercept">Value at x = 0, in units of y.</param>
/// <param name="Slope">Change of y with one unit of x.</param>
/// <param name="RSquared">Share of y's variation that the line explains, in [0, 1]: the squared correlation; 0 where y is constant.</param>
/// <param name="Count">Points, at least 2.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SimpleRegression(double Intercept, double Slope, double RSquared, int Count)
{
    /// <summary>Deviations under this share of the largest |x| are rounding, not information.</summary>
    private const double ConstantBelow = 1e-13;

    /// <summary>The fit; null under two points, where x does not vary, or where a sum is not a finite number.</summary>
    /// <param name="x">Explaining values.</param>
    /// <param name="y">Explained values, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static SimpleRegression? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"{x.Length} values of x against {y.Length} of y.", nameof(y));
        if (x.Length < 2) return null;

        // Deviations from the first value first: equal values give exactly 0, and a large level costs no digits.
        var (pivotX, pivotY) = (x[0], y[0]);
        var (shiftX, shiftY, largest) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            shiftX += x[i] - pivotX;
            shiftY += y[i] - pivotY;
            largest = Math.Max(largest, Math.Abs(x[i]));
        }

        shiftX /= x.Length;
        shiftY /= y.Length;

        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var dx = x[i] - pivotX - shiftX;
            var dy = y[i] - pivotY - shiftY;
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }

        if (!double.IsFinite(xx + xy + yy) || !(Math.Sqrt(xx / x.Length) > ConstantBelow * largest)) return null;

        var slope = xy / xx;
        var intercept = pivotY + shiftY - (slope * (pivotX + shiftX));
        return new(intercept, slope, yy > 0 ? Math.Min(xy / xx * (xy / yy), 1) : 0, x.Length);
    }
}
