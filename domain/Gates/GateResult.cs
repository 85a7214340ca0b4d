namespace CryptoRun.Domain.Gates;

/// <summary>What a gate said, with the numbers it said it from.</summary>
/// <param name="Gate">Identifier, camelCase; see <see cref="GateOrder"/>.</param>
/// <param name="Kind">Hard gates block, soft ones warn.</param>
/// <param name="Outcome">Passed, failed or not applicable. Boundary values pass.</param>
/// <param name="Actual">The measured value in <paramref name="Unit"/>, null where there is none.</param>
/// <param name="Threshold">The limit in <paramref name="Unit"/>, null where there is none.</param>
/// <param name="Comparison">Whether the actual must be at least or at most the threshold.</param>
/// <param name="Unit"><c>points</c>, <c>ratio</c>, <c>fraction</c>, <c>usd</c>, <c>bars</c>, <c>adx</c>, <c>hurst</c>, <c>rsi</c>, <c>atr</c> (ATR14 of 1 h bars), <c>z</c>, <c>s</c>, <c>bps</c>.</param>
/// <param name="Margin">Signed distance to the threshold in the unit, positive when passed.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
/// <param name="Source">Venue or <c>computed</c> or <c>none</c>.</param>
/// <param name="AgeSeconds">Age of the data at the scan instant, null where there are none.</param>
public sealed record GateResult(
    string Gate,
    GateKind Kind,
    GateOutcome Outcome,
    double? Actual,
    double? Threshold,
    Comparison Comparison,
    string Unit,
    double? Margin,
    string Reason,
    string Hint,
    string Source,
    double? AgeSeconds);

/// <summary>Whether a failed gate blocks.</summary>
public enum GateKind
{
    /// <summary>A failure blocks the candidate.</summary>
    Hard,

    /// <summary>A failure is shown only.</summary>
    Soft,
}

/// <summary>Outcome of a gate.</summary>
public enum GateOutcome
{
    /// <summary>Passed, boundary included.</summary>
    Passed,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>No feed or no instrument to judge; never counted as a failure.</summary>
    NotApplicable,
}

/// <summary>Direction of a threshold.</summary>
public enum Comparison
{
    /// <summary>The actual must not be below the threshold.</summary>
    AtLeast,

    /// <summary>The actual must not be above the threshold.</summary>
    AtMost,
}

/// <summary>What the gates together say of a candidate.</summary>
public enum Verdict
{
    /// <summary>Every hard gate passed or not applicable.</summary>
    Candidate,

    /// <summary>The composite passes and at most two hard gates fail.</summary>
    Watch,

    /// <summary>Anything else.</summary>
    Blocked,
}

/// <summary>The fixed order of the gates, in records and in every row of marks.</summary>
public static class GateOrder
{
    /// <summary>Eleven identifiers: the hard gates, which rows of marks and counts are made of.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["score", "vadr", "movement", "funding", "volume24h", "trend", "freshness", "fatigue", "lateFill", "spread", "depth"];

    /// <summary>Two identifiers: the soft gates, which follow the hard ones in records.</summary>
    public static IReadOnlyList<string> Soft { get; } = ["socialCap", "catalystHeat"];
}
