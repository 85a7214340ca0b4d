using System.Numerics;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Markets;

/// <summary>Whether columns of candles hold what candles can hold.</summary>
internal static class SoundNumbers
{
    /// <summary>All finite and above 0.</summary>
    public static bool ArePrices(ReadOnlySpan<double> column) => AreWithin(column, double.Epsilon);

    /// <summary>All finite and 0 or more.</summary>
    public static bool AreVolumes(ReadOnlySpan<double> column) => AreWithin(column, 0);

    /// <summary>Whether all values are at least <paramref name="least"/> and finite; NaN fails every comparison. A vector at a time: this looks at every number of a scan.</summary>
    private static bool AreWithin(ReadOnlySpan<double> column, double least)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(column);
        var sound = Vector<long>.AllBitsSet;
        foreach (var vector in vectors) sound &= Vector.GreaterThanOrEqual(vector, new Vector<double>(least)) & Vector.LessThan(vector, new Vector<double>(double.PositiveInfinity));

        var rest = sound == Vector<long>.AllBitsSet;
        foreach (var value in column[(vectors.Length * Vector<double>.Count)..]) rest &= value >= least && value < double.PositiveInfinity;
        return rest;
    }
}
