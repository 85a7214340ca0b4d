namespace CryptoRun.Domain.Gates;

/// <summary>The spread of an exchange-native book is narrow enough for the coin's tier, tightened by the regime. Without a book feed it does not apply.</summary>
internal static class SpreadGate
{
    public const string Id = "spread";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        var limit = LiquidityTier.Of(inputs.AdvUsd)?.SpreadBps - limits.SpreadTighterBps;
        return Judged.NotApplicable(Id, limit, Comparison.AtMost, "bps", "not applicable: no feed", "Applies once an order book feed is connected");
    }
}
