namespace CryptoRun.Domain.Gates;

/// <summary>Longs do not pay for the move: venue-median funding z at or under its limit while the price is above its 24 h VWAP. Without a derivatives feed it does not apply.</summary>
internal static class FundingGate
{
    public const string Id = "funding";

    public static GateResult Evaluate(GateThresholds limits) =>
        Judged.NotApplicable(Id, limits.FundingZ, Comparison.AtMost, "z", "not applicable: no feed", "Applies once a funding feed is connected");
}
