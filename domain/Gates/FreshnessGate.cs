namespace CryptoRun.Domain.Gates;

/// <summary>The signal is young and the price is still near it. Age is reported in bars; when only the distance fails, the distance in ATR.</summary>
internal static class FreshnessGate
{
    public const string Id = "freshness";

    public static GateResult Evaluate(GateInputs inputs, GateThresholds limits)
    {
        if (inputs.Signal is not { } signal)
            return Judged.NotApplicable(Id, limits.FreshnessBars, Comparison.AtMost, "bars", "no signal: the 4 h move is under its limit", $"Applies once a 4 h move reaches {Figure.Percent(limits.Movement)}", inputs.Venue, inputs.CandleAgeSeconds);

        var distance = inputs.Atr1h > 0 ? Math.Abs(inputs.Price - signal.Price) / inputs.Atr1h.Value : (double?)null;
        if (distance is double.NaN) distance = null;
        var isYoung = signal.BarsAgo <= limits.FreshnessBars;
        if (isYoung && distance is null)
            return Judged.InsufficientHistory(Id, limits.FreshnessAtr, Comparison.AtMost, "atr", inputs.Venue, inputs.PriceAgeSeconds, "no hourly ATR to measure the distance from the signal", "Needs 20 hours in which the price moves");

        return isYoung && distance > limits.FreshnessAtr
            ? Judged.AtMost(inputs.WithWords, Id, distance.Value, limits.FreshnessAtr, "atr", inputs.Venue, inputs.PriceAgeSeconds, (signal, distance.Value, limits), static (_, s) => TooFar(s.signal, s.Value, s.limits))
            : Judged.AtMost(inputs.WithWords, Id, signal.BarsAgo, limits.FreshnessBars, "bars", inputs.Venue, inputs.PriceAgeSeconds, (signal, distance, limits), static (passed, s) => passed ? Fresh(s.signal, s.distance!.Value, s.limits) : TooOld(s.signal, s.distance, s.limits));
    }

    private static (string Reason, string Hint) Fresh(SignalReading signal, double distance, GateThresholds limits)
    {
        var left = limits.FreshnessBars - signal.BarsAgo;
        var when = left == 0 ? "at the next bar" : $"in {Bars(left + 1)}";
        return ($"signal {Bars(signal.BarsAgo)} old, {Distance(distance, limits)}", $"Fails {when}; {Distance(distance, limits)}");
    }

    private static (string Reason, string Hint) TooOld(SignalReading signal, double? distance, GateThresholds limits)
    {
        var also = distance > limits.FreshnessAtr ? $" and {Distance(distance.Value, limits)}" : "";
        return ($"signal {Bars(signal.BarsAgo)} old{also}, at most {Bars(limits.FreshnessBars)} allowed", "Needs a new signal");
    }

    private static (string Reason, string Hint) TooFar(SignalReading signal, double distance, GateThresholds limits) =>
        ($"price has run away from the signal {Bars(signal.BarsAgo)} ago: {Distance(distance, limits)}", $"Needs the price {Figure.Gap(distance - limits.FreshnessAtr, WriteAtr)} ATR nearer to the signal, or a new one");

    private static string Distance(double distance, GateThresholds limits)
    {
        var actual = Figure.Apart(distance, limits.FreshnessAtr, WriteAtr).Actual;
        return $"{actual} of {Figure.Plain(limits.FreshnessAtr, 1)} ATR away";
    }

    private static string Bars(int count) => count == 1 ? "1 bar" : $"{count} bars";

    private static string WriteAtr(double value, int extra) => Figure.Plain(value, 2 + extra);
}
