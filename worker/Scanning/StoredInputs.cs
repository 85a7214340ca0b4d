using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Scanning;

/// <summary>What a scan was given, written down and read back: the symbols, quotes and books from its own row, the candles as they were known then.</summary>
internal static class StoredInputs
{
    /// <summary>What to write down of a snapshot.</summary>
    public static IReadOnlyList<StoredScanInput> Of(FeedSnapshot snapshot) => [.. snapshot.Symbols.Select(s => new StoredScanInput(s.Candles.Symbol, s.Quote, s.ExcludedBecause, StoredFeeds.Of(s.Feeds)))];

    /// <summary>A result as the scan after it sees it.</summary>
    public static PreviousScan AsPrevious(this ScanResult result) => new(
        result.AsOf,
        result.Candidates.ToDictionary(c => c.Symbol, c => new PreviousScore(c.Rank, c.Composite, c.Final, [.. c.Factors.Select(f => f.Points)]), StringComparer.Ordinal));

    /// <summary>Reads the symbols of a scan with their candles in the versions known then; a symbol whose candles are gone is left out.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="candles">Candles.</param>
    /// <param name="derivatives">Hours of perpetuals.</param>
    /// <param name="hours">Hours to read back from the scan's instant.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static async Task<IReadOnlyList<SymbolInput>> ReadAsync(StoredScan scan, ICandleStore candles, IDerivativesStore derivatives, int hours, CancellationToken cancellationToken)
    {
        var at = scan.Result.AsOf;
        var perpetuals = await PerpetualsAsync(scan, derivatives, cancellationToken);
        var stored = await candles.ReadManyAsync(
            scan.Venue, [.. scan.Inputs.Select(static i => i.Symbol)], CandleSeries.BarWidth, ScanWindow.From(at, hours), ScanWindow.To(at), scan.KnownAt, cancellationToken);
        List<SymbolInput> symbols = [];
        foreach (var input in scan.Inputs)
        {
            if (!stored.TryGetValue(input.Symbol, out var rows)) continue;
            var feeds = input.Feeds?.Back(input.Symbol, venue => perpetuals[venue].GetValueOrDefault(input.Symbol)) ?? SymbolFeeds.None;
            symbols.Add(new SymbolInput(CandleSeries.FromHourly(input.Symbol, scan.Venue, rows), input.Quote, input.ExcludedBecause) { Feeds = feeds });
        }

        return symbols;
    }

    private static async Task<Dictionary<string, IReadOnlyDictionary<string, PerpetualPoints>>> PerpetualsAsync(StoredScan scan, IDerivativesStore derivatives, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyDictionary<string, PerpetualPoints>> byVenue = new(StringComparer.Ordinal);
        foreach (var venue in scan.Inputs.SelectMany(static i => i.Feeds?.Perpetuals ?? []).Select(static p => p.Venue).Distinct(StringComparer.Ordinal))
            byVenue[venue] = await derivatives.ReadAsync(venue, DerivativesWindow.From(scan.Result.AsOf), scan.Result.AsOf, scan.KnownAt, cancellationToken);
        return byVenue;
    }
}
