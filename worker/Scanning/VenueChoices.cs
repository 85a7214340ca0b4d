using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Worker.Scanning;

/// <summary>
/// Takes the books and perpetuals of venues that a job leaves out off the snapshot, as if they were not configured. What is stored with the scan is what is left, so that it verifies without its schedule.
/// </summary>
internal static class VenueChoices
{
    /// <summary>The snapshot without them.</summary>
    /// <param name="snapshot">The market.</param>
    /// <param name="choice">Whom the job leaves out.</param>
    public static FeedSnapshot Choose(this FeedSnapshot snapshot, VenueChoice choice)
    {
        if (choice.IsEvery) return snapshot;

        var without = choice.Without.ToHashSet(StringComparer.Ordinal);

        // Where all venues of a kind are left out, no such feed is connected; where one is left, a coin that it does not have has none.
        var books = IsLeft(snapshot.Symbols.SelectMany(static s => s.Feeds.Books ?? []).Select(static b => b.Venue));
        var perpetuals = IsLeft(snapshot.Symbols.SelectMany(static s => s.Feeds.Perpetuals ?? []).Select(static p => p.Venue));
        return snapshot with { Symbols = [.. snapshot.Symbols.Select(s => s with { Feeds = Left(s.Feeds) })] };

        bool IsLeft(IEnumerable<string> venues) => venues.Distinct(StringComparer.Ordinal).ToList() is var connected && (connected.Count == 0 || connected.Exists(v => !without.Contains(v)));

        SymbolFeeds Left(SymbolFeeds feeds) => feeds with
        {
            Books = books && feeds.Books is { } all ? [.. all.Where(b => !without.Contains(b.Venue))] : null,
            Perpetuals = perpetuals && feeds.Perpetuals is { } listed ? [.. listed.Where(p => !without.Contains(p.Venue))] : null,
        };
    }
}
