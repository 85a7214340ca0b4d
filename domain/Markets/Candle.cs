namespace CryptoRun.Domain.Markets;

/// <summary>One closed or forming bar as a venue reports it. Prices in quote currency, volume in base units.</summary>
/// <param name="OpenTime">Start of the bar, UTC.</param>
/// <param name="Open">First trade.</param>
/// <param name="High">Highest trade.</param>
/// <param name="Low">Lowest trade.</param>
/// <param name="Close">Last trade.</param>
/// <param name="Volume">Base volume, 0 or more.</param>
/// <param name="QuoteVolume">Quote volume where the source gives one, else null.</param>
/// <param name="Trades">Number of trades where the source gives one, else null.</param>
public readonly record struct Candle(
    DateTimeOffset OpenTime,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    decimal? QuoteVolume = null,
    int? Trades = null);
