using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Backtesting;

/// <summary>
/// Recorded symbols, delisted ones among them: whoever had candles at an instant was there, whoever had none was not. Nobody chose them with hindsight.
/// </summary>
public sealed class BacktestMarket
{
    private readonly Dictionary<string, MarketSymbol> _bySymbol;

    /// <summary>Puts a market together.</summary>
    /// <param name="source">Where its numbers come from.</param>
    /// <param name="symbols">Each symbol once, any order.</param>
    /// <exception cref="ArgumentException">No symbol, or one twice.</exception>
    public BacktestMarket(MarketSource source, IEnumerable<MarketSymbol> symbols)
    {
        (Source, Symbols) = (source, [.. symbols.OrderBy(static s => s.Name, StringComparer.Ordinal)]);
        if (Symbols.Count == 0) throw new ArgumentException("A back-test needs the candles of at least one symbol.", nameof(symbols));
        _bySymbol = new Dictionary<string, MarketSymbol>(Symbols.Count, StringComparer.Ordinal);
        foreach (var symbol in Symbols)
        {
            if (!_bySymbol.TryAdd(symbol.Name, symbol)) throw new ArgumentException($"{symbol.Name} is in the market twice.", nameof(symbols));
        }
    }

    /// <summary>Where its numbers come from.</summary>
    public MarketSource Source { get; }

    /// <summary>Symbols in ordinal order.</summary>
    public IReadOnlyList<MarketSymbol> Symbols { get; }

    /// <summary>A symbol by its name; null where there is none.</summary>
    public MarketSymbol? Find(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>SHA-256 over all candles and feeds and over which of them are of perpetuals, lower-case hex.</summary>
    public string Hash()
    {
        using var bytes = new CanonicalBytes();
        InputHash.Text(bytes, Source.ToString());
        foreach (var symbol in Symbols)
        {
            bytes.Append(InputHash.OfSymbol(new SymbolInput(symbol.Candles, null, null) { Feeds = symbol.Feeds }));
            if (symbol.IsPerpetual) InputHash.Text(bytes, "perpetual");
            foreach (var path in symbol.Paths) bytes.Append(path.Sha256());
        }

        return Convert.ToHexStringLower(bytes.Sha256());
    }

    /// <summary>The market with other symbols: for audits and tests.</summary>
    internal BacktestMarket With(Func<MarketSymbol, MarketSymbol?> change) => new(Source, Symbols.Select(change).OfType<MarketSymbol>());
}

/// <summary>A recorded symbol.</summary>
/// <param name="Candles">Hourly candles from its first to its last.</param>
public sealed record MarketSymbol(CandleSeries Candles)
{
    /// <summary>Canonical symbol.</summary>
    public string Name => Candles.Symbol;

    /// <summary>What was recorded beside the candles; a scan reads what was known at its instant.</summary>
    public SymbolFeeds Feeds { get; init; } = SymbolFeeds.None;

    /// <summary>Finer bars, the finest first: where an hour has some, exits are looked for in them.</summary>
    public IReadOnlyList<PricePath> Paths { get; init; } = [];

    /// <summary>Whether the candles are those of a perpetual future: then funding is paid and received.</summary>
    public bool IsPerpetual { get; init; }

    /// <summary>Index of the hour that opens at an instant; outside [0, Count) where there is none.</summary>
    internal int IndexOf(DateTimeOffset open) => open < Candles.Start ? -1 : (int)Math.Min((open - Candles.Start) / CandleSeries.BarWidth, int.MaxValue / 2);

    /// <summary>Whether the hour that opens at an instant was traded in.</summary>
    internal bool Traded(int hour) => hour >= 0 && hour < Candles.Count && !Candles.Filled[hour];

    /// <summary>The bars of an hour: of the finest path that has any, else the hour itself.</summary>
    internal ReadOnlySpan<PathBar> Bars(DateTimeOffset open, int hour)
    {
        foreach (var path in Paths)
        {
            var bars = path.Within(open);
            if (bars.Length > 0) return bars;
        }

        return new[] { new PathBar(Candles.Open[hour], Candles.High[hour], Candles.Low[hour], Candles.Close[hour]) };
    }

    /// <summary>What longs pay in the hour that ends at an instant, fraction of the position; null where nothing was settled, or recorded. Venues settle some milliseconds late.</summary>
    internal double? FundingAt(DateTimeOffset end)
    {
        if (!IsPerpetual || Feeds.Perpetuals is not { Count: > 0 } feeds) return null;

        var feed = feeds.FirstOrDefault(f => string.Equals(f.Venue, Candles.Venue, StringComparison.OrdinalIgnoreCase)) ?? feeds[0];
        var (low, high) = (0, feed.Funding.Count);
        var from = end.AddHours(-1).AddMinutes(1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (feed.Funding[middle].Time < from) low = middle + 1;
            else high = middle;
        }

        double? sum = null;
        for (; low < feed.Funding.Count && feed.Funding[low].Time < end.AddMinutes(1); low++) sum = (sum ?? 0) + DecimalCrossing.ToDouble(feed.Funding[low].Rate);
        return sum;
    }
}
