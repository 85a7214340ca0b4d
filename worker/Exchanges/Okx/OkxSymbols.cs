using System.Collections.Frozen;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>
/// OKX's names and ours. A spot pair's name is its two assets, <c>BTC-USD</c>, as ours is; should OKX ever name one otherwise, the list of instruments says so and is learnt. The perpetual of a
/// coin is the linear one paid in USDT, <c>BTC-USDT-SWAP</c>.
/// </summary>
internal sealed class OkxSymbols
{
    private const string Linear = "-USDT-SWAP";
    private const string Dollar = "-USD";

    private volatile Names _names = new(FrozenDictionary<string, string>.Empty, FrozenDictionary<string, string>.Empty);

    /// <summary>Learns the names that are not the two assets; replaces what was known.</summary>
    /// <param name="pairs">OKX's name, base and quote of each pair.</param>
    public void Learn(IEnumerable<(string Name, string Base, string Quote)> pairs)
    {
        Dictionary<string, string> canonical = new(StringComparer.Ordinal);
        foreach (var (name, baseAsset, quote) in pairs)
        {
            if (name != $"{baseAsset}-{quote}" && Rule($"{baseAsset}-{quote}") is { } symbol) canonical[name] = symbol;
        }

        _names = new Names(
            canonical.ToFrozenDictionary(StringComparer.Ordinal),
            canonical.GroupBy(static p => p.Value, StringComparer.Ordinal).ToFrozenDictionary(static g => g.Key, static g => g.First().Key, StringComparer.Ordinal));
    }

    /// <summary>Canonical symbol of a spot pair against USD; null for every other instrument.</summary>
    public string? ToCanonical(string name) => _names.Canonical.TryGetValue(name, out var symbol) ? symbol : Rule(name);

    /// <summary>OKX's name of a spot pair.</summary>
    public string ToVenue(string symbol) => _names.Venue.TryGetValue(symbol, out var name) ? name : symbol;

    /// <summary>Canonical symbol of the coin of a linear perpetual; null for every other instrument.</summary>
    public static string? OfPerpetual(string name) =>
        name.EndsWith(Linear, StringComparison.Ordinal) && IsAsset(name.AsSpan(0, name.Length - Linear.Length)) ? string.Concat(name.AsSpan(0, name.Length - Linear.Length), Dollar) : null;

    /// <summary>OKX's name of the perpetual of a coin.</summary>
    public static string ToPerpetual(string symbol) => string.Concat(symbol.AsSpan(0, Math.Max(0, symbol.LastIndexOf('-'))), Linear);

    private static string? Rule(string name) => name.EndsWith(Dollar, StringComparison.Ordinal) && IsAsset(name.AsSpan(0, name.Length - Dollar.Length)) ? name : null;

    private static bool IsAsset(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAny("-/ \"");

    private sealed record Names(FrozenDictionary<string, string> Canonical, FrozenDictionary<string, string> Venue);
}
