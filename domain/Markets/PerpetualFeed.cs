namespace CryptoRun.Domain.Markets;

/// <summary>What one derivatives venue said of a coin's perpetual future up to now, oldest first.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Funding">Settled funding rates.</param>
/// <param name="OpenInterest">Open interest.</param>
/// <param name="Mark">Newest mark price, or null.</param>
public sealed record PerpetualFeed(string Venue, IReadOnlyList<FundingRate> Funding, IReadOnlyList<OpenInterest> OpenInterest, MarkPrice? Mark);

/// <summary>A funding rate.</summary>
/// <param name="Time">Settlement, UTC.</param>
/// <param name="Rate">Fraction of the position paid per <paramref name="IntervalHours"/> by longs to shorts; negative: by shorts.</param>
/// <param name="IntervalHours">Hours the rate is for, 1 to 24; rates are compared at 8 h.</param>
public readonly record struct FundingRate(DateTimeOffset Time, decimal Rate, int IntervalHours);

/// <summary>Open interest.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Usd">USD, 0 or more.</param>
public readonly record struct OpenInterest(DateTimeOffset Time, decimal Usd);

/// <summary>A perpetual's mark price.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Price">USD, above 0.</param>
public readonly record struct MarkPrice(DateTimeOffset Time, decimal Price);
