namespace CryptoRun.Domain.Gates;

/// <summary>What the gates together say.</summary>
public static class Verdicts
{
    private const int FailuresThatStillWatch = 2;

    /// <summary>Candidate when every hard gate passed or does not apply; watch when the score gate passed and at most two hard gates failed; else blocked.</summary>
    /// <param name="results">Results that include the score gate.</param>
    /// <exception cref="ArgumentException">The score gate is not among them.</exception>
    public static Verdict Of(IReadOnlyList<GateResult> results)
    {
        var score = results.FirstOrDefault(result => result.Gate == ScoreGate.Id)
            ?? throw new ArgumentException("The score gate is not among the results.", nameof(results));
        var failures = results.Count(result => result is { Kind: GateKind.Hard, Outcome: GateOutcome.Failed });

        if (failures == 0) return Verdict.Candidate;
        return score.Outcome == GateOutcome.Passed && failures <= FailuresThatStillWatch ? Verdict.Watch : Verdict.Blocked;
    }
}
