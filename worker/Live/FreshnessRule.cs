using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Live;

/// <summary>
/// What a price's age means, in market seconds, by source. A recording of hourly bars is judged by its own width: a price an hour old is as fresh as it can be there.
/// </summary>
/// <param name="Live">Up to here a price is live.</param>
/// <param name="Delayed">Up to here delayed; beyond it stale.</param>
/// <param name="Quiet">Beyond this, at a venue that answers, nobody trades.</param>
public sealed record FreshnessRule(TimeSpan Live, TimeSpan Delayed, TimeSpan Quiet)
{
    /// <summary>The rule of a source.</summary>
    public static FreshnessRule For(MarketSource source) => source == MarketSource.Replay
        ? new(TimeSpan.FromMinutes(65), TimeSpan.FromHours(2), TimeSpan.FromHours(2))
        : new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), TimeSpan.FromHours(1));

    /// <summary>Judges a price.</summary>
    /// <param name="priceTime">Exchange time of the price, null when none was ever seen.</param>
    /// <param name="now">Market time.</param>
    /// <param name="venueHeard">Newest exchange time of any symbol of the venue, null when nothing was heard.</param>
    public Freshness Judge(DateTimeOffset? priceTime, DateTimeOffset now, DateTimeOffset? venueHeard)
    {
        if (priceTime is not { } time) return Freshness.NoData;
        var age = now - time;
        if (age <= Live) return Freshness.Live;
        if (age <= Delayed) return Freshness.Delayed;
        return age > Quiet && venueHeard is { } heard && now - heard <= Delayed ? Freshness.NoTrade : Freshness.Stale;
    }
}
