using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Faults;

/// <summary>A scan with everything that a user sees beside it.</summary>
/// <param name="At">Its instant.</param>
/// <param name="Snapshot">What it was made of.</param>
/// <param name="Result">The scan.</param>
/// <param name="Warnings">What the run says.</param>
/// <param name="Venues">The venues' badges.</param>
internal sealed record SeenScan(DateTimeOffset At, FeedSnapshot Snapshot, ScanResult Result, IReadOnlyList<string> Warnings, IReadOnlyDictionary<string, VenueStatus> Venues)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    /// <summary>What the run says of a venue: the cause before the effects.</summary>
    public string? WarningOf(string venue) => Warnings.Where(w => w.StartsWith($"{venue}:", StringComparison.Ordinal)).MinBy(static w => w.Contains("no stream", StringComparison.Ordinal) ? 0 : 1);

    /// <summary>Whether the run says something of a venue.</summary>
    public bool Says(string venue, string words) => Warnings.Any(w => w.StartsWith($"{venue}:", StringComparison.Ordinal) && w.Contains(words, StringComparison.Ordinal));

    /// <summary>A venue's badge.</summary>
    public VenueHealth Health(string venue) => Venues[venue].Report.Health;

    /// <summary>Whether a measure of a venue's health is not green.</summary>
    public bool IsOff(string venue, string measure) => Health(venue).Measures.Any(m => m.Name == measure && m.State is VenueState.Yellow or VenueState.Red);

    /// <summary>Whether the badge is green, nothing is said of the venue, and what it is read for is in the scan.</summary>
    public bool IsCalm(string venue) => WarningOf(venue) is null && Health(venue).State == VenueState.Green && IsUsed(venue);

    /// <summary>Whether what the venue is read for is in the scan: trusted books of nearly all its coins, marks that are fresh. Reserves are in no scan.</summary>
    public bool IsUsed(string venue) => Venues[venue].Role switch
    {
        VenueRole.Perpetuals => Marks(venue).Count() > 4 && Marks(venue).All(m => At - m.Time < Fresh),
        VenueRole.Reserves => true,
        _ => Venues[venue].Books > 4 && Venues[venue].BooksTrusted == Venues[venue].Books && Books(venue).Count(b => BookReading.Of(b, At).NotTrustworthyWhy is null) > 4,
    };

    /// <summary>Its books in the scan, trusted or not.</summary>
    public IEnumerable<ExchangeNativeBook> Books(string venue) => Snapshot.Symbols.SelectMany(static s => s.Feeds.Books ?? []).Where(b => b.Venue == venue);

    /// <summary>Its marks in the scan.</summary>
    public IEnumerable<MarkPrice> Marks(string venue) => Snapshot.Symbols.SelectMany(static s => s.Feeds.Perpetuals ?? []).Where(p => p.Venue == venue).Select(static p => p.Mark).OfType<MarkPrice>();

    /// <summary>Venues whose books were judged by the gates.</summary>
    public IReadOnlyList<string> Judged => [.. Result.Candidates.SelectMany(static c => c.Gates).Where(static g => g is { Gate: "spread", Actual: not null }).Select(static g => g.Source).Distinct().Order(StringComparer.Ordinal)];

    public override string ToString() =>
        $"At {At:u} {Result.Candidates.Count} candidates, books of {string.Join(", ", Judged)}; {string.Join(" | ", Warnings)}; {string.Join(" | ", Venues.Values.Select(v => $"{v.Report.Venue} {v.Report.Health.State} ({v.Report.Health.Reason}) books {v.BooksTrusted}/{v.Books} {v.Report.Totals} {v.Report.Breaker} used {IsUsed(v.Report.Venue)}"))}";
}
