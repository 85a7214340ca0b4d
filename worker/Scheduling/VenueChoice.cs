using CryptoRun.Worker.Exchanges.Binance;
using CryptoRun.Worker.Exchanges.Bybit;
using CryptoRun.Worker.Exchanges.Coinbase;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using CryptoRun.Worker.Exchanges.Okx;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Whose order books and perpetual futures a scan reads. Candles, and the books of their venue, are always there: they are what is scanned.</summary>
/// <param name="Without">Venues that it leaves out, of <see cref="All"/>; empty for none.</param>
public sealed record VenueChoice(IReadOnlyList<string> Without)
{
    /// <summary>Every venue that is configured.</summary>
    public static VenueChoice Every { get; } = new([]);

    /// <summary>Venues that can be left out: two of books, then those of perpetual futures.</summary>
    public static IReadOnlyList<string> All { get; } = [OkxParser.Venue, CoinbaseParser.Venue, KrakenFuturesParser.Venue, OkxDerivativesParser.Venue, BinanceParser.Venue, BybitParser.Venue];

    /// <summary>Whether nobody is left out.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEvery => Without.Count == 0;

    /// <inheritdoc />
    public bool Equals(VenueChoice? other) => other is not null && Without.SequenceEqual(other.Without, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => Without.Count;
}
