using System.Globalization;

namespace CryptoRun.Domain.Markets;

/// <summary>The one crossing from wire decimals to the doubles of the mathematics.</summary>
public static class DecimalCrossing
{
    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 23).Select(n => double.Parse($"1e{n}", CultureInfo.InvariantCulture))];

    /// <summary>The double nearest to <paramref name="value"/>: equal decimals give equal bits however many trailing zeros they carry, which the plain cast does not promise.</summary>
    public static double ToDouble(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var scale = (parts[3] >> 16) & 0xFF;
        var mantissa = (uint)parts[0] | ((ulong)(uint)parts[1] << 32);
        if (parts[2] == 0 && mantissa <= 1UL << 53 && scale <= 22)
        {
            // Both operands are exact, so one division rounds correctly.
            var magnitude = mantissa / PowersOfTen[scale];
            return parts[3] < 0 ? -magnitude : magnitude;
        }

        return double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
