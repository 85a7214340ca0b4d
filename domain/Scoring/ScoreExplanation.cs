using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Scoring;

/// <summary>Everything needed to rebuild one score by hand: <c>Composite = 50 + sum of Points</c>, exactly (under 1e-9).</summary>
/// <param name="AsOf">The scan instant, UTC.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="ScanId">The scan that made it; derived from instant and input hash.</param>
/// <param name="Rank">1 is best.</param>
/// <param name="Final">Composite + social + boost in [0, 114]; ranking uses it.</param>
/// <param name="Composite">C in [0, 100]; gates read it.</param>
/// <param name="Social">Social points, 0 without a feed.</param>
/// <param name="Boost">Measurement boost, 0 without a feed.</param>
/// <param name="Verdict">What the gates say.</param>
/// <param name="Regime">State whose weights and thresholds were used.</param>
/// <param name="RegimeConfidence">Its confidence.</param>
/// <param name="Market">Price and measures at the scan instant, for display and gates.</param>
/// <param name="Factors">The five factors that have a weight in their order, absent ones included with weight 0.</param>
/// <param name="Gates">Eleven results in <see cref="GateOrder"/>.</param>
/// <param name="OtherRegimes">Composite and verdict under each other regime.</param>
/// <param name="ReasonsFor">At most three, strongest first.</param>
/// <param name="ReasonsAgainst">At most three, failed gates first.</param>
/// <param name="ChangeSinceLastScan">Null at a symbol's first scan.</param>
/// <param name="Shadow">Shadow factors, stored and shown apart, never in the score.</param>
/// <param name="Flags">For example <c>small universe</c>, <c>no perpetual</c>.</param>
/// <param name="Provenance">Hashes, engine, source.</param>
/// <param name="SocialFactor">How the social points came about, points in those of Final; null where nobody has sentiment, and in documents before engine 0.2.</param>
/// <param name="BoostParts">What the boost is made of; null in documents before engine 0.2.</param>
/// <param name="Size">Share of the usual position; null in documents before engine 0.2.</param>
public sealed record ScoreExplanation(
    DateTimeOffset AsOf,
    string Symbol,
    string ScanId,
    int Rank,
    double Final,
    double Composite,
    double Social,
    double Boost,
    Verdict Verdict,
    RegimeState Regime,
    double RegimeConfidence,
    MarketMeasures Market,
    IReadOnlyList<FactorExplanation> Factors,
    IReadOnlyList<GateResult> Gates,
    IReadOnlyList<RegimeWhatIf> OtherRegimes,
    IReadOnlyList<Reason> ReasonsFor,
    IReadOnlyList<Reason> ReasonsAgainst,
    ScoreChange? ChangeSinceLastScan,
    IReadOnlyList<ShadowFactor> Shadow,
    IReadOnlyList<string> Flags,
    Provenance Provenance,
    FactorExplanation? SocialFactor = null,
    IReadOnlyList<BoostPart>? BoostParts = null,
    PositionSize? Size = null);

/// <summary>One factor's way from raw value to points: <c>Z = Centre + sum of projections + Residual</c>, <c>E = Residual / Scale</c>, <c>Points = Weight x (Score - 50)</c>.</summary>
/// <param name="Factor">Which.</param>
/// <param name="Inputs">Raw inputs.</param>
/// <param name="Raw">Raw factor value, null where missing.</param>
/// <param name="Z">Robust z, winsorised, 0 where missing.</param>
/// <param name="Winsorised">Whether z was cut at +-3.</param>
/// <param name="Centre">Cross-sectional mean of z, taken out before projecting.</param>
/// <param name="Projections">What each earlier factor already said.</param>
/// <param name="Residual">What is left.</param>
/// <param name="Scale">Cross-sectional sd of the residuals.</param>
/// <param name="E">Standardised residual. Momentum: m itself.</param>
/// <param name="Score">0 to 100. Momentum: 50 Phi(m) + 50 Phi(z).</param>
/// <param name="Weight">Weight in force, absent factors spread.</param>
/// <param name="Points">Contribution to the composite.</param>
/// <param name="Flags"><c>missing</c>, <c>absent</c>, <c>mad 0</c>, <c>collinear</c>, <c>168 h left out</c>, ...</param>
public sealed record FactorExplanation(
    Factor Factor,
    IReadOnlyList<FactorInput> Inputs,
    double? Raw,
    double Z,
    bool Winsorised,
    double Centre,
    IReadOnlyList<Projection> Projections,
    double Residual,
    double Scale,
    double E,
    double Score,
    double Weight,
    double Points,
    IReadOnlyList<string> Flags);

/// <summary>One measured input of a factor.</summary>
/// <param name="Name">camelCase name such as <c>return4h</c>, <c>atr4h</c>, <c>z4h</c>, <c>rsi14</c>, <c>advUsd</c>.</param>
/// <param name="Value">Value, null where missing.</param>
/// <param name="Unit"><c>fraction</c>, <c>ratio</c>, <c>usd</c>, <c>bps</c>, <c>z</c>, <c>index</c>, <c>rank</c>.</param>
/// <param name="Source">Venue, feed, or <c>computed</c> where several make it together.</param>
/// <param name="ExchangeTime">Close time of the newest bar it saw; of a feed its own time stamp, the oldest where several count.</param>
/// <param name="AgeSeconds">Age at the scan instant.</param>
/// <param name="Z">Cross-sectional or volatility z where the input has one.</param>
public sealed record FactorInput(string Name, double? Value, string Unit, string Source, DateTimeOffset? ExchangeTime, double? AgeSeconds, double? Z = null);

/// <summary>What a factor shared with an earlier one.</summary>
/// <param name="Onto">Earlier factor.</param>
/// <param name="Amount">Amount taken out of z.</param>
public sealed record Projection(Factor Onto, double Amount);

/// <summary>The same symbol under another regime.</summary>
/// <param name="State">The other regime.</param>
/// <param name="Composite">Its composite.</param>
/// <param name="Verdict">Its verdict.</param>
/// <param name="ScoreMargin">Composite minus that regime's score threshold.</param>
/// <param name="FailedGates">Identifiers of the hard gates that fail there.</param>
/// <param name="Points">Contributions per factor, in factor order.</param>
/// <param name="Final">Its final score; null in documents before engine 0.2, as are the others below.</param>
/// <param name="Social">Its social points.</param>
/// <param name="Boost">Its boost.</param>
/// <param name="SizeFactor">Share of the usual position there.</param>
public sealed record RegimeWhatIf(
    RegimeState State,
    double Composite,
    Verdict Verdict,
    double ScoreMargin,
    IReadOnlyList<string> FailedGates,
    IReadOnlyList<double> Points,
    double? Final = null,
    double? Social = null,
    double? Boost = null,
    double? SizeFactor = null);

/// <summary>A reason in plain words.</summary>
/// <param name="Subject">Factor or gate name, camelCase; <c>boost</c>.</param>
/// <param name="Points">Contribution in points, null for a gate.</param>
/// <param name="Text">The sentence without the subject's name.</param>
public sealed record Reason(string Subject, double? Points, string Text);

/// <summary>Difference from the scan before, attributed to factors.</summary>
/// <param name="PreviousAsOf">Instant of that scan.</param>
/// <param name="Composite">Change of C.</param>
/// <param name="Final">Change of Final.</param>
/// <param name="Rank">Places won, positive is up.</param>
/// <param name="ByFactor">Change of contribution per factor.</param>
public sealed record ScoreChange(DateTimeOffset PreviousAsOf, double Composite, double Final, int Rank, IReadOnlyDictionary<Factor, double> ByFactor);

/// <summary>A factor on trial.</summary>
/// <param name="Name"><c>slowMomentum</c>, <c>volatility7d</c>, <c>reversal4h</c>, <c>volumeResidual</c>.</param>
/// <param name="Value">Value, null where missing.</param>
public sealed record ShadowFactor(string Name, double? Value);

/// <summary>Where a score came from.</summary>
/// <param name="InputHash">SHA-256, lower-case hex, over canonical inputs and parameters of the scan.</param>
/// <param name="ParametersHash">SHA-256 over the parameters alone.</param>
/// <param name="EngineVersion">Engine version.</param>
/// <param name="Source">Simulated, Replay or Live.</param>
/// <param name="Tier"><c>hot</c>, <c>warm</c> or <c>cold</c>: the lowest data tier among the inputs.</param>
public sealed record Provenance(string InputHash, string ParametersHash, string EngineVersion, MarketSource Source, string Tier);

/// <summary>Measures of a symbol at the scan instant. Returns are simple fractions for display; null where there is no feed or no history.</summary>
/// <param name="PriceTime">Exchange time of the price, UTC.</param>
/// <param name="Price">Live price, or the last close where no quote exists.</param>
/// <param name="Return1h">Price over the close 1 h before the last closed bar's end, minus 1.</param>
/// <param name="Return4h">The same over 4 h.</param>
/// <param name="Return24h">The same over 24 h.</param>
/// <param name="Vadr">Volume-adjusted daily range ratio.</param>
/// <param name="SpreadBps">Spread, basis points.</param>
/// <param name="DepthUsd">Depth within +-2 %, thinner side, USD.</param>
/// <param name="FundingZ">Venue-median funding z.</param>
/// <param name="AdvUsd">Average daily volume, USD.</param>
/// <param name="VolumeUsd24h">USD volume of the last 24 closed hours.</param>
/// <param name="Atr1h">ATR14 of 1 h bars, in price units.</param>
/// <param name="Rsi4h">RSI14 on aligned 4 h bars.</param>
/// <param name="Adx4h">ADX14 on aligned 4 h bars.</param>
public sealed record MarketMeasures(
    DateTimeOffset PriceTime,
    double Price,
    double? Return1h,
    double? Return4h,
    double? Return24h,
    double? Vadr,
    double? SpreadBps,
    double? DepthUsd,
    double? FundingZ,
    double AdvUsd,
    double VolumeUsd24h,
    double? Atr1h,
    double? Rsi4h,
    double? Adx4h);
