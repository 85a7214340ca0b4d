namespace CryptoRun.Domain.Regimes;

/// <summary>What holds after a detection, given what held before: a new state needs two detections in a row, or one with confidence 1.</summary>
/// <param name="State">State in force.</param>
/// <param name="Pending">State that waits for its second detection.</param>
/// <param name="Since">When the state in force began.</param>
internal sealed record Hysteresis(RegimeState State, RegimeState? Pending, DateTimeOffset Since)
{
    /// <summary>Applies the rule. A pending state counts only when it is from the detection right before, 4 h ago.</summary>
    public static Hysteresis Apply(DateTimeOffset at, RegimeDecision decision, RegimeRecord? previous)
    {
        if (previous is null) return new(decision.State, null, at);
        if (decision.State == previous.State) return new(decision.State, null, previous.Since);

        var isSecond = previous.Pending == decision.State && at - previous.At <= RegimeSchedule.Step;
        return isSecond || decision.Confidence >= 1
            ? new(decision.State, null, at)
            : new(previous.State, decision.State, previous.Since);
    }
}
