using System.Collections;
using System.Data.Common;
using System.Globalization;

namespace CryptoRun.Worker.Configuring;

/// <summary>Values as text without secrets. What may be one is not shown at all; of addresses and connection strings all but the secret part is.</summary>
public static class SettingText
{
    /// <summary>Stands for a secret that is set.</summary>
    public const string Masked = "•••• (set)";

    private static readonly string[] SecretWords = ["password", "pwd", "secret", "token", "apikey", "passphrase", "credential", "privatekey"];

    /// <summary>A value under its key.</summary>
    public static string Of(string key, object? value)
    {
        var text = Plain(value);
        if (text.Length == 0) return "";
        if (IsSecret(key[(key.LastIndexOf(':') + 1)..])) return Masked;
        if (text.Contains('=', StringComparison.Ordinal) && (key.Contains("connection", StringComparison.OrdinalIgnoreCase) || text.Contains(';', StringComparison.Ordinal))) return Connection(text);
        if (text.Contains(',', StringComparison.Ordinal) && text.Contains('=', StringComparison.Ordinal)) return string.Join(',', text.Split(',').Select(Pair));
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 ? Address(address, text) : text;
    }

    private static bool IsSecret(string name)
    {
        var plain = string.Concat(name.Where(char.IsLetterOrDigit));
        return SecretWords.Any(w => plain.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    private static string Connection(string text)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return string.Join(';', parts.Keys.Cast<string>().Select(k => $"{k}={(IsSecret(k) ? Masked : $"{parts[k]}")}"));
        }
        catch (ArgumentException)
        {
            return Masked;
        }
    }

    private static string Pair(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && IsSecret(text[..at]) ? $"{text[..at]}={Masked}" : text;

    // Credentials before the host, and keys after the question mark.
    private static string Address(Uri address, string text)
    {
        if (address.UserInfo.Length == 0 && address.Query.Length == 0) return text;
        return $"{address.Scheme}://{(address.UserInfo.Length > 0 ? "••••@" : "")}{address.Authority}{address.AbsolutePath}{(address.Query.Length > 0 ? "?••••" : "")}";
    }

    private static string Plain(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IDictionary pairs => string.Join(", ", pairs.Keys.Cast<object>().Select(k => $"{Plain(k)}: {Plain(pairs[k])}").Order(StringComparer.Ordinal)),
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(Plain)),
        _ => value.ToString() ?? "",
    };
}
