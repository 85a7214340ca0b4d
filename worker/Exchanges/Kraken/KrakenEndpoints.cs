using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>Configuration section <c>Venues:Kraken</c>. Kraken takes one public REST call a second and sends a heartbeat every second.</summary>
public sealed record KrakenEndpoints() : StreamEndpoints(Section, "https://api.kraken.com", "wss://ws.kraken.com/v2", requestsPerSecond: 1, burst: 1)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:Kraken";

    /// <summary>
    /// Levels a side of the order books: 10, 25, 100, 500, 1000, or 0 for no books. A liquid pair has more than 500 levels within 2 % of mid; where even 1000 do not
    /// reach that far, the measured depth is a lower bound.
    /// </summary>
    public int BookDepth { get; init; } = 1000;

    /// <summary>Symbols in one Ticker call, 1 to 500.</summary>
    public int SymbolsPerTicker { get; init; } = 50;

    internal override VenueRole Role => VenueRole.Scanned;

    private protected override OptionProblems Check(OptionProblems problems) => base.Check(problems)
        .Range(nameof(SymbolsPerTicker), SymbolsPerTicker, 1, 500)
        .OneOf(nameof(BookDepth), BookDepth, 0, 10, 25, 100, 500, 1000);
}
