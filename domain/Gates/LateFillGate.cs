namespace CryptoRun.Domain.Gates;

/// <summary>The decision comes soon after the signal. Without a feed of live decisions it does not apply.</summary>
internal static class LateFillGate
{
    public const string Id = "lateFill";

    public static GateResult Evaluate(GateThresholds limits) =>
        Judged.NotApplicable(Id, limits.LateFillSeconds, Comparison.AtMost, "s", "not applicable: no feed", "Applies once decisions are timed against their signals");
}
