namespace CryptoRun.Worker.Exchanges;

/// <summary>Numbers from the digits of the wire.</summary>
internal static class WireNumber
{
    private const int Longest = 19;

    /// <summary>A decimal, its trailing zeros kept. False for what is not plain: a sign, an exponent, more than 18 digits; such a number is read by the general way.</summary>
    /// <param name="text">A JSON number.</param>
    /// <param name="value">The number.</param>
    public static bool TryDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        if (text.Length is 0 or > Longest) return false;

        var (mantissa, point) = (0UL, -1);
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9) mantissa = (mantissa * 10) + digit;
            else if (text[i] == '.' && point < 0) point = i;
            else return false;
        }

        var scale = point < 0 ? 0 : text.Length - 1 - point;
        value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, isNegative: false, (byte)scale);
        return true;
    }
}
