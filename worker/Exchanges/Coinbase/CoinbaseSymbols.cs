using System.Collections.Frozen;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>
/// Coinbase's names for a pair and ours are the same, <c>BTC-USD</c>; a name that has not exactly two parts, as those of futures (<c>BTC-PERP-INTX</c>), is no pair of ours.
/// Learnt from the products, so that a name read a thousand times a second is one text.
/// </summary>
internal sealed class CoinbaseSymbols
{
    private volatile FrozenSet<string> _known = [];

    /// <summary>Learns the names of all products; replaces what was known.</summary>
    public void Learn(IEnumerable<string> products) => _known = products.Select(ToCanonical).OfType<string>().ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Canonical symbol of a product id, null when there is none.</summary>
    public string? ToCanonical(string product) => _known.TryGetValue(product, out var known) ? known : Split(product) is null ? null : product;

    /// <summary>The product id of a canonical symbol.</summary>
    public static string ToProduct(string symbol) => symbol;

    /// <summary>Base and quote, null when there are not exactly two parts.</summary>
    public static (string Base, string Quote)? Split(string product) =>
        product.Split('-') is [{ Length: > 0 } baseAsset, { Length: > 0 } quote] ? (baseAsset, quote) : null;
}
