namespace CryptoRun.Domain.Regimes;

/// <summary>One detection with everything that led to it. History is append-only.</summary>
/// <param name="At">The 4 h boundary the detection answers for, UTC.</param>
/// <param name="State">State in force after this detection, hysteresis applied.</param>
/// <param name="Confidence">0, 1/3, 2/3 or 1.</param>
/// <param name="Since">When the state in force began, UTC.</param>
/// <param name="Pending">A state that waits for its second detection, or null.</param>
/// <param name="RawState">What this detection alone says.</param>
/// <param name="Previous">State in force before, null at the first detection.</param>
/// <param name="Indicators">Realised volatility, breadth, thrust, in that order.</param>
/// <param name="Reason">One sentence made from the numbers.</param>
/// <param name="UniverseCount">Symbols that took part.</param>
/// <param name="Flags">For example <c>cold start</c>.</param>
public sealed record RegimeRecord(
    DateTimeOffset At,
    RegimeState State,
    double Confidence,
    DateTimeOffset Since,
    RegimeState? Pending,
    RegimeState RawState,
    RegimeState? Previous,
    IReadOnlyList<RegimeIndicator> Indicators,
    string Reason,
    int UniverseCount,
    IReadOnlyList<string> Flags)
{
    /// <summary>SHA-256 of what the detection was made of, lower-case hex: equal inputs, equal hash. Null in records from before it was kept.</summary>
    public string? InputHash { get; init; }

    /// <summary>The flag of a detection without enough history.</summary>
    internal const string ColdStartFlag = "cold start";

    /// <summary>Whether nothing was known.</summary>
    internal bool IsColdStart => Flags.Contains(ColdStartFlag);
}

/// <summary>One indicator of a detection.</summary>
/// <param name="Name"><c>realisedVolatility</c>, <c>breadth</c> or <c>thrust</c>.</param>
/// <param name="Value">Value, null in a cold start. Volatility is annualised, the others are shares in [0, 1].</param>
/// <param name="Threshold">The threshold it was held against.</param>
/// <param name="Vote">The vote or level in a word: <c>calm</c>, <c>elevated</c>, <c>extreme</c>, <c>TrendingBull</c>, <c>Choppy</c>, <c>none</c>.</param>
public sealed record RegimeIndicator(string Name, double? Value, double Threshold, string Vote)
{
    /// <summary>What the value was made of, with its counts and the last UTC hour or day in it; null in a cold start, and in records from before it was kept.</summary>
    public string? Basis { get; init; }
}
