using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Gates;

/// <summary>The composite, without social points and boost, reaches the regime's threshold.</summary>
internal static class ScoreGate
{
    public const string Id = "score";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits) =>
        Judged.AtLeast(inputs.WithWords, Id, inputs.Composite, limits.Composite, "points", "computed", inputs.CandleAgeSeconds, (inputs, limits), static (passed, s) =>
        {
            var (actual, limit) = Figure.Apart(s.inputs.Composite, s.limits.Composite, Write);
            var gap = Figure.Gap(s.inputs.Composite - s.limits.Composite, Write);
            return passed
                ? ($"composite {actual} reaches the {limit} that {s.inputs.Regime.Words()} asks", $"Fails {gap} points lower")
                : ($"composite {actual} is under the {limit} that {s.inputs.Regime.Words()} asks", $"Needs {gap} points more");
        });

    private static string Write(double value, int extra) => Figure.Plain(value, 1 + extra);
}
