namespace CryptoRun.Domain.Gates;

/// <summary>The decision comes soon after the signal, with the extra time that the ledger granted. Outside live decisions it does not apply.</summary>
internal static class LateFillGate
{
    public const string Id = "lateFill";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        if (inputs.Decision is not { } decision)
            return Judged.NotApplicable(Id, limits.LateFillSeconds, Comparison.AtMost, "s", "not applicable: no feed", "Applies once decisions are timed against their signals");

        var limit = limits.LateFillSeconds + (decision.Relaxation?.ExtraSeconds ?? 0);
        var delay = (decision.DecidedAt - decision.SignalTime).TotalSeconds;
        if (delay < 0)
            return Judged.Unjudgeable(Id, limit, Comparison.AtMost, "s", "computed", null, "decided before its signal", "Needs clocks that agree");

        return Judged.AtMost(inputs.WithWords, Id, delay, limit, "s", "computed", delay, (delay, limit, decision), static (passed, s) =>
        {
            var (text, limitText) = Figure.Apart(s.delay, s.limit, Write);
            var granted = s.decision.Relaxation is { } extra ? $" ({Figure.Plain(extra.ExtraSeconds, 0)} s granted: {extra.Reason})" : "";
            return passed
                ? ($"decided {text} s after the signal, at most {limitText} s{granted}", $"Fails after {limitText} s")
                : ($"decided {text} s after the signal, more than {limitText} s{granted}", "Needs a new signal");
        });
    }

    private static string Write(double value, int extra) => Figure.Plain(value, 1 + extra);
}
