using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Evidence;

/// <summary>
/// Reads stored scans and what came after them, once for everybody: a scan is read one time and kept in short, a report is made again when a newer one counts, and never more than twice a
/// minute. Nothing is read before somebody asks.
/// </summary>
/// <param name="scans">Scans.</param>
/// <param name="candles">Candles.</param>
/// <param name="market">Market time and source.</param>
/// <param name="wall">Wall clock.</param>
public sealed class EvidenceReader(IScanStore scans, ICandleStore candles, MarketView market, TimeProvider wall) : IDisposable
{
    /// <summary>How far back scans are looked at.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>Hours of which one scan, the first, is looked at: their outcomes overlap almost wholly.</summary>
    public const int StepHours = 2;

    private const int PageSize = 500;
    private static readonly TimeSpan Step = TimeSpan.FromHours(StepHours);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lead = TimeSpan.FromDays(31);
    private static readonly EvidenceOptions Options = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, EvidenceScan?> _known = new(StringComparer.Ordinal);
    private Task<EvidenceReading>? _running;
    private long _madeAt;

    /// <summary>Scans read and to be read of the report at work.</summary>
    public (int Read, int Total) Progress { get; private set; }

    /// <summary>The report of now, or the last one while it is young enough.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the work that others wait for too.</param>
    public async Task<EvidenceReading> ReadAsync(CancellationToken cancellationToken)
    {
        Task<EvidenceReading> task;
        lock (_gate)
        {
            if (_running is null || (_running.IsCompleted && !IsYoung(_running)))
            {
                var before = _running is { IsCompletedSuccessfully: true } ? _running.Result : null;
                _running = Task.Run(() => MakeAsync(before), _stop.Token);
            }

            task = _running;
        }

        return await task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private bool IsYoung(Task<EvidenceReading> task) => task.IsCompletedSuccessfully && wall.GetElapsedTime(Volatile.Read(ref _madeAt)) < BetweenReports;

    private async Task<EvidenceReading> MakeAsync(EvidenceReading? before)
    {
        var now = market.Now;
        var (chosen, stored) = await ChooseAsync(now);
        if (before is not null && chosen is [.., var newest] && newest.ScanId == before.NewestScanId)
        {
            Volatile.Write(ref _madeAt, wall.GetTimestamp());
            return before;
        }

        foreach (var gone in _known.Keys.Except(chosen.Select(s => s.ScanId), StringComparer.Ordinal).ToList()) _known.Remove(gone);
        Progress = (0, chosen.Count);
        foreach (var summary in chosen)
        {
            if (!_known.ContainsKey(summary.ScanId)) _known[summary.ScanId] = await scans.FindAsync(summary.ScanId, _stop.Token) is { } scan ? EvidenceScan.Of(scan.Result) : null;
            Progress = (Progress.Read + 1, chosen.Count);
        }

        var read = chosen.Select(s => _known[s.ScanId]).OfType<EvidenceScan>().ToList();
        var series = await SeriesAsync(read, now);
        var report = EvidenceReport.Of(read, series.GetValueOrDefault, now, Options);
        Volatile.Write(ref _madeAt, wall.GetTimestamp());
        return new EvidenceReading(report, market.Source, stored, chosen is [.., var last] ? last.ScanId : null);
    }

    /// <summary>The first scan of every two hours of the window, oldest first, and how many are stored in it.</summary>
    private async Task<(IReadOnlyList<ScanSummary> Chosen, int Stored)> ChooseAsync(DateTimeOffset now)
    {
        var (byHour, stored, before) = (new SortedDictionary<long, ScanSummary>(), 0, (string?)null);
        while (true)
        {
            var page = await scans.ListAsync(before, PageSize, _stop.Token);
            foreach (var summary in page.Where(s => s.AsOf >= now - Window && s.AsOf <= now))
            {
                byHour[summary.AsOf.UtcTicks / Step.Ticks] = summary;
                stored++;
            }

            if (page.Count < PageSize || page[^1].AsOf < now - Window) return ([.. byHour.Values], stored);
            before = page[^1].ScanId;
        }
    }

    private async Task<Dictionary<string, CandleSeries>> SeriesAsync(List<EvidenceScan> read, DateTimeOffset now)
    {
        var series = new Dictionary<string, CandleSeries>(StringComparer.Ordinal);
        if (read.Count == 0) return series;
        var symbols = read.SelectMany(s => s.Scores).Select(s => s.Symbol).Distinct(StringComparer.Ordinal).ToList();
        var found = await candles.ReadManyAsync(MarketView.Venue, symbols, CandleSeries.BarWidth, read[0].At - Lead, now, now, _stop.Token);
        foreach (var (symbol, hours) in found)
            if (hours.Count > 0) series[symbol] = CandleSeries.FromHourly(symbol, MarketView.Venue, hours);
        return series;
    }
}

/// <summary>A report and what it was made of.</summary>
/// <param name="Report">The report.</param>
/// <param name="Source">Source of every number.</param>
/// <param name="Stored">Scans stored in the window; the first of every two hours was read.</param>
/// <param name="NewestScanId">The newest one read.</param>
public sealed record EvidenceReading(EvidenceReport Report, MarketSource Source, int Stored, string? NewestScanId);
