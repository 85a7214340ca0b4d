namespace CryptoRun.Worker.Exchanges.KrakenFutures;

/// <summary>The venue's names of its linear perpetuals and ours: <c>PF_XBTUSD</c> is the perpetual of <c>BTC-USD</c>.</summary>
internal static class KrakenFuturesSymbols
{
    private const string Linear = "PF_";
    private const string Dollar = "USD";

    /// <summary>Canonical symbol of the coin; null for inverse contracts, fixed maturities and other currencies.</summary>
    public static string? ToCanonical(string name) =>
        name.StartsWith(Linear, StringComparison.Ordinal) && name.EndsWith(Dollar, StringComparison.Ordinal) && name.Length > Linear.Length + Dollar.Length
            ? $"{Asset(name[Linear.Length..^Dollar.Length])}-{Dollar}"
            : null;

    /// <summary>The venue's name of a coin's perpetual.</summary>
    public static string ToVenue(string symbol)
    {
        var asset = symbol[..symbol.LastIndexOf('-')];
        return Linear + asset switch { "BTC" => "XBT", _ => asset } + Dollar;
    }

    private static string Asset(string name) => name switch { "XBT" => "BTC", "XDG" => "DOGE", _ => name };
}
