namespace CryptoRun.Domain.Gates;

/// <summary>The move is a trend: ADX14 on 4 h bars or the corrected Hurst exponent reaches its limit. The one that passes is reported, ADX first.</summary>
internal static class TrendGate
{
    public const string Id = "trend";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        if (inputs is { Adx4h: null, Hurst: null })
            return Judged.InsufficientHistory(Id, limits.Adx, Comparison.AtLeast, "adx", inputs.Venue, inputs.CandleAgeSeconds, "neither ADX nor Hurst exponent", "Needs 60 bars of 4 h for ADX or 512 h for the Hurst exponent");

        var adxPasses = inputs.Adx4h >= limits.Adx;
        var hurstPasses = inputs.Hurst >= limits.Hurst;
        var reportsAdx = adxPasses || (!hurstPasses && inputs.Adx4h is not null);
        return reportsAdx
            ? Judged.AtLeast(inputs.WithWords, Id, inputs.Adx4h!.Value, limits.Adx, "adx", inputs.Venue, inputs.CandleAgeSeconds, (inputs, limits), static (passed, s) => Words("ADX", s.inputs.Adx4h!.Value, s.limits.Adx, passed, s.inputs, s.limits, WriteAdx))
            : Judged.AtLeast(inputs.WithWords, Id, inputs.Hurst!.Value, limits.Hurst, "hurst", inputs.Venue, inputs.CandleAgeSeconds, (inputs, limits), static (passed, s) => Words("Hurst exponent", s.inputs.Hurst!.Value, s.limits.Hurst, passed, s.inputs, s.limits, WriteHurst));
    }

    private static (string Reason, string Hint) Words(string name, double value, double threshold, bool passed, GateInputs inputs, GateThresholds limits, Func<double, int, string> write)
    {
        var (actual, limit) = Figure.Apart(value, threshold, write);
        return passed
            ? ($"{name} {actual}, at least {limit}", name == "ADX" ? OtherHurst(inputs, limits) : OtherAdx(inputs, limits))
            : ($"{Both(inputs, limits)}: no trend", $"Needs ADX {WriteAdx(limits.Adx, 0)} or Hurst {WriteHurst(limits.Hurst, 0)}");
    }

    private static string Both(GateInputs inputs, GateThresholds limits)
    {
        var adx = inputs.Adx4h is { } a ? Under("ADX", a, limits.Adx, WriteAdx) : "ADX unknown";
        var hurst = inputs.Hurst is { } h ? Under("Hurst", h, limits.Hurst, WriteHurst) : "Hurst unknown";
        return $"{adx}, {hurst}";
    }

    private static string Under(string name, double value, double threshold, Func<double, int, string> write)
    {
        var (actual, limit) = Figure.Apart(value, threshold, write);
        return $"{name} {actual} under {limit}";
    }

    private static string OtherHurst(GateInputs inputs, GateThresholds limits) =>
        inputs.Hurst is not { } hurst ? "Hurst is unknown" : hurst >= limits.Hurst ? $"Hurst {WriteHurst(hurst, 0)} passes too" : $"{Under("Hurst", hurst, limits.Hurst, WriteHurst)} would not pass alone";

    // Hurst is reported only where ADX does not pass.
    private static string OtherAdx(GateInputs inputs, GateThresholds limits) =>
        inputs.Adx4h is not { } adx ? "ADX is unknown" : $"{Under("ADX", adx, limits.Adx, WriteAdx)} would not pass alone";

    private static string WriteAdx(double value, int extra) => Figure.Plain(value, 1 + extra);

    private static string WriteHurst(double value, int extra) => Figure.Plain(value, 2 + extra);
}
