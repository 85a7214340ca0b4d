using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Exits;

/// <summary>Rules that see the reason for the entry fade.</summary>
internal static class FadingRules
{
    /// <summary>Acceleration at most half of the entry's. An entry without acceleration has none to lose: a share of a number under 0 would fire at once.</summary>
    public static ExitCheck Acceleration(HeldPosition position, ExitReading reading, ExitOptions options)
    {
        if (position.AccelerationAtEntry is not > 0)
            return Checked.NotChecked(ExitRule.Acceleration, null, Comparison.AtMost, "z", "no acceleration at entry");

        var limit = options.AccelerationShare * position.AccelerationAtEntry.Value;
        if (reading.Acceleration is not { } now || now is double.NaN)
            return Checked.NotChecked(ExitRule.Acceleration, limit, Comparison.AtMost, "z", "no acceleration now");

        var (text, limitText) = Figure.Apart(now, limit, TwoDecimals);
        return Checked.AtMost(ExitRule.Acceleration, now, limit, "z", $"acceleration {text}, exit at {limitText}");
    }

    /// <summary>Final at most 70 % of the entry's, 75 % in HighVolatility.</summary>
    public static ExitCheck Score(HeldPosition position, ExitReading reading, ExitOptions options)
    {
        if (position.FinalAtEntry is not > 0)
            return Checked.NotChecked(ExitRule.ScoreDecay, null, Comparison.AtMost, "points", "no score at entry");

        var limit = (reading.IsHighVolatility ? options.ScoreShareHighVolatility : options.ScoreShare) * position.FinalAtEntry.Value;
        if (reading.Final is not { } now || now is double.NaN)
            return Checked.NotChecked(ExitRule.ScoreDecay, limit, Comparison.AtMost, "points", "no score now");

        var (text, limitText) = Figure.Apart(now, limit, OneDecimal);
        return Checked.AtMost(ExitRule.ScoreDecay, now, limit, "points", $"score {text}, exit at {limitText}");
    }

    private static string OneDecimal(double value, int extra) => Figure.Plain(value, 1 + extra);

    private static string TwoDecimals(double value, int extra) => Figure.Plain(value, 2 + extra);
}
