using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// How unusual a coin's newest funding rate is: the median over venues of <c>(rate - mean)/sd</c>, each venue over its own rates of the last 7 days, the newest
/// one included, all rates at 8 h. Median of an even count = mean of the middle two.
/// </summary>
public static class FundingPressure
{
    private const double ComparedAtHours = 8;

    /// <summary>A newest rate older than so many of its own intervals (and than 8 h) is no longer the rate in force.</summary>
    private const int MostIntervalsOld = 2;

    /// <summary>Deviations under this share of the largest rate are rounding.</summary>
    private const double FlatBelow = 1e-9;

    /// <summary>Measures a coin.</summary>
    /// <param name="perpetuals">Its perpetuals, rates oldest first, cut to the instant and the window.</param>
    /// <param name="at">The instant.</param>
    /// <param name="options">Parameters.</param>
    public static FundingMeasure Measure(IReadOnlyList<PerpetualFeed> perpetuals, DateTimeOffset at, DerivativesOptions options)
    {
        var venues = new VenueFunding[perpetuals.Count];
        var z = new double[perpetuals.Count];
        var count = 0;
        for (var v = 0; v < venues.Length; v++)
        {
            venues[v] = Of(perpetuals[v], at, options);
            if (venues[v].Why is null) z[count++] = venues[v].Z;
        }

        return count == 0
            ? new FundingMeasure(double.NaN, venues, Array.TrueForAll(venues, venue => venue.Count == 0) ? "no funding rate" : "no venue with a usable funding rate")
            : new FundingMeasure(RobustStatistics.MedianInPlace(z.AsSpan(0, count)), venues, null);
    }

    private static VenueFunding Of(PerpetualFeed feed, DateTimeOffset at, DerivativesOptions options)
    {
        var funding = feed.Funding;
        if (funding.Count == 0) return new VenueFunding(feed.Venue, null, double.NaN, double.NaN, double.NaN, 0, double.NaN, "no rate");

        var rates = new double[funding.Count];
        var largest = 0.0;
        for (var i = 0; i < rates.Length; i++)
        {
            rates[i] = DecimalCrossing.ToDouble(funding[i].Rate) * ComparedAtHours / funding[i].IntervalHours;
            largest = Math.Max(largest, Math.Abs(rates[i]));
        }

        var newest = funding[^1];
        var (mean, sd) = (Moments.Mean(rates), Moments.SampleSd(rates));
        var why = rates.Length < options.FewestRates ? $"{rates.Length} rates, {options.FewestRates} needed"
            : (at - newest.Time).TotalHours > Math.Max(ComparedAtHours, MostIntervalsOld * newest.IntervalHours) ? "newest rate is too old"
            : sd <= FlatBelow * largest ? "the rate did not move"
            : null;
        return new VenueFunding(feed.Venue, newest.Time, rates[^1], mean, sd, rates.Length, why is null ? (rates[^1] - mean) / sd : double.NaN, why);
    }
}

/// <summary>What <see cref="FundingPressure"/> measured.</summary>
/// <param name="Z">Venue-median z; NaN without any.</param>
/// <param name="Venues">One a venue, in order of their names.</param>
/// <param name="Why">Why there is no z; null when there is.</param>
public sealed record FundingMeasure(double Z, IReadOnlyList<VenueFunding> Venues, string? Why);

/// <summary>A venue's funding; NaN where there is none.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Time">Settlement of the newest rate, UTC; null without a rate.</param>
/// <param name="Rate8h">Newest rate at 8 h, fraction.</param>
/// <param name="Mean">Mean of the window, fraction per 8 h.</param>
/// <param name="Sd">Sample sd of the window.</param>
/// <param name="Count">Rates in the window.</param>
/// <param name="Z">(rate - mean)/sd.</param>
/// <param name="Why">Why there is no z; null when there is.</param>
public sealed record VenueFunding(string Venue, DateTimeOffset? Time, double Rate8h, double Mean, double Sd, int Count, double Z, string? Why);
