using System.Globalization;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Web.Layout;

/// <summary>Numbers and times as people read them. One place, so that every page writes a price the same way: true minus, no sign on zero, <c>n/a</c> for what is absent.</summary>
public static class Format
{
    /// <summary>What stands where there is no value.</summary>
    public const string Absent = "n/a";

    private const char Minus = '\u2212';

    /// <summary>Five significant digits, 1 to 7 decimals, whole from 10,000: <c>101,842</c>, <c>3,985.0</c>, <c>6.8034</c>, <c>0.018048</c>.</summary>
    public static string Price(decimal? price)
    {
        if (price is not { } value) return Absent;
        var size = Math.Abs(value);
        var decimals = size >= 10_000 ? 0 : size == 0 ? 1 : Math.Clamp(4 - (int)Math.Floor(Math.Log10((double)size)), 1, 7);
        return Signless(value, "#,0." + new string('0', decimals));
    }

    /// <summary>The same for a price in the mathematics' type.</summary>
    public static string Price(double? price) => price is { } value && double.IsFinite(value) ? Price((decimal)value) : Absent;

    /// <summary>The same for a price as the venue wrote it; a text that is no number is <see cref="Absent"/>.</summary>
    public static string PriceText(string? price) => Price(ParsePrice(price));

    /// <summary>Reads a price as the venue wrote it.</summary>
    public static decimal? ParsePrice(string? price) =>
        decimal.TryParse(price, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A fraction as signed per cent without the sign of per cent: <c>+10.9</c>. 2 decimals for 1 h, 1 for 24 h.</summary>
    public static string Return(double? fraction, int decimals) => WithSign(fraction * 100, decimals);

    /// <summary>With sign, true minus, none on zero.</summary>
    public static string WithSign(double? value, int decimals)
    {
        if (value is not { } number || !double.IsFinite(number)) return Absent;
        var text = Math.Abs(number).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return IsZero(text) ? text : (number < 0 ? Minus : '+') + text;
    }

    /// <summary>Without plus, true minus.</summary>
    public static string Fixed(double? value, int decimals) =>
        value is { } number && double.IsFinite(number) ? Signless((decimal)Math.Clamp(number, -1e27, 1e27), decimals == 0 ? "#,0" : "#,0." + new string('0', decimals)) : Absent;

    /// <summary>Score, 1 decimal.</summary>
    public static string Score(double? score) => Fixed(score, 1);

    /// <summary>Three digits and k, M, B: <c>267k</c>, <c>1.43M</c>.</summary>
    public static string Amount(double? value)
    {
        if (value is not { } number || !double.IsFinite(number)) return Absent;
        var size = Math.Abs(number);
        var (scaled, unit) = size switch
        {
            >= 999.5e6 => (size / 1e9, "B"),
            >= 999.5e3 => (size / 1e6, "M"),
            >= 999.5 => (size / 1e3, "k"),
            _ => (size, ""),
        };
        var decimals = unit.Length == 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
        var text = scaled.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + unit;
        return number < 0 && !IsZero(text) ? Minus + text : text;
    }

    /// <summary>Seconds, 1 decimal under 10, whole above.</summary>
    public static string Age(double? seconds) => seconds is not { } age || !double.IsFinite(age)
        ? Absent
        : Math.Max(0, age) is var s && s < 9.95 ? s.ToString("F1", CultureInfo.InvariantCulture) : s.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A span in its two largest units: <c>48 s</c>, <c>59 min</c>, <c>3 h 20 min</c>, <c>18 d 19 h</c>.</summary>
    public static string Span(TimeSpan span)
    {
        var s = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        if (s.TotalSeconds < 60) return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(s.TotalSeconds)} s");
        if (s.TotalMinutes < 60) return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(s.TotalMinutes)} min");
        return s.TotalHours < 24
            ? Two(s.Hours, "h", s.Minutes, "min")
            : Two((int)s.TotalDays, "d", s.Hours, "h");
    }

    /// <summary>How long ago: <c>48 s ago</c>.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now) => Span(now - then) + " ago";

    /// <summary><c>2025-11-06T15:00:48Z</c>, for machines.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The state as two words: <c>Trending bull</c>.</summary>
    public static string Regime(RegimeState state) => state switch
    {
        RegimeState.TrendingBull => "Trending bull",
        RegimeState.HighVolatility => "High volatility",
        _ => "Choppy",
    };

    /// <summary>A number for an attribute: point as decimal mark, no needless digits.</summary>
    public static string Attribute(double value, int decimals = 1) => Math.Round(value, decimals).ToString(CultureInfo.InvariantCulture);

    /// <summary>Class of a direction, so that sign and colour agree with the rounded text: <c>up</c>, <c>down</c> or nothing.</summary>
    public static string Direction(double? fraction, int decimals) =>
        fraction is not { } value || IsZero(Return(Math.Abs(value), decimals).TrimStart('+')) ? "" : value > 0 ? "up" : "down";

    private static string Two(int first, string firstUnit, int second, string secondUnit) => second == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{first} {firstUnit}")
        : string.Create(CultureInfo.InvariantCulture, $"{first} {firstUnit} {second} {secondUnit}");

    private static string Signless(decimal value, string pattern)
    {
        var text = Math.Abs(value).ToString(pattern, CultureInfo.InvariantCulture);
        return value < 0 && !IsZero(text) ? Minus + text : text;
    }

    private static bool IsZero(string text) => text.All(c => c is '0' or '.' or 'k' or 'M' or 'B');
}
