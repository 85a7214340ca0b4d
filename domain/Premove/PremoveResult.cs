using CryptoRun.Domain.Portfolios;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Premove;

/// <summary>One sweep: which coins look coiled before a move of more than 5 % within 48 h, and why.</summary>
/// <param name="At">Instant, UTC.</param>
/// <param name="Regime">Regime in force.</param>
/// <param name="Coins">Every coin that took part, best rank first.</param>
/// <param name="Portfolio">Which of the candidates may stand beside each other.</param>
/// <param name="Outside">Symbols that did not take part, in ordinal order, each with its reason.</param>
public sealed record PremoveResult(
    DateTimeOffset At, RegimeState Regime, IReadOnlyList<CoinReading> Coins, PruningResult Portfolio, IReadOnlyList<OutsideCoin> Outside);

/// <summary>A coin that did not take part.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Reason">Why.</param>
public sealed record OutsideCoin(string Symbol, string Reason);

/// <summary>Everything that the detector says of a coin.</summary>
/// <param name="Rank">1 is best: confirmed coins first, by rank points, then score; then the others by score, then those without one.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Sector">Sector, or null.</param>
/// <param name="AdvUsd">Average daily volume, USD.</param>
/// <param name="Score">Points and score.</param>
/// <param name="Cvd">The CVD residual; null where it could not be measured.</param>
/// <param name="Freshness">Ages of the feeds.</param>
/// <param name="Confirmation">The 2-of-3 confirmation.</param>
/// <param name="Judgement">State and verdict.</param>
/// <param name="IsCandidate">Verdict strong or moderate, and confirmed: it was offered to the portfolio.</param>
/// <param name="Alert">Whether it raises an alert.</param>
public sealed record CoinReading(
    int Rank,
    string Symbol,
    string? Sector,
    double AdvUsd,
    PremoveScore Score,
    CvdReading? Cvd,
    Freshness Freshness,
    PremoveConfirmation Confirmation,
    Judgement Judgement,
    bool IsCandidate,
    AlertDecision Alert);

/// <summary>Points of a coin: <c>Value = 100 x PointsScored / PointsAvailable x freshness factor</c>.</summary>
/// <param name="PointsAvailable">Points of the components that have a feed, 0 to 100.</param>
/// <param name="PointsScored">Points scored, 0 to <paramref name="PointsAvailable"/>.</param>
/// <param name="Rescaled">100 x scored / available, before freshness; null where too few points are available.</param>
/// <param name="Value">The score in [0, 100]; null likewise.</param>
/// <param name="Components">Eleven components in fixed order, absent ones included.</param>
/// <param name="Sentence">For example <c>Scored on 60 of 100 points</c>.</param>
public sealed record PremoveScore(
    double PointsAvailable, double PointsScored, double? Rescaled, double? Value, IReadOnlyList<PremoveComponent> Components, string Sentence);

/// <summary>One component of the score.</summary>
/// <param name="Id">camelCase: <c>funding</c>, <c>openInterest</c>, <c>etfFlow</c>, <c>reserves</c>, <c>whales</c>, <c>bookLean</c>, <c>spreadCompression</c>, <c>largePrints</c>, <c>cvdResidual</c>, <c>heat</c>, <c>compression</c>.</param>
/// <param name="Group">Row of the table of points that it belongs to: <c>derivatives</c>, <c>supplyDemand</c>, <c>microstructure</c>, <c>smartMoney</c>, <c>cvdResidual</c>, <c>events</c>, <c>compression</c>.</param>
/// <param name="Block">Block.</param>
/// <param name="Points">Most that it can give.</param>
/// <param name="PointsAvailable"><paramref name="Points"/>, or 0 where it is absent.</param>
/// <param name="PointsScored">0 to <paramref name="PointsAvailable"/>.</param>
/// <param name="AbsentReason">Why it is absent; null where it is not.</param>
/// <param name="Inputs">Measured inputs; empty where it is absent.</param>
/// <param name="Sentence">One sentence.</param>
public sealed record PremoveComponent(
    string Id, string Group, PremoveBlock Block, double Points, double PointsAvailable, double PointsScored, string? AbsentReason, IReadOnlyList<PremoveFigure> Inputs, string Sentence);

/// <summary>A measured input.</summary>
/// <param name="Name">camelCase.</param>
/// <param name="Value">Finite.</param>
/// <param name="Unit"><c>z</c>, <c>usd</c>, <c>fraction</c>, <c>composite</c>, <c>percentile</c>, <c>heat</c>.</param>
/// <param name="Source">Venue or feed.</param>
/// <param name="ExchangeTime">When the source vouched for it, UTC.</param>
/// <param name="AgeSeconds">Age at the instant.</param>
public sealed record PremoveFigure(string Name, double Value, string Unit, string Source, DateTimeOffset ExchangeTime, double AgeSeconds);

/// <summary>Blocks of the score.</summary>
public enum PremoveBlock
{
    /// <summary>40 points: positions, supply, book.</summary>
    Structural,

    /// <summary>35 points: who trades, and how.</summary>
    Behavioural,

    /// <summary>25 points: what may set it off.</summary>
    Catalyst,
}

/// <summary>What cumulative volume delta says beyond the price.</summary>
/// <param name="Method">How it was judged.</param>
/// <param name="Bars">Bars of the window.</param>
/// <param name="DeltaUsd">Newest bar's delta, USD.</param>
/// <param name="R2">Weighted R2 of the regression; null where it was not fitted.</param>
/// <param name="SlopeUsd">USD of delta for a log return of 1; null likewise.</param>
/// <param name="ResidualUsd">Newest bar's residual; null under <see cref="CvdMethod.Percentile"/>.</param>
/// <param name="RobustSdUsd">Robust sd of the residuals; null likewise.</param>
/// <param name="Z">Residual in robust sds; null likewise.</param>
/// <param name="Percentile">Percentile rank of the newest delta; null under <see cref="CvdMethod.Regression"/>.</param>
/// <param name="IsSignificant">Whether it reaches the threshold of its method.</param>
/// <param name="Sentence">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
public sealed record CvdReading(
    CvdMethod Method, int Bars, double DeltaUsd, double? R2, double? SlopeUsd, double? ResidualUsd, double? RobustSdUsd, double? Z, double? Percentile, bool IsSignificant, string Sentence, string Hint);

/// <summary>How CVD is judged.</summary>
public enum CvdMethod
{
    /// <summary>Residual of a robust regression on price change.</summary>
    Regression,

    /// <summary>Percentile of raw CVD, where the regression says too little.</summary>
    Percentile,
}
