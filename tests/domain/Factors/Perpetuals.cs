using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>Perpetual feeds for tests.</summary>
internal static class Perpetuals
{
    public static readonly DateTimeOffset At = SyntheticMarket.At;

    /// <summary>Funding rates that end so many hours before the instant, oldest first.</summary>
    public static PerpetualFeed Funding(string venue, IReadOnlyList<decimal> rates, int intervalHours = 8, double hoursOld = 0) => new(
        venue, [.. rates.Select((rate, i) => new FundingRate(At.AddHours(-hoursOld - (intervalHours * (rates.Count - 1 - i))), rate, intervalHours))], [], null);

    /// <summary>Hourly open interest that ends at the instant, oldest first.</summary>
    public static PerpetualFeed Interest(string venue, IReadOnlyList<decimal> usd, int secondsBefore = 0) =>
        new(venue, [], [.. usd.Select((value, i) => new OpenInterest(At.AddHours(i - (usd.Count - 1)).AddSeconds(-secondsBefore), value))], null);

    /// <summary>A mark price so many seconds before the instant.</summary>
    public static PerpetualFeed Marked(string venue, decimal price, int secondsBefore = 0) => new(venue, [], [], new MarkPrice(At.AddSeconds(-secondsBefore), price));
}
