namespace CryptoRun.Worker.Markets;

/// <summary>What the name of a recording says: <c>BTCUSDT</c>, <c>XBTUSD</c>, <c>XXBTZUSD</c>, <c>BTC-USD</c>, <c>BTC-USDT-SWAP</c>, <c>BTCUSD_1h</c>, <c>BTC</c> are all <c>BTC-USD</c>.</summary>
/// <param name="Symbol">Canonical symbol; of a name that is quoted in something else, <c>BTC-EUR</c>.</param>
/// <param name="QuoteRank">0 for US dollars, more for what stands in for them.</param>
/// <param name="Problem">Why it cannot be used, or null.</param>
internal readonly record struct CandleFileName(string Symbol, int QuoteRank, string? Problem)
{
    private const string Allowed = "allowed are names such as BTCUSDT, XBTUSD or BTC-USD";

    /// <summary>Dollars first, then what is worth one. BUSD and TUSD are left out: ARBUSD is ARB in dollars.</summary>
    private static readonly string[] Dollars = ["USD", "USDC", "USDT", "FDUSD"];

    private static readonly string[] OtherMoney = ["EUR", "GBP", "JPY", "CAD", "AUD", "CHF", "KRW"];

    public static bool IsRecording(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    public static CandleFileName Parse(string path)
    {
        var name = Path.GetFileName(path);
        if (!IsRecording(name)) return new(name, 0, "is neither a .csv nor a .csv.gz file.");

        name = name[..name.LastIndexOf(".csv", StringComparison.OrdinalIgnoreCase)].ToUpperInvariant();
        var underscore = name.IndexOf('_', StringComparison.Ordinal);
        var (coin, quote) = Split(underscore > 0 ? name[..underscore] : name);
        coin = coin switch { "XBT" => "BTC", "XDG" => "DOGE", _ => coin };
        if (coin.Length == 0 || !coin.All(char.IsAsciiLetterOrDigit)) return new(name, 0, $"the name '{name}' is not a symbol; {Allowed}.");

        var rank = Array.IndexOf(Dollars, quote);
        return rank >= 0
            ? new($"{coin}-USD", rank, null)
            : new($"{coin}-{quote}", 0, $"is quoted in '{quote}', not in US dollars; {Allowed}.");
    }

    private static (string Coin, string Quote) Split(string name)
    {
        var parts = name.Split('-');
        if (parts.Length > 1 && parts[^1] is "SWAP" or "PERP") parts = parts[..^1];
        if (parts.Length > 2) return ("", "");
        if (parts.Length == 2) return (parts[0], parts[1]);

        // Kraken's old names: X for a coin, Z for money. XTZUSD is not one of them.
        var joined = parts[0];
        if (joined.Length == 8 && joined[0] == 'X' && joined[4] == 'Z') joined = joined[1..4] + joined[5..];
        foreach (var quote in Dollars.OrderByDescending(q => q.Length).Concat(OtherMoney))
        {
            if (joined.Length > quote.Length && joined.EndsWith(quote, StringComparison.Ordinal) && (joined.Length > 5 || !OtherMoney.Contains(quote)))
                return (joined[..^quote.Length], quote);
        }

        return (joined, "USD");
    }
}
