using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Scoring;

/// <summary>What the gates read of a symbol's feeds.</summary>
internal static class GateFeeds
{
    /// <summary>Its books with the health of their venues; null without a book feed.</summary>
    public static VenueBook[]? Books(SymbolMeasures symbol, IReadOnlyDictionary<string, VenueState>? health)
    {
        if (symbol.Books is not { } books) return null;

        var venues = new VenueBook[books.Count];
        for (var i = 0; i < venues.Length; i++)
            venues[i] = new VenueBook(books[i], health is not null && health.TryGetValue(books[i].Venue, out var state) ? state : null);
        return venues;
    }

    /// <summary>Its funding; null without a derivatives feed.</summary>
    public static FundingReading? Funding(DerivativesMeasure derivatives)
    {
        if (!derivatives.HasFeed) return null;
        if (!derivatives.IsListed) return FundingReading.NoPerpetual;

        DateTimeOffset? newest = null;
        var names = new List<string>();
        foreach (var venue in derivatives.Funding.Venues)
        {
            if (venue.Why is not null) continue;
            names.Add(venue.Venue);
            newest = newest is null || venue.Time > newest ? venue.Time : newest;
        }

        return new FundingReading(double.IsNaN(derivatives.Funding.Z) ? null : derivatives.Funding.Z, HasPerpetual: true, names.Count == 0 ? "none" : string.Join(", ", names), newest);
    }
}
