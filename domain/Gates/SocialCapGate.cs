namespace CryptoRun.Domain.Gates;

/// <summary>Soft: the final score does not lean on talk. Without a sentiment reading it does not apply.</summary>
internal static class SocialCapGate
{
    public const string Id = "socialCap";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits) => SoftCap.Of(
        inputs, Id, inputs.SocialPoints, limits.SocialPoints, "social points", "Applies once a sentiment feed is connected");
}
