namespace CryptoRun.Domain.Portfolios;

/// <summary>Who got a place and who did not.</summary>
/// <param name="At">Instant, UTC.</param>
/// <param name="Accepted">Accepted candidates, best score first.</param>
/// <param name="Rejected">Rejected ones, best score first, each with every rule that it breaks.</param>
/// <param name="TotalWeight">Held and accepted positions together, share of equity.</param>
/// <param name="TotalBeta">Sum of their betas to BTC; null where BTC has no candles.</param>
/// <param name="Correlations">All candidates and positions, pair by pair.</param>
/// <param name="Flags">For example <c>no BTC candles: beta not judged</c>.</param>
public sealed record PruningResult(
    DateTimeOffset At,
    IReadOnlyList<AcceptedCandidate> Accepted,
    IReadOnlyList<RejectedCandidate> Rejected,
    double TotalWeight,
    double? TotalBeta,
    CorrelationMatrix Correlations,
    IReadOnlyList<string> Flags);

/// <summary>A candidate that keeps every rule.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Score">Its score.</param>
/// <param name="Weight">Share of equity.</param>
/// <param name="Beta">Beta to BTC; null where BTC has no candles.</param>
/// <param name="HighestCorrelation">With any position before it; null for the first.</param>
/// <param name="Nearest">That position; null for the first.</param>
/// <param name="InSector">Positions in its sector with it; null where its sector is unknown.</param>
/// <param name="Sentence">Its numbers beside their limits.</param>
public sealed record AcceptedCandidate(
    string Symbol, double Score, double Weight, double? Beta, double? HighestCorrelation, string? Nearest, int? InSector, string Sentence);

/// <summary>A candidate that breaks at least one rule.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Score">Its score.</param>
/// <param name="Weight">Share of equity that it asked for; null where that was not a number.</param>
/// <param name="Breaches">In the order of <see cref="PruningRule"/>; the first one names the rejection.</param>
public sealed record RejectedCandidate(string Symbol, double Score, double? Weight, IReadOnlyList<PruningBreach> Breaches);

/// <summary>A rule, the number that breaks it and whom it conflicts with.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Actual">What it would have been in <paramref name="Unit"/>; null where it cannot be known.</param>
/// <param name="Limit">The limit in <paramref name="Unit"/>.</param>
/// <param name="Unit"><c>correlation</c>, <c>positions</c>, <c>beta</c>, <c>fraction</c>.</param>
/// <param name="ConflictsWith">Positions, the strongest conflict first; empty where the candidate breaks the rule by itself.</param>
/// <param name="Sentence">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
public sealed record PruningBreach(
    PruningRule Rule, double? Actual, double Limit, string Unit, IReadOnlyList<string> ConflictsWith, string Sentence, string Hint);

/// <summary>The rules, in the order in which they are asked.</summary>
public enum PruningRule
{
    /// <summary>Too much alike a position.</summary>
    Correlation,

    /// <summary>Too many of one sector.</summary>
    Sector,

    /// <summary>Too much BTC in all of them.</summary>
    Beta,

    /// <summary>Too large by itself.</summary>
    SinglePosition,

    /// <summary>Too much in all.</summary>
    TotalExposure,
}
