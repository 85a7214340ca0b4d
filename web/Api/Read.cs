using System.Globalization;

namespace CryptoRun.Web.Api;

/// <summary>Reads single parameters; what cannot be used is named.</summary>
internal static class Read
{
    /// <summary>A whole number in a range, or its default.</summary>
    public static int Whole(HttpRequest request, string name, int low, int high, int otherwise, ICollection<BadParameter> bad)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0) return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high) return value;
        bad.Add(new BadParameter(name, text, $"a whole number from {low} to {high}"));
        return otherwise;
    }

    /// <summary>An instant, or null.</summary>
    public static DateTimeOffset? Instant(HttpRequest request, string name, ICollection<BadParameter> bad)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0) return null;
        // A plus in an address is a blank once it is read.
        if (DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)) return value;
        bad.Add(new BadParameter(name, text, "an ISO 8601 instant such as 2025-11-06T15:00:00Z"));
        return null;
    }

    /// <summary>A symbol as people write it: <c>sol</c> is SOL-USD.</summary>
    public static string Symbol(string symbol)
    {
        var upper = symbol.Trim().ToUpperInvariant();
        return upper.Contains('-', StringComparison.Ordinal) ? upper : upper + "-USD";
    }
}
