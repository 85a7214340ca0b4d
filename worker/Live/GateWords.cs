using CryptoRun.Domain.Gates;

namespace CryptoRun.Worker.Live;

/// <summary>A gate in the fewest words: <c>VADR 1.42 &lt; 1.85</c>.</summary>
internal static class GateWords
{
    /// <summary>Why a gate failed.</summary>
    public static string Failure(GateResult gate) => Text(gate, gate.Comparison == Comparison.AtLeast ? "<" : ">");

    /// <summary>How a gate passed.</summary>
    public static string Pass(GateResult gate) => Text(gate, gate.Comparison == Comparison.AtLeast ? "≥" : "≤");

    /// <summary>How a gate's measure moved: <c>VADR fell to 1.12</c>.</summary>
    public static string Moved(GateResult gate, bool up) =>
        $"{Name(gate)} {(up ? "rose" : "fell")} to {Figure(gate.Actual ?? 0, gate.Unit, Digits(gate.Unit))}";

    /// <summary>A gate's short name, first letter large.</summary>
    public static string Name(GateResult gate) => (gate.Gate, gate.Unit) switch
    {
        ("score", _) => "Score",
        ("vadr", _) => "VADR",
        ("movement", _) => "Move",
        ("funding", "fraction") => "Price over VWAP",
        ("funding", _) => "Funding z",
        ("volume24h", _) => "24 h volume",
        ("trend", "hurst") => "Hurst",
        ("trend", _) => "ADX",
        ("freshness", "bars") => "Signal age",
        ("freshness", _) => "Signal distance",
        ("fatigue", "rsi") => "RSI 4 h",
        ("fatigue", _) => gate.Comparison == Comparison.AtLeast ? "Fatigue, acceleration" : "24 h return",
        ("lateFill", _) => "Decision",
        ("spread", _) => "Spread",
        ("depth", _) => "Depth",
        ("socialCap", _) => "Social points",
        ("catalystHeat", _) => "Event points",
        _ => gate.Gate,
    };

    private static string Text(GateResult gate, string sign)
    {
        if (gate.Actual is not { } actual || gate.Threshold is not { } threshold) return $"{Name(gate)}: {gate.Reason.Split(':')[0]}";
        var (left, right) = Figures(actual, threshold, gate.Unit);
        return $"{Name(gate)} {left} {sign} {right}";
    }

    /// <summary>Both figures with as many digits as it takes to tell them apart: a failure never reads "75.0 &lt; 75".</summary>
    private static (string Actual, string Threshold) Figures(double actual, double threshold, string unit)
    {
        var digits = Digits(unit);
        while (digits < 6 && actual != threshold && string.Equals(Figure(actual, unit, digits), Figure(threshold, unit, digits), StringComparison.Ordinal)) digits++;
        return (Figure(actual, unit, digits), Limit(threshold, unit, digits));
    }

    private static int Digits(string unit) => unit switch
    {
        "points" or "fraction" or "adx" or "rsi" or "s" => 1,
        "bars" or "bps" or "usd" => 0,
        _ => 2,
    };

    private static string Figure(double value, string unit, int digits)
    {
        var zeros = new string('0', digits);
        var format = digits == 0 ? "0" : $"0.{zeros}";
        return unit switch
        {
            "fraction" => $"{(value * 100).ToString(format)} %",
            "usd" => Usd(value, digits),
            "z" => value.ToString($"+{format};-{format};{format}"),
            "bps" => $"{value.ToString(format)} bps",
            "bars" => $"{value.ToString(format)} bars",
            "s" => $"{value.ToString(format)} s",
            "atr" => $"{value.ToString(format)} ATR",
            _ => value.ToString(format),
        };
    }

    private static string Limit(double value, string unit, int digits)
    {
        var format = $"0.{new string('#', digits)}";
        return unit switch
        {
            "fraction" => $"{(value * 100).ToString(format)} %",
            "usd" => Usd(value, digits),
            _ => value.ToString(format),
        };
    }

    private static string Usd(double value, int more)
    {
        var (scale, suffix, digits) = Math.Abs(value) switch
        {
            >= 1e9 => (1e9, "B", 2),
            >= 1e6 => (1e6, "M", 2),
            >= 1e3 => (1e3, "k", 0),
            _ => (1.0, "", 0),
        };
        return $"${(value / scale).ToString(more + digits == 0 ? "0" : "0." + new string('#', more + digits))}{suffix}";
    }
}
