using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Exits;

/// <summary>Builds checks so that outcome, comparison and margin can never disagree. On its threshold a rule fires.</summary>
internal static class Checked
{
    public static ExitCheck AtLeast(ExitRule rule, double actual, double threshold, string unit, string reason) =>
        new(rule, actual >= threshold ? ExitOutcome.Fired : ExitOutcome.Held, actual, threshold, Comparison.AtLeast, unit, threshold - actual, reason);

    public static ExitCheck AtMost(ExitRule rule, double actual, double threshold, string unit, string reason) =>
        new(rule, actual <= threshold ? ExitOutcome.Fired : ExitOutcome.Held, actual, threshold, Comparison.AtMost, unit, actual - threshold, reason);

    public static ExitCheck NotChecked(ExitRule rule, double? threshold, Comparison comparison, string unit, string why) =>
        new(rule, ExitOutcome.NotChecked, null, threshold, comparison, unit, null, $"not checked: {why}");

    public static ExitCheck LeftOut(ExitRule rule) =>
        new(rule, ExitOutcome.LeftOut, null, null, Comparison.AtLeast, "", null, "left out by the patient profile");
}
