namespace CryptoRun.Domain.Gates;

/// <summary>An exchange-native book is deep enough for the coin's tier, tightened by the regime. Without a book feed it does not apply.</summary>
internal static class DepthGate
{
    public const string Id = "depth";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        var limit = LiquidityTier.Of(inputs.AdvUsd)?.DepthUsd * (1 + limits.DepthTighterShare);
        return Judged.NotApplicable(Id, limit, Comparison.AtLeast, "usd", "not applicable: no feed", "Applies once an order book feed is connected");
    }
}
