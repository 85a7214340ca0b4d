namespace CryptoRun.Domain.Gates;

/// <summary>Numbers as words in reasons and hints: true minus, and as many digits as it takes to tell two of them apart.</summary>
internal static class Figure
{
    private const int MostExtraDigits = 8;

    // Digits of the figures themselves and the most extra ones.
    private static readonly string[] Formats = [.. Enumerable.Range(0, MostExtraDigits + 4).Select(decimals => "F" + decimals)];

    public static string Plain(double value, int decimals) => Write(value, decimals, "");

    /// <summary>Fraction 0.122 as <c>12.2 %</c>.</summary>
    public static string Percent(double fraction) => WritePercent(fraction, 0);

    /// <summary>Fraction with its sign, <c>+12.2 %</c>.</summary>
    public static string SignedPercent(double fraction) => fraction > 0 ? "+" + Percent(fraction) : Percent(fraction);

    /// <summary>One decimal and more where asked.</summary>
    public static string WritePercent(double fraction, int extraDigits) => Write(fraction * 100, 1 + extraDigits, " %");

    /// <summary>Three digits, as <see cref="WriteUsd"/>.</summary>
    public static string Usd(double value) => WriteUsd(value, 0);

    /// <summary>Three digits and k, M or B: <c>$538M</c>.</summary>
    public static string WriteUsd(double value, int extraDigits)
    {
        var (scaled, suffix) = value switch
        {
            >= 1e9 => (value / 1e9, "B"),
            >= 1e6 => (value / 1e6, "M"),
            >= 1e3 => (value / 1e3, "k"),
            _ => (value, ""),
        };
        var decimals = (scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2) + extraDigits;
        var text = scaled.ToString(Formats[decimals]);
        return "$" + (text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text) + suffix;
    }

    /// <summary>Two numbers that differ must not read alike: digits are added until they do not.</summary>
    /// <param name="actual">Measured value.</param>
    /// <param name="limit">Its limit.</param>
    /// <param name="write">Writes a value with a number of extra digits.</param>
    public static (string Actual, string Limit) Apart(double actual, double limit, Func<double, int, string> write)
    {
        var (left, right) = (write(actual, 0), write(limit, 0));
        for (var extra = 1; extra <= MostExtraDigits && actual != limit && left == right; extra++) (left, right) = (write(actual, extra), write(limit, extra));
        return (left, right);
    }

    /// <summary>A difference that is not zero must not read as zero.</summary>
    public static string Gap(double difference, Func<double, int, string> write) => Apart(Math.Abs(difference), 0, write).Actual;

    private static string Write(double value, int decimals, string unit)
    {
        var text = Math.Abs(value).ToString(Formats[decimals]);
        var isNegative = value < 0 && text.AsSpan().ContainsAnyInRange('1', '9');
        return (isNegative ? "−" : "") + text + unit;
    }
}
