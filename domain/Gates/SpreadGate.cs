using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Gates;

/// <summary>The spread of the best exchange-native book is narrow enough for the coin's tier, tightened by the regime. Without a book feed it does not apply.</summary>
internal static class SpreadGate
{
    public const string Id = "spread";

    public static GateResult Evaluate(GateInputs inputs, LiquidityLimits limits, BestBook? best)
    {
        if (best is null)
            return Judged.NotApplicable(Id, limits.SpreadBps, Comparison.AtMost, "bps", LeftOutVenues.Named("not applicable: no feed", inputs.LeftOut?.Books), "Applies once an order book feed is connected");
        if (best.Best is not { Book: var book })
            return Judged.Unjudgeable(Id, limits.SpreadBps, Comparison.AtMost, "bps", "none", null, best.NoneWhy, "Needs a trusted book of a healthy venue");
        if (limits.SpreadBps is not { } limit)
            return Judged.Unjudgeable(Id, null, Comparison.AtMost, "bps", book.Venue, book.AgeSeconds, LiquidityLimits.NoTier(inputs.AdvUsd), LiquidityLimits.NoTierHint);

        var spread = book.SpreadBps!.Value;
        return Judged.AtMost(inputs.WithWords, Id, spread, limit, "bps", book.Venue, book.AgeSeconds, (spread, limit, book.Venue, limits.Tier!.Number, inputs.Regime), static (passed, s) =>
        {
            var (actual, widest) = Figure.Apart(s.spread, s.limit, Write);
            return passed
                ? ($"spread {actual} bps on {s.Venue}, at most {widest} bps", $"Fails above {widest} bps: tier {s.Number}, {s.Regime.Words()}")
                : ($"spread {actual} bps on {s.Venue} is above the {widest} bps of tier {s.Number} in {s.Regime.Words()}", $"Needs {Figure.Gap(s.spread - s.limit, Write)} bps less");
        });
    }

    private static string Write(double value, int extra) => Figure.Plain(value, 1 + extra);
}
