using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Faults;

/// <summary>A fault at a venue: whether there can be one, and by what it is known.</summary>
/// <param name="Fault">Fault.</param>
/// <param name="Venue">Venue.</param>
internal sealed record FaultCase(VenueFault Fault, string Venue)
{
    /// <summary>Several messages or books, so that it is the fault and no accident.</summary>
    private const int Several = 3;

    private static readonly TimeSpan ALittle = TimeSpan.FromSeconds(3);

    /// <summary>Why the venue cannot have the fault; null where it can.</summary>
    public string? NotApplicable => (Fault, Venue) switch
    {
        (VenueFault.DropSockets or VenueFault.Silence or VenueFault.SkipSequence or VenueFault.CutFrames, not ("kraken" or "okx" or "coinbase")) => "no stream",
        (VenueFault.CorruptChecksums, "okx") => "its checksum is always 0; books are chains of numbers",
        (VenueFault.CorruptChecksums, not "kraken") => "no checksum",
        (VenueFault.MissingCandles, "kraken") => "OutageTests: it takes the whole history",
        (VenueFault.MissingCandles, _) => "no scan reads its candles",
        (VenueFault.WrongDecimals, "defillama") => "no price of it is in a scan",
        (VenueFault.ClockSkew, "defillama") => "its answers have no stamp of now",
        _ => null,
    };

    /// <summary>Whether a scan shows the fault, and tells the user.</summary>
    /// <param name="seen">The scan.</param>
    /// <param name="before">What the venue had done before.</param>
    /// <param name="since">When it was switched on, market time.</param>
    public bool IsShown(SeenScan seen, VenueTotals before, DateTimeOffset since)
    {
        var (totals, warning) = (seen.Venues[Venue].Report.Totals, seen.WarningOf(Venue));
        return Fault switch
        {
            VenueFault.Slow => seen.IsOff(Venue, "p99"),
            <= VenueFault.WrongJson => totals.Errors > before.Errors && warning is not null && seen.IsOff(Venue, "errorRate"),
            VenueFault.DropSockets or VenueFault.Silence => !seen.Venues[Venue].Report.Link!.Value.IsUp && seen.Venues[Venue].BooksTrusted == 0 && seen.Says(Venue, "no stream") && seen.IsOff(Venue, "heartbeat"),
            VenueFault.CorruptChecksums or VenueFault.SkipSequence => totals.BooksDropped > before.BooksDropped + Several && seen.IsOff(Venue, "completeness"),
            VenueFault.CutFrames => totals.Missed > before.Missed + Several && seen.IsOff(Venue, "completeness"),
            VenueFault.WrongDecimals => seen.Says(Venue, seen.Venues[Venue].Role == VenueRole.Perpetuals ? "are not used" : "its price disagrees"),
            VenueFault.ClockSkew => seen.Books(Venue).Select(static b => b.ExchangeTime).Concat(seen.Marks(Venue).Select(static m => m.Time)).Max() > since + ALittle,
            _ => throw new InvalidOperationException($"{Fault} is judged elsewhere."),
        };
    }

    /// <summary>What the user sees.</summary>
    public string Sees(SeenScan seen) => Fault == VenueFault.ClockSkew
        ? "nothing: stamps are cut to their receipt"
        : $"{seen.Health(Venue).State} ({seen.Health(Venue).Reason}){(seen.WarningOf(Venue) is { } warning ? $"; \"{warning}\"" : "")}";
}
