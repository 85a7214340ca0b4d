using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Evidence;

/// <summary>What stored scans were worth, as far as it is known at an instant.</summary>
/// <param name="At">The instant; nothing later was read.</param>
/// <param name="Scans">Scans that were looked at.</param>
/// <param name="From">The first of them; null without any.</param>
/// <param name="To">The last of them.</param>
/// <param name="CostBps">Cost of a round trip that was taken off, basis points.</param>
/// <param name="Horizons">One for each horizon, shortest first.</param>
/// <param name="Calibration">What came of turning scores into probabilities, a regime each and all together.</param>
public sealed record EvidenceReport(
    DateTimeOffset At, int Scans, DateTimeOffset? From, DateTimeOffset? To, double CostBps, IReadOnlyList<HorizonEvidence> Horizons, IReadOnlyList<CalibrationState> Calibration)
{
    private static readonly TimeSpan CalibrationStep = TimeSpan.FromHours(6);

    /// <summary>Makes the report. Pure: equal arguments give equal bits.</summary>
    /// <param name="scans">Stored scans, oldest first, at most one an hour: more tell nothing new.</param>
    /// <param name="candles">Hourly candles of a symbol by its name, from some weeks before the first scan; null: the symbol has none.</param>
    /// <param name="now">The instant, UTC.</param>
    /// <param name="options">Parameters.</param>
    public static EvidenceReport Of(IReadOnlyList<EvidenceScan> scans, Func<string, CandleSeries?> candles, DateTimeOffset now, EvidenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(scans);
        ArgumentNullException.ThrowIfNull(options);
        var seen = scans.Where(s => s.At <= now).ToList();
        return new EvidenceReport(
            now,
            seen.Count,
            seen is [var first, ..] ? first.At : null,
            seen is [.., var last] ? last.At : null,
            options.CostBps,
            [.. options.HorizonHours.Select(hours => HorizonEvidence.Of(OutcomePanel.Of(seen, candles, hours, now, options), seen, now, options))],
            CalibrationState.Of(Samples(seen, candles, now, options.Stop), now, options.Stop));
    }

    /// <summary>One scan in six hours: labels of 48 h overlap so much that the ones between add weight and no knowledge.</summary>
    private static IEnumerable<CalibrationSample> Samples(IReadOnlyList<EvidenceScan> scans, Func<string, CandleSeries?> candles, DateTimeOffset now, CancellationToken stop)
    {
        var options = new CalibrationOptions();
        DateTimeOffset? free = null;
        foreach (var scan in scans)
        {
            stop.ThrowIfCancellationRequested();
            if (scan.At < free) continue;
            free = scan.At + CalibrationStep;
            var labelled = scan.Scores.Select(score => (Score: score, Label: candles(score.Symbol) is { } series ? TripleBarrier.Label(series, scan.At, now, options).Label : null))
                .Where(s => s is { Label: not null } && s.Score[Signal.Volatility7d] is not null && s.Score[Signal.Score] is not null).ToList();
            if (labelled.Count == 0) continue;
            var universe = labelled.Average(s => s.Label!.Return48h);
            foreach (var (score, label) in labelled)
            {
                yield return new CalibrationSample(
                    scan.At, score.Symbol, scan.Regime, score[Signal.Score]!.Value, score.IsAboveEntry, score[Signal.Volatility7d]!.Value, label!.IsSuccess, label.Return48h, universe, label.KnownAt);
            }
        }
    }
}

/// <summary>Whether a score may be told as a probability in a regime, and why or why not.</summary>
/// <param name="Regime">The regime; null: all together.</param>
/// <param name="IsCalibrated">Whether a fit was accepted.</param>
/// <param name="Reason">With the numbers.</param>
public sealed record CalibrationState(Regimes.RegimeState? Regime, bool IsCalibrated, string Reason)
{
    /// <summary>What the later part of the samples did in bins of equal count, lowest probability first; empty without a fit.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init; } = [];

    internal static IReadOnlyList<CalibrationState> Of(IEnumerable<CalibrationSample> samples, DateTimeOffset now, CancellationToken stop) =>
    [
        .. CalibrationRun.Fit(samples, now, new CalibrationOptions { Stop = stop }).Outcomes
            .Select(static o => new CalibrationState(o.Regime, o.Fit is { IsUsable: true }, o.Reason) { Reliability = o.Fit?.Metrics.Reliability ?? [] }),
    ];
}
