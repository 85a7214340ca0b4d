namespace CryptoRun.Domain.Gates;

/// <summary>Builds results so that outcome, comparison and margin can never disagree. Words are written from a state that is handed on, so that a "what if" without words allocates nothing for them.</summary>
internal static class Judged
{
    private const string InsufficientHistoryWords = "insufficient history";

    public static GateResult AtLeast<TState>(bool withWords, string gate, double actual, double threshold, string unit, string source, double? ageSeconds, TState state, Func<bool, TState, (string Reason, string Hint)> words) =>
        Result(withWords, gate, actual, threshold, Comparison.AtLeast, actual >= threshold, actual - threshold, unit, source, ageSeconds, state, words);

    public static GateResult AtMost<TState>(bool withWords, string gate, double actual, double threshold, string unit, string source, double? ageSeconds, TState state, Func<bool, TState, (string Reason, string Hint)> words) =>
        Result(withWords, gate, actual, threshold, Comparison.AtMost, actual <= threshold, threshold - actual, unit, source, ageSeconds, state, words);

    /// <summary>A failure for want of history: never a pass, and no number is made up.</summary>
    public static GateResult InsufficientHistory(string gate, double threshold, Comparison comparison, string unit, string source, double? ageSeconds, string why, string hint) =>
        Unjudgeable(gate, threshold, comparison, unit, source, ageSeconds, why.StartsWith(InsufficientHistoryWords, StringComparison.Ordinal) ? why : $"{InsufficientHistoryWords}: {why}", hint);

    /// <summary>A failure because what should be judged is not there or not to be trusted.</summary>
    public static GateResult Unjudgeable(string gate, double? threshold, Comparison comparison, string unit, string source, double? ageSeconds, string reason, string hint) =>
        new(gate, GateKind.Hard, GateOutcome.Failed, null, threshold is { } limit && double.IsFinite(limit) ? limit : null, comparison, unit, null, reason, hint, source, ageSeconds);

    public static GateResult NotApplicable(string gate, double? threshold, Comparison comparison, string unit, string reason, string hint, string source = "none", double? ageSeconds = null) =>
        new(gate, GateKind.Hard, GateOutcome.NotApplicable, null, threshold, comparison, unit, null, reason, hint, source, ageSeconds);

    private static GateResult Result<TState>(
        bool withWords, string gate, double actual, double threshold, Comparison comparison, bool passed, double margin, string unit, string source, double? ageSeconds, TState state, Func<bool, TState, (string Reason, string Hint)> words)
    {
        if (!double.IsFinite(margin))
            return Unjudgeable(gate, threshold, comparison, unit, source, ageSeconds, "not a finite number", "Needs a measure that is one");

        var (reason, hint) = withWords ? words(passed, state) : ("", "");
        return new(gate, GateKind.Hard, passed ? GateOutcome.Passed : GateOutcome.Failed, actual, threshold, comparison, unit, margin, reason, hint, source, ageSeconds);
    }
}
