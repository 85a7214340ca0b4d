namespace CryptoRun.Domain.Gates;

/// <summary>The coin moves: absolute 4 h return, or 24 h where 4 h is missing, reaches the regime's limit.</summary>
internal static class MovementGate
{
    public const string Id = "movement";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        if ((inputs.Return4h ?? inputs.Return24h) is not { } move)
            return Judged.InsufficientHistory(Id, limits.Movement, Comparison.AtLeast, "fraction", inputs.Venue, inputs.PriceAgeSeconds, "neither a 4 h nor a 24 h return", "Needs four hours of candles");

        var horizon = inputs.Return4h is null ? "24 h" : "4 h";
        return Judged.AtLeast(inputs.WithWords, Id, Math.Abs(move), limits.Movement, "fraction", inputs.Venue, inputs.PriceAgeSeconds, (move, horizon, limits.Movement), static (passed, s) =>
        {
            var (move, horizon, least) = s;
            var (size, limit) = Figure.Apart(Math.Abs(move), least, Figure.WritePercent);
            var signed = (move < 0 ? "−" : "+") + size;
            return passed
                ? ($"{horizon} return {signed}, at least {limit} either way", $"Fails under {limit} either way")
                : ($"{horizon} return {signed} is under {limit} either way", $"Needs {Figure.Gap(least - Math.Abs(move), Figure.WritePercent)} more either way");
        });
    }
}
