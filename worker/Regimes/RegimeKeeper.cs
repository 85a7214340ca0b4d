using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Regimes;

/// <summary>
/// Keeps the history of detections complete: whoever needs the regime of an instant, the job or a scan, gets the detection of the last boundary before it, made now
/// when it is missing. Detections that were slept through are made up one after the other, so that hysteresis does not depend on who was awake.
/// </summary>
/// <param name="store">History, append-only.</param>
/// <param name="options">Parameters.</param>
/// <param name="log">Log.</param>
internal sealed class RegimeKeeper(IRegimeStore store, RegimeOptions options, ILogger<RegimeKeeper> log) : IDisposable
{
    /// <summary>Beyond this, making up is no better than beginning: the detector itself looks back ten days, and what it finds on the way is kept.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(10);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The regime in force at an instant.</summary>
    /// <param name="at">The instant, market time.</param>
    /// <param name="series">The universe's candles; those not closed at a boundary are not seen by its detection.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<RegimeDetection> InForceAsync(DateTimeOffset at, IReadOnlyList<CandleSeries> series, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var before = await store.LatestAsync(at, cancellationToken);
            var made = 0;
            var record = before;
            foreach (var next in Missing(before, at, series))
            {
                record = next(record);
                await store.AppendAsync(record, cancellationToken);
                made++;
                if (record.Previous is { } previous && previous != record.State) RegimesLog.Changed(log, record.At, previous, record.State, record.Reason);
            }

            return new RegimeDetection(record!, made, before is not null && before.State != record!.State);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private IEnumerable<Func<RegimeRecord?, RegimeRecord>> Missing(RegimeRecord? before, DateTimeOffset at, IReadOnlyList<CandleSeries> series)
    {
        var boundary = RegimeSchedule.LastBoundary(at);
        if (before is null || boundary - before.At > LongestGap)
        {
            // The ten days that hysteresis needs are history as well: what was closed then tells the same now. Of a time that had too little of it there is nothing to tell.
            var history = RegimeDetector.History(boundary, series, options);
            foreach (var record in history.SkipWhile(r => r.At < boundary && r.Flags.Count > 0 && r.Confidence == 0)) yield return _ => record;
            yield break;
        }

        for (var next = RegimeSchedule.NextBoundary(before.At); next <= boundary; next += RegimeSchedule.Step)
        {
            var detectAt = next;
            yield return last => RegimeDetector.Detect(detectAt, series, last, options);
        }
    }
}

/// <summary>The regime in force and what it took.</summary>
/// <param name="Record">The detection in force.</param>
/// <param name="Made">Detections made now; 0 when it was there.</param>
/// <param name="Changed">Whether the state differs from the one that was in force.</param>
internal sealed record RegimeDetection(RegimeRecord Record, int Made, bool Changed);
