using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Calibration;

/// <summary>The samples of one scan.</summary>
/// <param name="Samples">Labelled symbols, in the scan's order.</param>
/// <param name="Absent">The others, each with its reason.</param>
public sealed record ScanSamples(IReadOnlyList<CalibrationSample> Samples, IReadOnlyList<UnlabelledSymbol> Absent)
{
    /// <summary>Labels every scored symbol of a scan and holds each against the mean of all.</summary>
    /// <param name="scan">A scan.</param>
    /// <param name="candles">The candles of a symbol by its name, reaching past the scan; null: the symbol has none.</param>
    /// <param name="knownAt">Now, UTC.</param>
    /// <param name="options">Parameters.</param>
    public static ScanSamples Of(ScanResult scan, Func<string, CandleSeries?> candles, DateTimeOffset knownAt, CalibrationOptions options)
    {
        var (labelled, absent) = (new List<(ScoreExplanation Score, double Volatility, BarrierLabel Label)>(), new List<UnlabelledSymbol>());
        foreach (var score in scan.Candidates)
        {
            var result = candles(score.Symbol) is { } series ? TripleBarrier.Label(series, scan.AsOf, knownAt, options) : LabelResult.None(LabelAbsence.Gaps);
            var volatility = score.Shadow.FirstOrDefault(shadow => shadow.Name == "volatility7d")?.Value;
            if (result.Label is { } label && volatility is { } known) labelled.Add((score, known, label));
            else absent.Add(new UnlabelledSymbol(score.Symbol, result.Absent ?? LabelAbsence.NotFinite));
        }

        var universe = labelled.Count == 0 ? 0 : labelled.Sum(entry => entry.Label.Return48h) / labelled.Count;
        return new ScanSamples([.. labelled.Select(entry => Sample(entry.Score, entry.Volatility, entry.Label, universe))], absent);
    }

    private static CalibrationSample Sample(ScoreExplanation score, double volatility, BarrierLabel label, double universe) => new(
        score.AsOf,
        score.Symbol,
        score.Regime,
        score.Final,
        score.Gates.Any(gate => gate is { Gate: ScoreGate.Id, Outcome: GateOutcome.Passed }),
        volatility,
        label.IsSuccess,
        label.Return48h,
        universe,
        label.KnownAt);
}

/// <summary>A scored symbol without a label.</summary>
/// <param name="Symbol">Symbol.</param>
/// <param name="Reason">Why.</param>
public sealed record UnlabelledSymbol(string Symbol, LabelAbsence Reason);
