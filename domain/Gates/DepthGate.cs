using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Gates;

/// <summary>The best exchange-native book is deep enough for the coin's tier, tightened by the regime. Without a book feed it does not apply.</summary>
internal static class DepthGate
{
    public const string Id = "depth";

    public static GateResult Evaluate(GateInputs inputs, LiquidityLimits limits, BestBook? best)
    {
        if (best is null)
            return Judged.NotApplicable(Id, limits.DepthUsd, Comparison.AtLeast, "usd", LeftOutVenues.Named("not applicable: no feed", inputs.LeftOut?.Books), "Applies once an order book feed is connected");
        if (best.Best is not { Book: var book })
            return Judged.Unjudgeable(Id, limits.DepthUsd, Comparison.AtLeast, "usd", "none", null, best.NoneWhy, "Needs a trusted book of a healthy venue");
        if (limits.DepthUsd is not { } limit)
            return Judged.Unjudgeable(Id, null, Comparison.AtLeast, "usd", book.Venue, book.AgeSeconds, LiquidityLimits.NoTier(inputs.AdvUsd), LiquidityLimits.NoTierHint);

        var depth = book.DepthUsd!.Value;
        return Judged.AtLeast(inputs.WithWords, Id, depth, limit, "usd", book.Venue, book.AgeSeconds, (depth, limit, book, limits.Tier!.Number, inputs.Regime), static (passed, s) =>
        {
            var (actual, least) = Figure.Apart(s.depth, s.limit, Write);
            var gradient = s.book.LiquidityGradient is { } g ? $"; {Figure.Percent(g)} of it within 0.5 %" : "";
            var ends = s.book.DepthIsLowerBound && !passed ? " as far as its levels go" : "";
            return passed
                ? ($"{actual} within 2 % on {s.book.Venue}, at least {least}{gradient}", $"Fails under {least}: tier {s.Number}, {s.Regime.Words()}")
                : ($"{actual} within 2 % on {s.book.Venue}{ends} is under the {least} of tier {s.Number} in {s.Regime.Words()}{gradient}", $"Needs {Figure.Gap(s.limit - s.depth, Write)} more on the thinner side");
        });
    }

    // One digit more than elsewhere: tightened limits end in halves of a thousand.
    private static string Write(double value, int extra) => Figure.WriteUsd(value, 1 + extra);
}
