using System.Globalization;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>
/// Decimals in a database that has none, without loss of value: mantissa x 32 + scale as an integer, which SQLite keeps in one to eight bytes, or the decimal's text where
/// the mantissa needs more than 58 bits. Trailing zeros are dropped, equal decimals are stored equal.
/// </summary>
internal static class PackedDecimal
{
    private const ulong LargestMantissa = (1UL << 58) - 1;

    /// <summary>Packs into an integer; false where only <see cref="Text"/> holds the value.</summary>
    public static bool TryPack(decimal value, out long packed)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var mantissa = (uint)parts[0] | ((ulong)(uint)parts[1] << 32);
        var scale = (parts[3] >> 16) & 0xFF;
        packed = 0;
        if (parts[2] != 0) return false;

        while (scale > 0 && mantissa % 10 == 0) (mantissa, scale) = (mantissa / 10, scale - 1);
        if (mantissa > LargestMantissa) return false;

        var signed = parts[3] < 0 ? -(long)mantissa : (long)mantissa;
        packed = (signed << 5) | (uint)scale;
        return true;
    }

    /// <summary>The decimal's own text, without trailing zeros.</summary>
    public static string Text(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    public static decimal Unpack(long packed)
    {
        var mantissa = packed >> 5;
        var magnitude = Math.Abs(mantissa);
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, mantissa < 0, (byte)(packed & 31));
    }

    public static decimal Unpack(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
