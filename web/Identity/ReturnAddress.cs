namespace CryptoRun.Web.Identity;

/// <summary>Where one comes from and goes back to: a page of this site, nothing else.</summary>
internal static class ReturnAddress
{
    private const int Longest = 2_000;

    /// <summary>The address where it is one of this site's, else the board.</summary>
    public static string Safe(string? address) =>
        address is { Length: > 0 and <= Longest } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(static c => char.IsControl(c) || c == '\\') ? address : "/";

    /// <summary>The sign-in that leads back.</summary>
    public static string SignIn(string address) => Safe(address) is { Length: > 1 } back ? $"/sign-in?returnTo={Uri.EscapeDataString(back)}" : "/sign-in";
}
