using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Events;
using CryptoRun.Worker.Exchanges.DefiLlama;

namespace CryptoRun.Worker.Markets;

/// <summary>What the feed reads beside the venue that is scanned.</summary>
/// <param name="Spot">Spot venues: books.</param>
/// <param name="Derivatives">Derivatives venues: perpetuals.</param>
/// <param name="Reserves">Exchanges' reserves, value locked, stablecoins; null: no such feed.</param>
/// <param name="Events">The user's calendar, sentiment and fund flows; null: none is connected.</param>
/// <param name="Health">Health by venue now; null where nobody measures it.</param>
internal sealed record SideSources(IReadOnlyList<SideVenue> Spot, IReadOnlyList<DerivativesFeed> Derivatives, ReservesFeed? Reserves = null, EventFeeds? Events = null, Func<IReadOnlyDictionary<string, VenueState>>? Health = null)
{
    /// <summary>Nothing.</summary>
    public static SideSources None { get; } = new([], []);

    /// <summary>As if some venues were not configured: nothing is read of them, not even how they do.</summary>
    /// <param name="venues">Whom to leave out.</param>
    public SideSources Without(IReadOnlyCollection<string> venues)
    {
        if (venues.Count == 0) return this;
        return this with
        {
            Spot = [.. Spot.Where(v => Stays(v.Venue))],
            Derivatives = [.. Derivatives.Where(d => Stays(d.Client.Venue))],
            Health = Health is { } health ? () => health().Where(h => Stays(h.Key)).ToDictionary(StringComparer.Ordinal) : null,
        };

        bool Stays(string venue) => !venues.Contains(venue, StringComparer.Ordinal);
    }

    /// <summary>A symbol's perpetuals at all venues: none when no venue lists one; null before any venue has said anything.</summary>
    public IReadOnlyList<PerpetualFeed>? PerpetualsAt(DateTimeOffset at, string symbol)
    {
        List<PerpetualFeed>? all = null;
        foreach (var venue in Derivatives)
        {
            if (venue.At(at, symbol) is { } feeds) (all ??= []).AddRange(feeds);
        }

        return all;
    }

    /// <summary>What is wrong with any of them.</summary>
    public IEnumerable<string> Warnings => Spot.Select(static v => v.Warning).Concat(Derivatives.Select(static d => d.Warning)).Append(Reserves?.Warning).OfType<string>().Concat(Events?.Warnings ?? []);
}
