using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Worker.Markets;

/// <summary>
/// What the feed knows at an instant. Everything in it is in the store with known_at at or before <see cref="KnownAt"/>, and what is learnt later gets a later one: reading the
/// store's candles of [<see cref="ScanWindow.From"/>, <see cref="ScanWindow.To"/>) as of <see cref="KnownAt"/> and building a series of them gives the same series, bar for bar.
/// </summary>
/// <param name="KnownAt">Market time of the knowledge, UTC.</param>
/// <param name="Venue">Venue of the candles.</param>
/// <param name="Symbols">Symbols with at least one closed candle, ordered.</param>
/// <param name="Excluded">Pairs without candles that are not scanned, each with its reason, ordered.</param>
/// <param name="Tier"><c>hot</c>: stream; <c>warm</c>: REST; <c>cold</c>: store only.</param>
/// <param name="Warnings">What is missing or late, in sentences.</param>
internal sealed record FeedSnapshot(
    DateTimeOffset KnownAt, string Venue, IReadOnlyList<SymbolInput> Symbols, IReadOnlyList<ExcludedSymbol> Excluded, string Tier, IReadOnlyList<string> Warnings)
{
    /// <summary>Health by venue; null where nobody measures it.</summary>
    public IReadOnlyDictionary<string, VenueState>? VenueHealth { get; init; }
}

/// <summary>Progress of the backfill.</summary>
/// <param name="Done">Symbols done.</param>
/// <param name="Total">Symbols; 0 until the venue's instruments are known.</param>
internal sealed record FeedProgress(int Done, int Total);
