using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Markets;

/// <summary>The symbols that a feed follows, and the pairs that it does not with their reasons.</summary>
/// <param name="venue">Venue.</param>
/// <param name="universe">Who is scanned.</param>
internal sealed class FeedSymbols(string venue, Universe universe)
{
    private readonly ConcurrentDictionary<string, SymbolCandles> _followed = new(StringComparer.Ordinal);
    private volatile UniverseSelection _selection = new([], []);

    /// <summary>Symbols that are scanned, ordered.</summary>
    public IReadOnlyList<string> Scanned => _selection.Scanned;

    /// <summary>Pairs that are not, ordered.</summary>
    public IReadOnlyList<ExcludedSymbol> Excluded => _selection.Excluded;

    /// <summary>Everything followed, those included that left the universe while the program ran.</summary>
    public IEnumerable<SymbolCandles> All => _followed.Values;

    /// <summary>Candles of the scanned symbols.</summary>
    public IEnumerable<SymbolCandles> Active => _followed.Values.Where(static s => s.ExcludedBecause is null);

    /// <summary>Candles of a symbol, null when it is not followed.</summary>
    public SymbolCandles? Find(string symbol) => _followed.GetValueOrDefault(symbol);

    /// <summary>Takes a venue's instruments. True when other symbols are scanned than before.</summary>
    public bool Take(IEnumerable<Instrument> instruments)
    {
        var selection = universe.Select(instruments);
        var changed = !selection.Scanned.SequenceEqual(_selection.Scanned, StringComparer.Ordinal);
        _selection = selection;
        foreach (var symbol in selection.Scanned) _followed.GetOrAdd(symbol, static (s, v) => new SymbolCandles(s, v), venue);

        var reasons = selection.Excluded.ToDictionary(static e => e.Symbol, static e => e.Reason, StringComparer.Ordinal);
        var scanned = selection.Scanned.ToHashSet(StringComparer.Ordinal);
        foreach (var candles in _followed.Values)
            candles.ExcludedBecause = scanned.Contains(candles.Symbol) ? null : reasons.GetValueOrDefault(candles.Symbol, "not listed");
        return changed;
    }

    /// <summary>An instrument that is followed has changed state.</summary>
    public void Take(Instrument instrument)
    {
        if (Find(instrument.Symbol) is { } candles) candles.ExcludedBecause = universe.Excluded(instrument)?.Reason;
    }
}
