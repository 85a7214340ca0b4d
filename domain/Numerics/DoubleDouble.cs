using System.Numerics;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Numerics;

/// <summary>
/// A number of some 31 digits: the unevaluated sum of two doubles, for differences that a double cannot tell from rounding. Range and special values are
/// those of <c>double</c>. Hida, Li and Bailey, Algorithms for Quad-Double Precision Floating Point Arithmetic, 2001.
/// </summary>
/// <param name="High">The number rounded to a double.</param>
/// <param name="Low">What the rounding lost.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DoubleDouble(double High, double Low)
    : IAdditionOperators<DoubleDouble, DoubleDouble, DoubleDouble>,
      ISubtractionOperators<DoubleDouble, DoubleDouble, DoubleDouble>,
      IMultiplyOperators<DoubleDouble, DoubleDouble, DoubleDouble>,
      IDivisionOperators<DoubleDouble, DoubleDouble, DoubleDouble>
{
    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        var high = Sum(left.High, right.High);
        var low = Sum(left.Low, right.Low);
        high = Ordered(high.High, high.Low + low.High);
        return Ordered(high.High, high.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble left, DoubleDouble right) => left + new DoubleDouble(-right.High, -right.Low);

    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        var product = left.High * right.High;
        var lost = Math.FusedMultiplyAdd(left.High, right.High, -product);
        return Ordered(product, lost + ((left.High * right.Low) + (left.Low * right.High)));
    }

    public static DoubleDouble operator /(DoubleDouble left, DoubleDouble right)
    {
        var first = left.High / right.High;
        var rest = left - (right * new DoubleDouble(first, 0));
        var second = rest.High / right.High;
        rest -= right * new DoubleDouble(second, 0);
        return Ordered(first, second) + new DoubleDouble(rest.High / right.High, 0);
    }

    /// <summary>Exact sum of any two doubles.</summary>
    private static DoubleDouble Sum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>Exact sum where <paramref name="a"/> is the larger.</summary>
    private static DoubleDouble Ordered(double a, double b)
    {
        var sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }
}
