using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// Change of a coin's open interest over 24 h, as a fraction: summed over the venues that have a reading at both ends, so that a venue that joins or falls silent
/// is no flow. A reading counts for an hour.
/// </summary>
/// <param name="Change">At least -1; NaN where there is none.</param>
/// <param name="Venues">Venues in it, ordered.</param>
/// <param name="Time">Oldest reading at its end, UTC; null where there is none.</param>
public sealed record OpenInterestChange(double Change, IReadOnlyList<string> Venues, DateTimeOffset? Time)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(1);

    /// <summary>No venue has a reading at both ends.</summary>
    public static OpenInterestChange None { get; } = new(double.NaN, [], null);

    /// <summary>Measures a coin.</summary>
    /// <param name="perpetuals">Its perpetuals, readings oldest first.</param>
    /// <param name="at">The instant; later readings are not looked at.</param>
    public static OpenInterestChange Measure(IReadOnlyList<PerpetualFeed> perpetuals, DateTimeOffset at)
    {
        var (now, before) = (0.0, 0.0);
        var venues = new List<string>();
        DateTimeOffset? oldest = null;
        foreach (var feed in perpetuals)
        {
            if (Newest(feed.OpenInterest, at) is not { } last || Newest(feed.OpenInterest, at - Day) is not { } first) continue;

            now += DecimalCrossing.ToDouble(last.Usd);
            before += DecimalCrossing.ToDouble(first.Usd);
            venues.Add(feed.Venue);
            oldest = oldest is null || last.Time < oldest ? last.Time : oldest;
        }

        venues.Sort(StringComparer.Ordinal);
        return before > 0 && double.IsFinite(now / before) ? new OpenInterestChange((now / before) - 1, venues, oldest) : None;
    }

    private static OpenInterest? Newest(IReadOnlyList<OpenInterest> readings, DateTimeOffset at)
    {
        for (var i = readings.Count - 1; i >= 0; i--)
        {
            if (readings[i].Time <= at) return at - readings[i].Time <= Oldest ? readings[i] : null;
        }

        return null;
    }
}
