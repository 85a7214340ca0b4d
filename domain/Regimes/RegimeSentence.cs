namespace CryptoRun.Domain.Regimes;

/// <summary>The reason of a detection as one sentence, made from its numbers.</summary>
internal static class RegimeSentence
{
    public static string Of(RegimeReading reading, RegimeVotes votes, RegimeDecision decision, Hysteresis result, RegimeState? previous, RegimeOptions options) =>
        $"Volatility is {Level(reading.Volatility, votes.Level, options)} and {Votes(reading, votes)}{Memory(reading, options)}, {Outcome(decision, result, previous)}.";

    public static string ColdStart(int symbols, int hours, RegimeOptions options) => symbols == 0
        ? $"No symbol has the {options.MinimumHours} closed hours without too many gaps that a detection needs, so choppy stands in with confidence 0.00."
        : $"The longest history among {symbols} symbols is {hours / 24.0:F1} days, under the {options.ColdStartDays} that a detection needs, so choppy stands in with confidence 0.00.";

    private static string Level(double volatility, VolatilityLevel level, RegimeOptions options) => level switch
    {
        VolatilityLevel.Calm => $"calm ({volatility:F3}, at most {options.CalmVolatility:0.00#})",
        VolatilityLevel.Elevated => $"elevated ({volatility:F3}, above {options.CalmVolatility:0.00#} and at most {options.ExtremeVolatility:0.00#})",
        _ => $"extreme ({volatility:F3}, above {options.ExtremeVolatility:0.00#})",
    };

    private static string Votes(RegimeReading reading, RegimeVotes votes)
    {
        var breadth = $"{reading.Breadth * 100:F1} % of coins above their 20-day average";
        var thrust = $"thrust {reading.Thrust.Value:F3}";
        return votes.AreSplit
            ? $"the breadth votes are split, {Word(votes.Breadth)} ({breadth}) against {Word(votes.Thrust)} ({thrust})"
            : $"both breadth votes say {Word(votes.Breadth)} ({breadth}, {thrust})";
    }

    private static string Memory(RegimeReading reading, RegimeOptions options) =>
        reading.Thrust.IsRemembered && reading.Thrust.Value <= options.Thrust ? $", a thrust within the last {options.ThrustDays} days being remembered" : "";

    private static string Outcome(RegimeDecision decision, Hysteresis result, RegimeState? previous)
    {
        var confidence = $"with confidence {decision.Confidence:F2}";
        if (result.Pending is { } pending) return $"which says {pending.Words()} {confidence}, but {result.State.Words()} holds until a second detection agrees";
        if (previous is null) return $"so {result.State.Words()} begins {confidence}";
        return previous == result.State ? $"so {result.State.Words()} holds {confidence}" : $"so {result.State.Words()} follows {previous.Value.Words()} {confidence}";
    }

    private static string Word(RegimeState vote) => vote == RegimeState.TrendingBull ? "bull" : "choppy";
}
