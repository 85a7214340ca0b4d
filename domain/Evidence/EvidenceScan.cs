using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Evidence;

/// <summary>What of a stored scan is held against the future: nothing of it is computed anew.</summary>
/// <param name="At">The scan instant, UTC.</param>
/// <param name="ScanId">The scan.</param>
/// <param name="Regime">Regime in force.</param>
/// <param name="Scores">Scored symbols, in the scan's order.</param>
public sealed record EvidenceScan(DateTimeOffset At, string ScanId, RegimeState Regime, IReadOnlyList<EvidenceScore> Scores)
{
    /// <summary>Reduces a scan.</summary>
    public static EvidenceScan Of(ScanResult scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var failed = new List<string[]>();
        return new EvidenceScan(scan.AsOf, scan.ScanId, scan.Regime.State, [.. scan.Candidates.Select(score => EvidenceScore.Of(score, failed))]);
    }
}

/// <summary>One symbol of a scan.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="IsCandidate">Whether every hard gate let it pass.</param>
/// <param name="IsAboveEntry">Whether its composite reached the score gate.</param>
/// <param name="Values">By <see cref="Signal"/>, in its order; NaN where the scan had none. Years of scans are held at once: a nullable number would take twice the room.</param>
public sealed record EvidenceScore(string Symbol, bool IsCandidate, bool IsAboveEntry, IReadOnlyList<double> Values)
{
    private const int Factors = 5;
    private static readonly int Signals = Enum.GetValues<Signal>().Length;

    /// <summary>Hard gates that it failed, in their order.</summary>
    public IReadOnlyList<string> FailedGates { get; init; } = [];

    /// <summary>A signal's value; null where the scan had none.</summary>
    public double? this[Signal signal] => Values[(int)signal] is var value && double.IsNaN(value) ? null : value;

    /// <summary>Reduces the score of a symbol.</summary>
    /// <param name="score">The score.</param>
    /// <param name="seen">Lists of failed gates that the scan's scores before it had: equal ones are held once.</param>
    internal static EvidenceScore Of(Scoring.ScoreExplanation score, List<string[]> seen)
    {
        var values = new double[Signals];
        Array.Fill(values, double.NaN);
        values[(int)Signal.Score] = score.Final;
        for (var k = 0; k < Factors && k < score.Factors.Count; k++)
            values[(int)Signal.Momentum + k] = score.Factors[k].Flags.Contains("missing") || score.Factors[k].Flags.Contains("absent") ? double.NaN : score.Factors[k].Score;
        values[(int)Signal.PlainMomentum24h] = score.Market.Return24h ?? double.NaN;
        values[(int)Signal.SlowMomentum] = Shadow(score, "slowMomentum");
        values[(int)Signal.Volatility7d] = Shadow(score, "volatility7d");
        values[(int)Signal.Reversal4h] = Shadow(score, "reversal4h");
        values[(int)Signal.VolumeResidual] = Shadow(score, "volumeResidual");
        return new EvidenceScore(score.Symbol, score.Verdict == Verdict.Candidate, score.Gates.Any(gate => gate is { Gate: ScoreGate.Id, Outcome: GateOutcome.Passed }), values)
        {
            FailedGates = Once([.. score.Gates.Where(static gate => gate is { Kind: GateKind.Hard, Outcome: GateOutcome.Failed }).Select(static gate => gate.Gate)], seen),
        };
    }

    private static string[] Once(string[] failed, List<string[]> seen)
    {
        if (seen.Find(other => other.AsSpan().SequenceEqual(failed)) is { } equal) return equal;
        seen.Add(failed);
        return failed;
    }

    private static double Shadow(Scoring.ScoreExplanation score, string name) => score.Shadow.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal))?.Value ?? double.NaN;
}

/// <summary>What symbols can be ranked by.</summary>
public enum Signal
{
    /// <summary>The final score.</summary>
    Score,

    /// <summary>Factor score of momentum.</summary>
    Momentum,

    /// <summary>Factor score of the technical factor.</summary>
    Technical,

    /// <summary>Factor score of volume.</summary>
    Volume,

    /// <summary>Factor score of quality.</summary>
    Quality,

    /// <summary>Factor score of the catalyst factor.</summary>
    Catalyst,

    /// <summary>The return of the last 24 h: what needs no scanner.</summary>
    PlainMomentum24h,

    /// <summary>Shadow factor.</summary>
    SlowMomentum,

    /// <summary>Shadow factor.</summary>
    Volatility7d,

    /// <summary>Shadow factor.</summary>
    Reversal4h,

    /// <summary>Shadow factor.</summary>
    VolumeResidual,
}
