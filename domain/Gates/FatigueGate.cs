namespace CryptoRun.Domain.Gates;

/// <summary>
/// The run is not tired: fails when the 24 h return and RSI14 (4 h) are both above their limits and acceleration does not excuse it.
/// Reported is the condition that decides: the return, else RSI, else acceleration.
/// </summary>
internal static class FatigueGate
{
    public const string Id = "fatigue";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        if (inputs.Return24h is not { } run || run is double.NaN)
            return Missing(inputs, limits.FatigueReturn24h, Comparison.AtMost, "fraction", "no 24 h return", "Needs 24 hours of candles");

        var (runText, runLimit) = Words(inputs, run, limits.FatigueReturn24h, SignedPercent);
        if (run <= limits.FatigueReturn24h)
        {
            return Judged.AtMost(inputs.WithWords, Id, run, limits.FatigueReturn24h, "fraction", inputs.Venue, inputs.PriceAgeSeconds, (runText, runLimit, limits.FatigueRsi), static (_, s) =>
                ($"24 h {s.runText}, at most {s.runLimit}", $"Fails above {s.runLimit} with RSI above {Rsi(s.FatigueRsi, 0)} and no acceleration"));
        }

        if (inputs.Rsi4h is not { } rsi || rsi is double.NaN)
            return Missing(inputs, limits.FatigueRsi, Comparison.AtMost, "rsi", $"24 h {runText} is above {runLimit} and there is no RSI", "Needs 60 bars of 4 h for RSI");

        var (rsiText, rsiLimit) = Words(inputs, rsi, limits.FatigueRsi, Rsi);
        if (rsi <= limits.FatigueRsi)
        {
            return Judged.AtMost(inputs.WithWords, Id, rsi, limits.FatigueRsi, "rsi", inputs.Venue, inputs.CandleAgeSeconds, (runText, runLimit, rsiText, rsiLimit), static (_, s) =>
                ($"24 h {s.runText} is above {s.runLimit}, but RSI {s.rsiText} is at most {s.rsiLimit}", $"Fails with RSI above {s.rsiLimit} and no acceleration"));
        }

        if (inputs.Acceleration4h is not { } acceleration)
            return Missing(inputs, limits.FatigueAcceleration, Comparison.AtLeast, "fraction", $"24 h {runText} above {runLimit} with RSI {rsiText} above {rsiLimit}, and no acceleration to excuse it", "Needs nine hours of candles");

        var (speed, excuse) = Words(inputs, acceleration, limits.FatigueAcceleration, SignedPercent);
        var tired = !inputs.WithWords ? "" : $"24 h {runText} above {runLimit} with RSI {rsiText} above {rsiLimit}";
        return Judged.AtLeast(inputs.WithWords, Id, acceleration, limits.FatigueAcceleration, "fraction", inputs.Venue, inputs.PriceAgeSeconds, (tired, speed, excuse, Short: limits.FatigueAcceleration - acceleration, rsiText, rsiLimit), static (passed, s) => passed
            ? ($"{s.tired}, excused by acceleration {s.speed}, at least {s.excuse}", $"Fails with acceleration under {s.excuse}")
            : ($"{s.tired}; acceleration {s.speed} is short of the {s.excuse} that excuses it", $"Acceleration {Figure.Gap(s.Short, Figure.WritePercent)} short; or RSI {s.rsiText} to {s.rsiLimit}"));
    }

    private static GateResult Missing(GateInputs inputs, double threshold, Comparison comparison, string unit, string why, string hint) =>
        Judged.InsufficientHistory(Id, threshold, comparison, unit, inputs.Venue, inputs.PriceAgeSeconds, why, hint);

    private static (string Actual, string Limit) Words(GateInputs inputs, double actual, double limit, Func<double, int, string> write) =>
        inputs.WithWords ? Figure.Apart(actual, limit, write) : ("", "");

    private static string SignedPercent(double value, int extra) => (value > 0 ? "+" : "") + Figure.WritePercent(value, extra);

    private static string Rsi(double value, int extra) => Figure.Plain(value, extra);
}
