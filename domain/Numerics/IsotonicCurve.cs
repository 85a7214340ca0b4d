using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Numerics;

/// <summary>
/// A non-decreasing function of x, constant on each block and linear between the end of one block and the start of the next, as scikit-learn's
/// <c>IsotonicRegression(out_of_bounds="clip")</c> predicts. Outside the blocks it keeps the value of the nearest end.
/// </summary>
/// <param name="Blocks">At least one, ascending in x and in value.</param>
public sealed record IsotonicCurve(IReadOnlyList<IsotonicBlock> Blocks)
{
    /// <summary>Value at <paramref name="x"/>, which may be infinite.</summary>
    /// <exception cref="ArgumentException">x is NaN.</exception>
    public double At(double x)
    {
        var place = Locate(x);
        return place.Blend(Blocks[place.Below].Value, Blocks[place.Above].Value);
    }

    /// <summary>The block that holds <paramref name="x"/>, or the two that it lies between.</summary>
    /// <exception cref="ArgumentException">x is NaN.</exception>
    public IsotonicPlace Locate(double x)
    {
        if (double.IsNaN(x)) throw new ArgumentException("x is NaN; it has no place on the curve.", nameof(x));

        var below = LastStartingAtOrBefore(x);
        if (below < 0) return new IsotonicPlace(0, 0, 0);
        if (x <= Blocks[below].To || below == Blocks.Count - 1) return new IsotonicPlace(below, below, 0);

        var (to, from) = (Blocks[below].To, Blocks[below + 1].From);
        return new IsotonicPlace(below, below + 1, (x - to) / (from - to));
    }

    private int LastStartingAtOrBefore(double x)
    {
        var (low, high) = (0, Blocks.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            if (Blocks[middle].From <= x) low = middle + 1;
            else high = middle - 1;
        }

        return high;
    }
}

/// <summary>A stretch of x on which an isotonic fit is constant.</summary>
/// <param name="From">Least x.</param>
/// <param name="To">Greatest x.</param>
/// <param name="Value">Weighted mean of y on it.</param>
/// <param name="Weight">Sum of weights on it.</param>
public sealed record IsotonicBlock(double From, double To, double Value, double Weight);

/// <summary>Where an x lies on a curve.</summary>
/// <param name="Below">Block that holds x or ends before it.</param>
/// <param name="Above">Block that starts after x; equal to <paramref name="Below"/> where that one holds x or x is outside the curve.</param>
/// <param name="Share">Share of the way from the one to the other, in [0, 1).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IsotonicPlace(int Below, int Above, double Share)
{
    /// <summary>A quantity of the two blocks, blended linearly.</summary>
    public double Blend(double below, double above) => Below == Above ? below : below + (Share * (above - below));
}
