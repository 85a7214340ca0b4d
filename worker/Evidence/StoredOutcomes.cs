using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Evidence;

/// <summary>Holds stored scans against what came after them, as far as it was known at an instant. Each scan is read one time and kept in short. Not for several threads at once.</summary>
/// <param name="scans">Scans.</param>
/// <param name="candles">Candles.</param>
/// <param name="venue">The venue whose candles are scored.</param>
public sealed class StoredOutcomes(IScanStore scans, ICandleStore candles, string venue)
{
    /// <summary>How far back scans are looked at.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>Hours of which one scan, the first, is looked at: their outcomes overlap almost wholly.</summary>
    public const int StepHours = 2;

    private const int PageSize = 500;
    private static readonly TimeSpan Step = TimeSpan.FromHours(StepHours);
    private static readonly TimeSpan Lead = TimeSpan.FromDays(31);
    private static readonly EvidenceOptions Options = new();
    private readonly Dictionary<string, EvidenceScan?> _known = new(StringComparer.Ordinal);

    /// <summary>The first scan of every two hours of the window, oldest first.</summary>
    /// <param name="now">The instant; nothing later is looked at.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ChosenScans> ChooseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (byHour, stored, before) = (new SortedDictionary<long, ScanSummary>(), 0, (string?)null);
        while (true)
        {
            var page = await scans.ListAsync(before, PageSize, cancellationToken);
            foreach (var summary in page.Where(s => s.AsOf >= now - Window && s.AsOf <= now))
            {
                byHour[summary.AsOf.UtcTicks / Step.Ticks] = summary;
                stored++;
            }

            if (page.Count < PageSize || page[^1].AsOf < now - Window) return new ChosenScans(now, [.. byHour.Values], stored);
            before = page[^1].ScanId;
        }
    }

    /// <summary>What the chosen scans were worth.</summary>
    /// <param name="chosen">The scans.</param>
    /// <param name="progress">Receives scans read and to be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<EvidenceReport> ReportAsync(ChosenScans chosen, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        foreach (var gone in _known.Keys.Except(chosen.Scans.Select(static s => s.ScanId), StringComparer.Ordinal).ToList()) _known.Remove(gone);
        for (var i = 0; i < chosen.Scans.Count; i++)
        {
            progress?.Invoke(i, chosen.Scans.Count);
            var id = chosen.Scans[i].ScanId;
            if (!_known.ContainsKey(id)) _known[id] = await scans.FindAsync(id, cancellationToken) is { } scan ? EvidenceScan.Of(scan.Result) : null;
        }

        progress?.Invoke(chosen.Scans.Count, chosen.Scans.Count);
        var read = chosen.Scans.Select(s => _known[s.ScanId]).OfType<EvidenceScan>().ToList();
        var series = await SeriesAsync(read, chosen.At, cancellationToken);
        return EvidenceReport.Of(read, series.GetValueOrDefault, chosen.At, Options);
    }

    private async Task<Dictionary<string, CandleSeries>> SeriesAsync(List<EvidenceScan> read, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var series = new Dictionary<string, CandleSeries>(StringComparer.Ordinal);
        if (read.Count == 0) return series;
        var symbols = read.SelectMany(static s => s.Scores).Select(static s => s.Symbol).Distinct(StringComparer.Ordinal).ToList();
        var found = await candles.ReadManyAsync(venue, symbols, CandleSeries.BarWidth, read[0].At - Lead, now, now, cancellationToken);
        foreach (var (symbol, hours) in found)
            if (hours.Count > 0) series[symbol] = CandleSeries.FromHourly(symbol, venue, hours);
        return series;
    }
}

/// <summary>Scans that evidence is made of.</summary>
/// <param name="At">The instant; nothing later counts.</param>
/// <param name="Scans">The first of every two hours, oldest first.</param>
/// <param name="Stored">How many are stored in the window.</param>
public sealed record ChosenScans(DateTimeOffset At, IReadOnlyList<ScanSummary> Scans, int Stored)
{
    /// <summary>The newest one; null without any.</summary>
    public string? NewestId => Scans is [.., var newest] ? newest.ScanId : null;
}
