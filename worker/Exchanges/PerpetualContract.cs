namespace CryptoRun.Worker.Exchanges;

/// <summary>A perpetual as its venue lists it.</summary>
/// <param name="Name">The venue's name, <c>1000PEPEUSDT</c>.</param>
/// <param name="Symbol">Canonical symbol of the coin, <c>PEPE-USD</c>.</param>
/// <param name="Coins">Coins in one contract: a power of ten, 1 for most. Its price is divided by it and its count multiplied, which is exact in <see cref="decimal"/>.</param>
/// <param name="IntervalHours">Hours between two settlements at present, 1 to 24.</param>
internal sealed record PerpetualContract(string Name, string Symbol, decimal Coins, int IntervalHours)
{
    private const string Thousand = "1000";

    private static readonly (string Prefix, decimal Coins)[] Prefixes = [("1000000", 1_000_000), ("100000", 100_000), ("10000", 10_000), (Thousand, 1_000), ("1M", 1_000_000)];

    /// <summary>The contract on a base asset as the venues write it: <c>1000PEPE</c>, <c>1MBABYDOGE</c>, <c>SHIB1000</c>. What is left must be two letters or more: <c>1000X</c> and <c>1INCH</c> are coins.</summary>
    public static PerpetualContract On(string name, string baseAsset, int intervalHours)
    {
        foreach (var (prefix, coins) in Prefixes)
        {
            if (baseAsset.StartsWith(prefix, StringComparison.Ordinal) && IsCoin(baseAsset.AsSpan(prefix.Length))) return new(name, SymbolOf(baseAsset[prefix.Length..]), coins, intervalHours);
        }

        return baseAsset.EndsWith(Thousand, StringComparison.Ordinal) && IsCoin(baseAsset.AsSpan(0, baseAsset.Length - Thousand.Length))
            ? new(name, SymbolOf(baseAsset[..^Thousand.Length]), 1_000, intervalHours)
            : new(name, SymbolOf(baseAsset), 1, intervalHours);
    }

    private static string SymbolOf(string coin) => $"{coin}-USD";

    private static bool IsCoin(ReadOnlySpan<char> rest) => rest.Length >= 2 && char.IsAsciiLetterUpper(rest[0]) && char.IsAsciiLetterUpper(rest[1]);
}

/// <summary>The perpetuals that a venue lists, by its names and by ours. Of two on one coin the one with fewer coins counts, it is the larger market; else the first.</summary>
internal sealed class PerpetualListing
{
    private readonly Dictionary<string, PerpetualContract> _bySymbol = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PerpetualContract> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes what is listed.</summary>
    public PerpetualListing(IEnumerable<PerpetualContract> contracts)
    {
        foreach (var contract in contracts)
        {
            if (!_bySymbol.TryGetValue(contract.Symbol, out var other) || contract.Coins < other.Coins) _bySymbol[contract.Symbol] = contract;
        }

        foreach (var contract in _bySymbol.Values) _byName[contract.Name] = contract;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<PerpetualContract> All => _bySymbol.Values;

    /// <summary>By the venue's name; null when it is not listed, or is none of ours.</summary>
    public PerpetualContract? Named(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>The perpetual of a coin.</summary>
    public PerpetualContract? Of(string symbol) => _bySymbol.GetValueOrDefault(symbol);
}
