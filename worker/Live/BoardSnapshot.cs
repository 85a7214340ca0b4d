using System.Text.Json.Serialization;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Live;

/// <summary>The board at one version: immutable, and in JSON the candidates document of the API.</summary>
/// <param name="Version">Grows by one with every publication.</param>
/// <param name="ScanId">The scan behind the scores.</param>
/// <param name="AsOf">Its instant, market time.</param>
/// <param name="PublishedAt">Market time of this version.</param>
/// <param name="Source">Source of every number.</param>
/// <param name="Regime">Regime in force.</param>
/// <param name="Universe">Who took part.</param>
/// <param name="Candidates">Rows, best first.</param>
public sealed record BoardSnapshot(
    long Version,
    string ScanId,
    DateTimeOffset AsOf,
    DateTimeOffset PublishedAt,
    MarketSource Source,
    BoardRegime Regime,
    UniverseReport Universe,
    IReadOnlyList<BoardRow> Candidates);

/// <summary>The regime as the board shows it.</summary>
/// <param name="State">State.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Since">Begin of the state.</param>
/// <param name="Pending">State waiting for confirmation.</param>
/// <param name="NextAt">Next detection.</param>
/// <param name="ScoreThreshold">The score gate of this regime.</param>
/// <param name="Indicators">Votes.</param>
public sealed record BoardRegime(
    RegimeState State, double Confidence, DateTimeOffset Since, RegimeState? Pending, DateTimeOffset NextAt, double ScoreThreshold, IReadOnlyList<RegimeIndicator> Indicators);

/// <summary>One row of the board. In a delta contributions, gates and sparkline are absent where they are as before.</summary>
/// <param name="Rank">1 is best.</param>
/// <param name="RankChange">Places won since the last scan, null at the first.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Final">Final score.</param>
/// <param name="Composite">C.</param>
/// <param name="Social">Social points.</param>
/// <param name="Boost">Boost.</param>
/// <param name="Contributions">Points per factor.</param>
/// <param name="Gates">Gates in short.</param>
/// <param name="Verdict">Verdict.</param>
/// <param name="Price">Price as text, exactly as the venue gave it.</param>
/// <param name="Return1h">Fraction.</param>
/// <param name="Return24h">Fraction.</param>
/// <param name="SpreadBps">Null without a book.</param>
/// <param name="DepthUsd">Null without a book.</param>
/// <param name="Vadr">Null when frozen.</param>
/// <param name="FundingZ">Null without a perpetual.</param>
/// <param name="Probability">Null while not calibrated.</param>
/// <param name="Calibration"><c>not calibrated</c>.</param>
/// <param name="DataAgeSeconds">Age of the price, market seconds, at the version in which the row last changed; later ages follow from <see cref="PriceTime"/>.</param>
/// <param name="Freshness">What the age means for this source and symbol.</param>
/// <param name="Tier">hot, warm or cold.</param>
/// <param name="Sparkline">Closes of the last 48 h, oldest first.</param>
/// <param name="Price1hAgo">Base of the 1 h return, so that a live price moves it.</param>
/// <param name="Price24hAgo">Base of the 24 h return.</param>
/// <param name="PriceTime">Exchange time of the price.</param>
public sealed record BoardRow(
    int Rank,
    int? RankChange,
    string Symbol,
    double Final,
    double Composite,
    double Social,
    double Boost,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BoardContributions Contributions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BoardGates Gates,
    Verdict Verdict,
    string Price,
    double? Return1h,
    double? Return24h,
    double? SpreadBps,
    double? DepthUsd,
    double? Vadr,
    double? FundingZ,
    double? Probability,
    string Calibration,
    double? DataAgeSeconds,
    Freshness Freshness,
    string Tier,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double> Sparkline,
    [property: JsonIgnore] double? Price1hAgo,
    [property: JsonIgnore] double? Price24hAgo,
    DateTimeOffset PriceTime);

/// <summary>Contributions in points.</summary>
public sealed record BoardContributions(double Momentum, double Technical, double Volume, double Quality, double Catalyst);

/// <summary>The gates of a row in short.</summary>
/// <param name="Passed">Gates passed.</param>
/// <param name="Total">Gates in all.</param>
/// <param name="FirstFailed">Identifier of the first failed gate; when only the score fails, still <c>score</c>; null when none fails.</param>
/// <param name="FirstFailedText">It in words: <c>VADR 1.42 &lt; 1.85</c>.</param>
/// <param name="AlsoFailed">Identifiers of the other failed gates.</param>
/// <param name="NearestMiss">When only the score fails: the gate that passes with the least room, else null.</param>
/// <param name="Outcomes">Eleven outcomes in the fixed order.</param>
public sealed record BoardGates(
    int Passed, int Total, string? FirstFailed, string? FirstFailedText, IReadOnlyList<string> AlsoFailed, string? NearestMiss, IReadOnlyList<GateOutcome> Outcomes);

/// <summary>What a price's age means.</summary>
public enum Freshness
{
    /// <summary>As fresh as the source can be.</summary>
    Live,

    /// <summary>Older than it should be.</summary>
    Delayed,

    /// <summary>Too old to act on; shown dimmed, never blanked.</summary>
    Stale,

    /// <summary>The venue answers, nobody trades.</summary>
    NoTrade,

    /// <summary>Never seen.</summary>
    NoData,
}

/// <summary>Progress of the run at work.</summary>
/// <param name="RunId">Run.</param>
/// <param name="Job">Job.</param>
/// <param name="Stage">Stage, camelCase in JSON.</param>
/// <param name="Done">Symbols done.</param>
/// <param name="Total">Symbols in the stage.</param>
/// <param name="Symbol">Symbol at work.</param>
/// <param name="ElapsedSeconds">Wall seconds since the start.</param>
/// <param name="EtaSeconds">Wall seconds left by the last runs' measure, null when unknown.</param>
/// <param name="Finished">Whether the run has ended; the last event of a run says so.</param>
/// <param name="Outcome">At the end: succeeded, failed, cancelled; unheard, when it went on at another node of which nothing is heard any more.</param>
/// <param name="Warnings">Warnings so far.</param>
public sealed record ProgressEvent(
    string RunId, string Job, ScanStage Stage, int Done, int Total, string? Symbol, double ElapsedSeconds, double? EtaSeconds, bool Finished, string? Outcome, IReadOnlyList<string> Warnings)
{
    /// <summary>The run while a node fills its history, before any job.</summary>
    public const string StartUp = "start-up";
}

/// <summary>What changed between two scans, strongest first.</summary>
/// <param name="Symbol">Symbol.</param>
/// <param name="Direction">1 up, -1 down.</param>
/// <param name="Text">For example <c>7 → 3, now candidate; volume +6.6</c>.</param>
public sealed record BoardChange(string Symbol, int Direction, string Text);
