using System.Globalization;

namespace CryptoRun.Worker.Storage.Sqlite;

/// <summary>
/// Decimals in a database that has none, without loss of value: mantissa x 32 + scale as an integer, which SQLite keeps in one to eight bytes, or the decimal's text where
/// the mantissa needs more than 58 bits. Trailing zeros are dropped, equal decimals are stored equal.
/// </summary>
internal static class PackedDecimal
{
    private const long LargestMantissa = (1L << 58) - 1;

    /// <summary>A <see cref="long"/> or a <see cref="string"/>.</summary>
    public static object Pack(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        if (parts[2] != 0) return Text(value);

        var mantissa = (uint)parts[0] | ((ulong)(uint)parts[1] << 32);
        var scale = (parts[3] >> 16) & 0xFF;
        while (scale > 0 && mantissa % 10 == 0) (mantissa, scale) = (mantissa / 10, scale - 1);
        if (mantissa > LargestMantissa) return Text(value);

        var packed = ((long)mantissa << 5) | (long)scale;
        return parts[3] < 0 ? ((-(long)mantissa) << 5) | (long)scale : packed;
    }

    public static decimal Unpack(long packed)
    {
        var mantissa = packed >> 5;
        var magnitude = Math.Abs(mantissa);
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, mantissa < 0, (byte)(packed & 31));
    }

    public static decimal Unpack(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Text(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
