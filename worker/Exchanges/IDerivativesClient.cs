using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>A derivatives venue's public REST interface in the domain's words. An expected failure of the venue is a value, never an exception; cancellation propagates.</summary>
internal interface IDerivativesClient
{
    /// <summary>Lower-case name, <c>krakenfutures</c>.</summary>
    string Venue { get; }

    /// <summary>All perpetuals that trade now and are paid in USD or a coin that stands for it.</summary>
    Task<VenueResult<IReadOnlyList<PerpetualTicker>>> GetTickersAsync(CancellationToken cancellationToken);

    /// <summary>Settled funding rates of one canonical symbol, <paramref name="since"/> &lt;= settlement &lt;= now, oldest first, each settlement once, with the hours that each is for.</summary>
    Task<VenueResult<IReadOnlyList<FundingRate>>> GetFundingAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// Open interest of one canonical symbol at the full hours after an instant, oldest first, as far back as the venue keeps it; none where it keeps no history. Where
    /// <see cref="PerpetualTicker.Contracts"/> is null the last one is the reading of now.
    /// </summary>
    Task<VenueResult<IReadOnlyList<OpenContracts>>> GetOpenInterestAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>A perpetual now, counted in single coins however many its contract is for.</summary>
/// <param name="Symbol">Canonical symbol of the coin, <c>BTC-USD</c>.</param>
/// <param name="Mark">Mark price.</param>
/// <param name="Contracts">Open interest; null where the venue's tickers do not say it: <see cref="IDerivativesClient.GetOpenInterestAsync"/> does.</param>
/// <param name="Funding">Funding of the interval that runs; null where the venue gives none.</param>
internal sealed record PerpetualTicker(string Symbol, MarkPrice Mark, OpenContracts? Contracts, RunningFunding? Funding);

/// <summary>Funding of the interval that runs.</summary>
/// <param name="Begin">When it began, UTC: the settlement before it.</param>
/// <param name="Rate">Fraction of the position per <paramref name="IntervalHours"/>.</param>
/// <param name="IntervalHours">Its hours, 1 to 24.</param>
/// <param name="IsFixed">Whether the rate was decided when the interval began. Else it is the venue's estimate, which changes until it is settled: it is no known rate and enters no calculation.</param>
internal readonly record struct RunningFunding(DateTimeOffset Begin, decimal Rate, int IntervalHours, bool IsFixed)
{
    /// <summary>The rate as known since the interval began; null for an estimate.</summary>
    public FundingRate? Known => IsFixed ? new FundingRate(Begin, Rate, IntervalHours) : null;
}

/// <summary>Open interest.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Count">0 or more, in <paramref name="Unit"/>.</param>
/// <param name="Unit">What is counted.</param>
internal readonly record struct OpenContracts(DateTimeOffset Time, decimal Count, OpenInterestUnit Unit)
{
    /// <summary>In USD to the cent.</summary>
    /// <param name="price">The coin's price at the time; not used where USD are counted.</param>
    public decimal Usd(decimal price) => Math.Round(Unit == OpenInterestUnit.Usd ? Count : Count * price, 2);
}

/// <summary>What open interest is counted in.</summary>
internal enum OpenInterestUnit
{
    /// <summary>Coins.</summary>
    Coins,

    /// <summary>USD, at the venue's own price.</summary>
    Usd,
}
