using System.Collections.Frozen;

namespace CryptoRun.Worker.Simulation;

/// <summary>A pair with the names Kraken gives it: its REST interface still says XBT and XDG and, for its oldest pairs, an asset class letter (<c>XXBTZUSD</c>); WebSocket v2 says BTC and DOGE.</summary>
/// <param name="Symbol">Canonical name, <c>BTC-USD</c>.</param>
/// <param name="Base">Canonical base, also the WebSocket v2 asset.</param>
/// <param name="Quote">Canonical quote.</param>
/// <param name="Key">Key of REST answers, <c>XXBTZUSD</c>.</param>
/// <param name="AltName"><c>XBTUSD</c>.</param>
/// <param name="RestWsName"><c>XBT/USD</c>: the <c>wsname</c> of AssetPairs.</param>
/// <param name="RestBase"><c>XXBT</c>.</param>
/// <param name="RestQuote"><c>ZUSD</c>.</param>
/// <param name="StreamName"><c>BTC/USD</c>.</param>
/// <param name="Status">The venue's word, <c>online</c>.</param>
/// <param name="PriceDecimals">Decimals of a price.</param>
internal sealed record TapeInstrument(
    string Symbol,
    string Base,
    string Quote,
    string Key,
    string AltName,
    string RestWsName,
    string RestBase,
    string RestQuote,
    string StreamName,
    string Status,
    int PriceDecimals)
{
    /// <summary>Decimals of a quantity: Kraken's <c>lot_decimals</c>.</summary>
    public const int LotDecimals = 8;

    /// <summary>The status of a pair that trades.</summary>
    public const string Online = "online";

    private static readonly FrozenSet<string> LegacyAssets = FrozenSet.Create(StringComparer.Ordinal, "ETH", "XRP", "LTC", "XLM", "ETC", "XMR", "ZEC", "MLN", "REP", "XBT");

    private static readonly FrozenSet<string> Currencies = FrozenSet.Create(StringComparer.Ordinal, "USD", "EUR", "GBP");

    /// <summary>The instrument with Kraken's names for it.</summary>
    public static TapeInstrument Named(string baseAsset, string quote, int priceDecimals, string status = Online)
    {
        var rest = baseAsset switch { "BTC" => "XBT", "DOGE" => "XDG", _ => baseAsset };
        var restBase = Currencies.Contains(rest) ? "Z" + rest : rest is "XDG" || LegacyAssets.Contains(rest) ? "X" + rest : rest;
        var restQuote = Currencies.Contains(quote) ? "Z" + quote : quote;
        var key = LegacyAssets.Contains(rest) || Currencies.Contains(rest) || rest is "USDT" ? restBase + restQuote : rest + quote;
        return new TapeInstrument(
            $"{baseAsset}-{quote}", baseAsset, quote, key, rest + quote, $"{rest}/{quote}", restBase, restQuote, $"{baseAsset}/{quote}", status, priceDecimals);
    }
}
