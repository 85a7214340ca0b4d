using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Gates;

/// <summary>The volume-adjusted daily range is unusual: at least the highest of the regime's limit, the liquidity tier's and the coin's own 80th percentile.</summary>
internal static class VadrGate
{
    public const string Id = "vadr";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        var tier = LiquidityTier.Of(inputs.AdvUsd);
        var threshold = Math.Max(Math.Max(tier?.Vadr ?? 0, limits.Vadr), inputs.VadrPercentile80 ?? 0);
        if (inputs.Vadr is not { } vadr || inputs.VadrFrozenWhy is not null)
        {
            return Judged.InsufficientHistory(
                Id, threshold, Comparison.AtLeast, "ratio", inputs.Venue, inputs.CandleAgeSeconds, inputs.VadrFrozenWhy ?? "the volume-adjusted daily range is not available", "Needs more history of this coin");
        }

        return Judged.AtLeast(inputs.WithWords, Id, vadr, threshold, "ratio", inputs.Venue, inputs.CandleAgeSeconds, (inputs, limits, tier, vadr, threshold), static (passed, s) =>
        {
            var (actual, limit) = Figure.Apart(s.vadr, s.threshold, Write);
            return (passed ? $"daily range {actual}× its usual, at least {limit}×" : $"daily range {actual}× its usual is under {limit}×", Whose(s.inputs, s.limits, s.tier));
        });
    }

    private static string Whose(GateInputs inputs, GateThresholds limits, LiquidityTier? tier)
    {
        var (limit, whose) = tier is not null && tier.Vadr > limits.Vadr ? (tier.Vadr, $"Limit of tier {tier.Number}") : (limits.Vadr, $"Limit of {inputs.Regime.Words()}");
        if (inputs.VadrPercentile80 is not { } own) return $"{whose}; own 80th percentile unknown";

        return own > limit
            ? $"Own 80th percentile; {Lower(whose)} {Figure.Plain(limit, 2)}"
            : $"{whose}; own 80th percentile {Figure.Plain(own, 2)}";
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private static string Write(double value, int extra) => Figure.Plain(value, 2 + extra);
}
