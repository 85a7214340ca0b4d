namespace CryptoRun.Domain.Gates;

/// <summary>The volume-adjusted daily range is unusual: at least the highest of the regime's limit, the liquidity tier's and the coin's own 80th percentile.</summary>
internal static class VadrGate
{
    public const string Id = "vadr";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        var (threshold, whose) = Limit(inputs, limits);
        if (inputs.Vadr is not { } vadr || inputs.VadrFrozenWhy is not null)
        {
            return Judged.InsufficientHistory(
                Id, threshold, Comparison.AtLeast, "ratio", inputs.Venue, inputs.CandleAgeSeconds, inputs.VadrFrozenWhy ?? "the volume-adjusted daily range is not available", "Needs more history of this coin");
        }

        return Judged.AtLeast(inputs.WithWords, Id, vadr, threshold, "ratio", inputs.Venue, inputs.CandleAgeSeconds, passed =>
        {
            var (actual, limit) = Figure.Apart(vadr, threshold, Write);
            return (passed ? $"daily range {actual}× its usual, at least {limit}×" : $"daily range {actual}× its usual is under {limit}×", whose);
        });
    }

    private static (double Threshold, string Whose) Limit(GateInputs inputs, GateThresholds limits)
    {
        var tier = LiquidityTier.Of(inputs.AdvUsd);
        if (!inputs.WithWords) return (Math.Max(Math.Max(tier?.Vadr ?? 0, limits.Vadr), inputs.VadrPercentile80 ?? 0), "");

        var (threshold, whose) = tier is not null && tier.Vadr > limits.Vadr ? (tier.Vadr, $"Limit of tier {tier.Number}") : (limits.Vadr, $"Limit of {inputs.Regime}");
        if (inputs.VadrPercentile80 is not { } own) return (threshold, $"{whose}; own 80th percentile unknown");

        var text = Figure.Plain(own, 2);
        return own > threshold
            ? (own, $"Limit is its own 80th percentile; {Lower(whose)} {Figure.Plain(threshold, 2)}")
            : (threshold, $"{whose}; own 80th percentile {text}");
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private static string Write(double value, int extra) => Figure.Plain(value, 2 + extra);
}
