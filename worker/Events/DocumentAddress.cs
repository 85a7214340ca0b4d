namespace CryptoRun.Worker.Events;

/// <summary>Where a document is: a file or an address. Its name for people has no user, no query and no fragment in it: that is where secrets are.</summary>
/// <param name="Name">Masked.</param>
/// <param name="File">Path; null for an address.</param>
/// <param name="Web">Address; null for a file.</param>
/// <param name="Problem">What is wrong with it, null when nothing is.</param>
internal sealed record DocumentAddress(string Name, string? File, Uri? Web, string? Problem)
{
    private const string Masked = "…";

    /// <summary>Reads the text of the option.</summary>
    public static DocumentAddress Of(string source)
    {
        var text = source.Trim();
        if (!text.Contains("://", StringComparison.Ordinal))
            return text.Any(char.IsControl) ? Wrong("has control characters; allowed is a path or an http or https address.") : new DocumentAddress(text, text, null, null);

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)) return Wrong("is no address; allowed is a path or an http or https address.");
        return address.Scheme is "http" or "https"
            ? new DocumentAddress(Mask(address), null, address, null)
            : Wrong($"is a {address.Scheme} address; allowed is a path or an http or https address.");
    }

    /// <summary>An address as it may be shown.</summary>
    public static string Mask(Uri address)
    {
        var user = address.UserInfo.Length > 0 ? Masked + "@" : "";
        return $"{address.Scheme}://{user}{address.Authority}{address.AbsolutePath}{(address.Query.Length > 1 ? "?" + Masked : "")}";
    }

    private static DocumentAddress Wrong(string problem) => new("", null, null, problem);
}
