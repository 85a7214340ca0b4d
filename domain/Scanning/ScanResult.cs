using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Scanning;

/// <summary>What a scan reads. Pure data: two equal inputs give two equal results, to the bit.</summary>
/// <param name="At">The scan instant t, UTC.</param>
/// <param name="Source">Source of every number inside.</param>
/// <param name="Regime">The regime in force.</param>
/// <param name="Symbols">Candidates for scoring, any order; the result does not depend on it.</param>
/// <param name="Previous">The scan before, for changes only; not part of the hash. Null at the first.</param>
public sealed record ScanInput(
    DateTimeOffset At,
    MarketSource Source,
    RegimeRecord Regime,
    IReadOnlyList<SymbolInput> Symbols,
    PreviousScan? Previous)
{
    /// <summary>When the scan's candidates are decided on, UTC: the late fill gate reads it. Null: not applicable, as in history.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Health by venue at the instant; null where nobody measures it.</summary>
    public IReadOnlyDictionary<string, VenueState>? VenueHealth { get; init; }

    /// <summary>Venues that were not looked at, for the words of the gates only; not part of the hash. Null: none was left out.</summary>
    public LeftOutVenues? LeftOut { get; init; }
}

/// <summary>One symbol's inputs.</summary>
/// <param name="Candles">1 h candles; those not closed at the scan instant are ignored.</param>
/// <param name="Quote">Newest price at or before the instant; null: the last close is used.</param>
/// <param name="ExcludedBecause">A reason known before scoring (<c>frozen</c>, <c>stablecoin</c>, ...), else null.</param>
public sealed record SymbolInput(CandleSeries Candles, Quote? Quote, string? ExcludedBecause)
{
    /// <summary>What is known beside the candles.</summary>
    public SymbolFeeds Feeds { get; init; } = SymbolFeeds.None;

    /// <summary>Extra time granted to its late fill gate, or null.</summary>
    public LateFillRelaxation? Relaxation { get; init; }
}

/// <summary>The scan before, reduced to what a change needs.</summary>
/// <param name="AsOf">Its instant.</param>
/// <param name="Scores">By symbol.</param>
public sealed record PreviousScan(DateTimeOffset AsOf, IReadOnlyDictionary<string, PreviousScore> Scores);

/// <summary>A symbol's score in the scan before.</summary>
/// <param name="Rank">Rank.</param>
/// <param name="Composite">C.</param>
/// <param name="Final">Final.</param>
/// <param name="Points">Contributions in factor order.</param>
public sealed record PreviousScore(int Rank, double Composite, double Final, IReadOnlyList<double> Points);

/// <summary>What a scan found.</summary>
/// <param name="AsOf">The scan instant, UTC.</param>
/// <param name="ScanId"><c>yyyyMMddTHHmmssZ-</c> and the first eight hex digits of the input hash.</param>
/// <param name="Source">Source.</param>
/// <param name="Regime">Regime in force.</param>
/// <param name="Universe">Who took part and who did not.</param>
/// <param name="Candidates">All scored symbols, best first; ties by symbol.</param>
/// <param name="EffectiveWeights">Share of the composite's cross-sectional variance per factor, factor order; sums to 1 where variance exists.</param>
/// <param name="NominalWeights">Weights in force, factor order.</param>
/// <param name="InputHash">SHA-256 over canonical inputs and parameters.</param>
/// <param name="ParametersHash">SHA-256 over the parameters.</param>
/// <param name="Flags">For example <c>small universe</c>.</param>
public sealed record ScanResult(
    DateTimeOffset AsOf,
    string ScanId,
    MarketSource Source,
    RegimeRecord Regime,
    UniverseReport Universe,
    IReadOnlyList<ScoreExplanation> Candidates,
    IReadOnlyList<double> EffectiveWeights,
    IReadOnlyList<double> NominalWeights,
    string InputHash,
    string ParametersHash,
    IReadOnlyList<string> Flags)
{
    /// <summary>Health by venue as the scan was given it; null where nobody measured it.</summary>
    public IReadOnlyDictionary<string, VenueState>? VenueHealth { get; init; }

    /// <summary>Venues that its job left out; null: none.</summary>
    public LeftOutVenues? LeftOut { get; init; }
}

/// <summary>Who took part in a scan.</summary>
/// <param name="Total">Symbols offered.</param>
/// <param name="Scored">Symbols scored.</param>
/// <param name="Excluded">The others, each with its reason.</param>
public sealed record UniverseReport(int Total, int Scored, IReadOnlyList<ExcludedSymbol> Excluded);

/// <summary>A symbol left out.</summary>
/// <param name="Symbol">Symbol.</param>
/// <param name="Reason">Short identifier: <c>gaps</c>, <c>history</c>, <c>frozen</c>, <c>liquidity</c>, <c>list</c>, <c>nonFinite</c>, <c>stale</c>, <c>duplicate</c>.</param>
/// <param name="Detail">A sentence with the numbers.</param>
public sealed record ExcludedSymbol(string Symbol, string Reason, string Detail);

/// <summary>The stages of a scan, in order.</summary>
public enum ScanStage
{
    /// <summary>Universe.</summary>
    Universe,

    /// <summary>Candles.</summary>
    Candles,

    /// <summary>Books.</summary>
    Microstructure,

    /// <summary>Raw factors.</summary>
    Factors,

    /// <summary>Residuals.</summary>
    Orthogonalise,

    /// <summary>Composite.</summary>
    Score,

    /// <summary>Gates.</summary>
    Gates,

    /// <summary>Explanations.</summary>
    Explain,

    /// <summary>Stored and published.</summary>
    Publish,
}

/// <summary>Progress of a scan. The receiver may throw <see cref="OperationCanceledException"/> to stop the scan.</summary>
/// <param name="stage">Stage.</param>
/// <param name="done">Symbols done in the stage.</param>
/// <param name="total">Symbols in the stage.</param>
/// <param name="symbol">Symbol at work, null for a stage of the whole.</param>
public delegate void ScanProgress(ScanStage stage, int done, int total, string? symbol);
