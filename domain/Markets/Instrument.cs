namespace CryptoRun.Domain.Markets;

/// <summary>A traded pair of a venue.</summary>
/// <param name="Symbol">Canonical name, <c>BTC-USD</c>.</param>
/// <param name="Venue">Lower-case venue name, <c>kraken</c>.</param>
/// <param name="Base">Base asset, canonical (<c>BTC</c>, not <c>XBT</c>).</param>
/// <param name="Quote">Quote asset, <c>USD</c>.</param>
/// <param name="IsOnline">Whether the venue trades it now.</param>
/// <param name="VenueStatus">The venue's own word for its state.</param>
public sealed record Instrument(string Symbol, string Venue, string Base, string Quote, bool IsOnline, string VenueStatus);
