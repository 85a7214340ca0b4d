using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Scanning;

/// <summary>The symbols of a scan in canonical order, cut to what was known at its instant, and who of them may be scored.</summary>
internal sealed class Universe
{
    private readonly List<ExcludedSymbol> _excluded = [];

    private Universe(IReadOnlyList<SymbolInput> symbols) => Symbols = symbols;

    /// <summary>All symbols offered, ordinal order, everything cut to the scan's instant.</summary>
    public IReadOnlyList<SymbolInput> Symbols { get; }

    /// <summary>Symbols to score, ordinal order, with their average daily volumes.</summary>
    public List<(SymbolInput Input, double AdvUsd)> Admitted { get; } = [];

    /// <summary>Cuts and orders the symbols: after this nothing depends on the order in which they came, or on anything later than the instant.</summary>
    public static Universe At(ScanInput input, ScanOptions options, SymbolStage stages)
    {
        var symbols = new SymbolInput[input.Symbols.Count];
        stages.ForEach(symbols.Length, i => symbols[i] = KnownAt(input.At, input.Symbols[i], options));
        Array.Sort(symbols, Canonical);
        return new Universe(symbols);
    }

    /// <summary>Admits whoever the examination did not object to; of a symbol offered twice, the first such one.</summary>
    /// <param name="examined">What admission said of each symbol.</param>
    public void Admit(IReadOnlyList<(ExcludedSymbol? Exclusion, double AdvUsd)> examined)
    {
        SymbolInput? kept = null;
        for (var i = 0; i < Symbols.Count; i++)
        {
            var symbol = Symbols[i];
            if (symbol.ExcludedBecause is null && kept is not null && kept.Candles.Symbol == symbol.Candles.Symbol) Exclude(Admission.Duplicate(symbol, kept));
            else if (examined[i].Exclusion is { } exclusion) Exclude(exclusion);
            else Admitted.Add((kept = symbol, examined[i].AdvUsd));
        }
    }

    /// <summary>Inputs by admitted symbol.</summary>
    public Dictionary<string, SymbolInput> BySymbol()
    {
        var inputs = new Dictionary<string, SymbolInput>(Admitted.Count, StringComparer.Ordinal);
        foreach (var (symbol, _) in Admitted) inputs[symbol.Candles.Symbol] = symbol;
        return inputs;
    }

    /// <summary>Takes a symbol out of the scan.</summary>
    public void Exclude(ExcludedSymbol exclusion) => _excluded.Add(exclusion);

    /// <summary>Who took part and who did not.</summary>
    public UniverseReport Report(int scored) =>
        new(Symbols.Count, scored, [.. _excluded.OrderBy(excluded => excluded.Symbol, StringComparer.Ordinal)]);

    /// <summary>
    /// A symbol as it was known at the instant. Filled hours at the end go: whether the series marks them depends on a candle that came later.
    /// </summary>
    private static SymbolInput KnownAt(DateTimeOffset at, SymbolInput symbol, ScanOptions options)
    {
        var closed = symbol.Candles.ClosedAt(at);
        var filled = 0;
        while (filled < closed.Count && closed.Filled[closed.Count - 1 - filled]) filled++;
        if (filled > 0) closed = closed.ClosedAt(closed.End - (CandleSeries.BarWidth * filled));

        var quote = symbol.Quote is { Last: > 0 } known && known.ExchangeTime <= at ? known : null;
        return symbol with { Candles = closed.Last(options.LookBackHours), Quote = quote, Feeds = KnownFeeds.At(symbol.Feeds, at, options) };
    }

    private static int Canonical(SymbolInput a, SymbolInput b)
    {
        var order = string.CompareOrdinal(a.Candles.Symbol, b.Candles.Symbol);
        if (order == 0) order = string.CompareOrdinal(a.Candles.Venue, b.Candles.Venue);
        return order != 0 || ReferenceEquals(a, b) ? order : InputHash.OfSymbol(a).AsSpan().SequenceCompareTo(InputHash.OfSymbol(b));
    }
}
