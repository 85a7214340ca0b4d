using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Worker.Documents;

/// <summary>The regime as API and command line give it.</summary>
/// <param name="State">State in force.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Pending">A state that waits for its second detection, or null.</param>
/// <param name="AsOf">The boundary that the detection answers for.</param>
/// <param name="NextAt">The next detection.</param>
/// <param name="Indicators">Value, threshold and vote of each.</param>
/// <param name="Weights">Factor weights that follow.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Since">When the state began.</param>
/// <param name="RawState">What this detection alone says.</param>
/// <param name="Previous">State before, null at the first.</param>
/// <param name="UniverseCount">Symbols that took part.</param>
/// <param name="Flags">For example <c>cold start</c>.</param>
/// <param name="SecondOpinions">What other methods say, beside the vote.</param>
public sealed record RegimeDocument(
    RegimeState State,
    double Confidence,
    RegimeState? Pending,
    DateTimeOffset AsOf,
    DateTimeOffset NextAt,
    IReadOnlyList<RegimeIndicator> Indicators,
    IReadOnlyDictionary<Factor, double> Weights,
    string Reason,
    DateTimeOffset Since,
    RegimeState RawState,
    RegimeState? Previous,
    int UniverseCount,
    IReadOnlyList<string> Flags,
    SecondOpinions SecondOpinions)
{
    /// <summary>Makes the document.</summary>
    /// <param name="record">The detection.</param>
    /// <param name="weights">Factor weights of its state.</param>
    /// <param name="opinions">Second opinions on it.</param>
    public static RegimeDocument Of(RegimeRecord record, FactorWeights weights, SecondOpinions opinions) => new(
        record.State, record.Confidence, record.Pending, record.At, RegimeSchedule.NextBoundary(record.At), record.Indicators,
        FactorWeights.Factors.ToDictionary(f => f, f => weights[f]),
        record.Reason, record.Since, record.RawState, record.Previous, record.UniverseCount, record.Flags, opinions);
}
