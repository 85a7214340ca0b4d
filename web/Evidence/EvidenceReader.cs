using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Evidence;
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
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(30);
    private readonly StoredOutcomes _outcomes = new(scans, candles, MarketView.Venue);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
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
        var chosen = await _outcomes.ChooseAsync(market.Now, _stop.Token);
        if (before is not null && chosen.NewestId is { } newest && newest == before.NewestScanId)
        {
            Volatile.Write(ref _madeAt, wall.GetTimestamp());
            return before;
        }

        var report = await _outcomes.ReportAsync(chosen, (read, total) => Progress = (read, total), _stop.Token);
        Volatile.Write(ref _madeAt, wall.GetTimestamp());
        return new EvidenceReading(report, market.Source, chosen.Stored, chosen.NewestId);
    }
}

/// <summary>A report and what it was made of.</summary>
/// <param name="Report">The report.</param>
/// <param name="Source">Source of every number.</param>
/// <param name="Stored">Scans stored in the window; the first of every two hours was read.</param>
/// <param name="NewestScanId">The newest one read.</param>
public sealed record EvidenceReading(EvidenceReport Report, MarketSource Source, int Stored, string? NewestScanId);
