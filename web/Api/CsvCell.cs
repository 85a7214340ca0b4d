using System.Globalization;

namespace CryptoRun.Web.Api;

/// <summary>One cell of a CSV document (RFC 4180).</summary>
internal static class CsvCell
{
    /// <summary>Its text: empty for null, numbers shortest and exact, and a text that a spreadsheet would run as a formula behind an apostrophe.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        string text => Quoted(text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text),
        Enum name => name.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
