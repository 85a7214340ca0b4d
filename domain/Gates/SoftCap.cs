namespace CryptoRun.Domain.Gates;

/// <summary>A number of points that should stay under a cap: shown, never blocking.</summary>
internal static class SoftCap
{
    public static GateResult Of(GateInputs inputs, string gate, double? points, double cap, string what, string hint)
    {
        if (points is not { } actual)
            return Judged.NotApplicable(gate, cap, Comparison.AtMost, "points", "not applicable: no feed", hint) with { Kind = GateKind.Soft };

        var result = Judged.AtMost(inputs.WithWords, gate, actual, cap, "points", "computed", inputs.CandleAgeSeconds, (actual, cap, what), static (passed, s) =>
        {
            var (text, limit) = Figure.Apart(s.actual, s.cap, Write);
            return passed
                ? ($"{text} {s.what}, at most {limit}", $"Warns above {limit}")
                : ($"{text} {s.what} are above {limit}; it does not block", $"{Figure.Gap(s.actual - s.cap, Write)} fewer would do");
        });
        return result with { Kind = GateKind.Soft };
    }

    private static string Write(double value, int extra) => Figure.Plain(value, 1 + extra);
}
