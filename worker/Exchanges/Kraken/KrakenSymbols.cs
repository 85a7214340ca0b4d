using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>
/// Kraken's names for a pair and ours: pair id <c>XXBTZUSD</c>, altname <c>XBTUSD</c>, wsname <c>XBT/USD</c>, WebSocket v2 <c>BTC/USD</c>, canonical <c>BTC-USD</c>.
/// Learnt from AssetPairs; before that, names with a slash follow the rule, which is Kraken's own.
/// </summary>
internal sealed class KrakenSymbols
{
    private const int Longest = 32;

    private volatile Names _names = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>Learns the names of all pairs; replaces what was known.</summary>
    /// <param name="pairs">Pairs by pair id.</param>
    public void Learn(IEnumerable<KeyValuePair<string, KrakenAssetPair>> pairs)
    {
        Dictionary<string, string> canonical = new(StringComparer.Ordinal);
        Dictionary<string, string> rest = new(StringComparer.Ordinal);
        foreach (var (id, pair) in pairs)
        {
            if (pair.Wsname is null || FromSlash(pair.Wsname) is not { } symbol) continue;
            rest[symbol] = pair.Altname;
            foreach (var name in (string[])[id, pair.Altname, pair.Wsname, ToWebSocket(symbol)]) canonical[name] = symbol;
        }

        _names = new Names(canonical, rest);
    }

    /// <summary>Canonical symbol of any of Kraken's names, null when there is none.</summary>
    public string? ToCanonical(string name) => _names.Canonical.TryGetValue(name, out var symbol) ? symbol : FromSlash(name);

    /// <summary>The same for a name as it lies in a frame; a name that has been learnt is found without making a text of it.</summary>
    /// <param name="name">ASCII.</param>
    public string? ToCanonical(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[Longest];
        if (name.Length > Longest || Ascii.ToUtf16(name, text, out var length) != OperationStatus.Done) return ToCanonical(Encoding.UTF8.GetString(name));
        return _names.ByText.TryGetValue(text[..length], out var symbol) ? symbol : FromSlash(text[..length].ToString());
    }

    /// <summary>The <c>pair</c> argument of REST: <c>XBTUSD</c>.</summary>
    public string ToRest(string symbol)
    {
        if (_names.Rest.TryGetValue(symbol, out var altname)) return altname;
        var (baseAsset, quote) = Split(symbol, '-') ?? (symbol, "");
        return Legacy(baseAsset) + Legacy(quote);
    }

    /// <summary>The <c>symbol</c> of WebSocket v2: <c>BTC/USD</c>.</summary>
    public static string ToWebSocket(string symbol) => symbol.Replace('-', '/');

    /// <summary>Canonical name of an asset: <c>BTC</c> for <c>XBT</c>, <c>DOGE</c> for <c>XDG</c>, any other as it is.</summary>
    public static string Asset(string name) => name switch { "XBT" => "BTC", "XDG" => "DOGE", _ => name };

    /// <summary>The two parts of a pair's name, null when there are not exactly two.</summary>
    public static (string Base, string Quote)? Split(string name, char separator) =>
        name.Split(separator) is [{ Length: > 0 } baseAsset, { Length: > 0 } quote] ? (baseAsset, quote) : null;

    private static string Legacy(string asset) => asset switch { "BTC" => "XBT", "DOGE" => "XDG", _ => asset };

    private static string? FromSlash(string name) => Split(name, '/') is var (baseAsset, quote) ? $"{Asset(baseAsset)}-{Asset(quote)}" : null;

    private sealed class Names(IReadOnlyDictionary<string, string> canonical, IReadOnlyDictionary<string, string> rest)
    {
        public FrozenDictionary<string, string> Canonical { get; } = canonical.ToFrozenDictionary(StringComparer.Ordinal);

        public FrozenDictionary<string, string> Rest { get; } = rest.ToFrozenDictionary(StringComparer.Ordinal);

        public FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ByText => Canonical.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
