using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Markets;

/// <summary>Which instruments are scanned. Every other pair keeps its reason. Liquidity and history are judged later, from candles.</summary>
internal sealed class Universe
{
    private readonly UniverseLists _options;
    private readonly Dictionary<string, string> _listed = new(StringComparer.OrdinalIgnoreCase);

    public Universe(UniverseLists options)
    {
        _options = options;
        foreach (var (name, assets) in ((string, IReadOnlyList<string>)[])[("stablecoin", options.Stablecoins), ("fiat", options.Fiat), ("leveraged", options.Leveraged), ("wrapped or staked twin", options.Twins)])
        {
            foreach (var asset in assets) _listed.TryAdd(asset, name);
        }
    }

    /// <summary>Why an instrument is not scanned, as an <see cref="ExcludedSymbol"/>; null for one that is. Pairs in another quote are not asked about: they are not of this market.</summary>
    public ExcludedSymbol? Excluded(Instrument instrument)
    {
        if (_listed.TryGetValue(instrument.Base, out var list))
            return new ExcludedSymbol(instrument.Symbol, $"list: {list}", $"{instrument.Base} is on the list of {list} assets.");
        return instrument.IsOnline
            ? null
            : new ExcludedSymbol(instrument.Symbol, "offline", $"{instrument.Venue} says {instrument.VenueStatus}.");
    }

    /// <summary>Splits a venue's instruments, each part ordered by symbol.</summary>
    public UniverseSelection Select(IEnumerable<Instrument> instruments)
    {
        List<string> scanned = [];
        List<ExcludedSymbol> excluded = [];
        foreach (var instrument in instruments.Where(i => i.Quote == _options.Quote).DistinctBy(static i => i.Symbol).OrderBy(static i => i.Symbol, StringComparer.Ordinal))
        {
            if (Excluded(instrument) is { } reason) excluded.Add(reason);
            else scanned.Add(instrument.Symbol);
        }

        return new UniverseSelection(scanned, excluded);
    }
}

/// <summary>The universe at an instant.</summary>
/// <param name="Scanned">Canonical symbols, ordered.</param>
/// <param name="Excluded">The others, each with its reason, ordered.</param>
internal sealed record UniverseSelection(IReadOnlyList<string> Scanned, IReadOnlyList<ExcludedSymbol> Excluded);
