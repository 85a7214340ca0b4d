namespace CryptoRun.Domain.Gates;

/// <summary>Enough was traded in 24 h to get in and out.</summary>
internal static class VolumeGate
{
    public const string Id = "volume24h";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits) =>
        Judged.AtLeast(inputs.WithWords, Id, inputs.VolumeUsd24h, limits.VolumeUsd24h, "usd", inputs.Venue, inputs.CandleAgeSeconds, (Volume: inputs.VolumeUsd24h, Least: limits.VolumeUsd24h), static (passed, s) =>
        {
            var (actual, limit) = Figure.Apart(s.Volume, s.Least, Figure.WriteUsd);
            return passed
                ? ($"{actual} traded in 24 h, at least {limit}", $"Fails under {limit}")
                : ($"{actual} traded in 24 h is under {limit}", $"Needs {Figure.Gap(s.Least - s.Volume, Figure.WriteUsd)} more in 24 h");
        });
}
