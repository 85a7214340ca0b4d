using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>A derivatives venue's public REST interface in the domain's words. An expected failure of the venue is a value, never an exception; cancellation propagates.</summary>
internal interface IDerivativesClient
{
    /// <summary>Lower-case name, <c>krakenfutures</c>.</summary>
    string Venue { get; }

    /// <summary>All perpetuals against USD that trade, now.</summary>
    Task<VenueResult<IReadOnlyList<PerpetualTicker>>> GetTickersAsync(CancellationToken cancellationToken);

    /// <summary>Settled funding rates of one canonical symbol since an instant, oldest first.</summary>
    Task<VenueResult<IReadOnlyList<FundingRate>>> GetFundingAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Hourly open interest of one canonical symbol since an instant, oldest first, in contracts.</summary>
    Task<VenueResult<IReadOnlyList<OpenContracts>>> GetOpenInterestAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>A perpetual now.</summary>
/// <param name="Symbol">Canonical symbol of the coin, <c>BTC-USD</c>.</param>
/// <param name="Mark">Mark price.</param>
/// <param name="Contracts">Open interest.</param>
/// <param name="Funding">Rate of the hour that runs, stamped with its beginning; null where the venue gives none.</param>
internal sealed record PerpetualTicker(string Symbol, MarkPrice Mark, OpenContracts Contracts, FundingRate? Funding);

/// <summary>Open interest in contracts of one coin each.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Count">0 or more.</param>
internal readonly record struct OpenContracts(DateTimeOffset Time, decimal Count);
