using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Portfolios;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Worker.Storage;

/// <summary>Sweeps of the pre-movement detector, append-only.</summary>
public interface IPremoveStore
{
    /// <summary>Appends a sweep in one transaction. False when there is one of the same instant: that one stays.</summary>
    Task<bool> AppendAsync(StoredSweep sweep, CancellationToken cancellationToken);

    /// <summary>The newest sweep at or before an instant; null also when it is no longer kept in full.</summary>
    Task<StoredSweep?> FindAtAsync(DateTimeOffset asOf, CancellationToken cancellationToken);

    /// <summary>Sweeps with <paramref name="from"/> &lt;= instant &lt;= <paramref name="to"/>, newest first.</summary>
    Task<IReadOnlyList<SweepSummary>> ListAsync(DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken);

    /// <summary>A coin through the sweeps of a span, both ends included, oldest first.</summary>
    Task<IReadOnlyList<SweepPoint>> HistoryAsync(string symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Alerts that went out after <paramref name="after"/> and by <paramref name="to"/>, oldest first.</summary>
    Task<IReadOnlyList<AlertSent>> AlertsAsync(DateTimeOffset after, DateTimeOffset to, CancellationToken cancellationToken);
}

/// <summary>A sweep as it is stored.</summary>
/// <param name="At">Its instant, market time.</param>
/// <param name="RunId">The job run that made it.</param>
/// <param name="Source">Source of every number.</param>
/// <param name="Detector">Version of the detector.</param>
/// <param name="EngineVersion">Version of the mathematics.</param>
/// <param name="InputHash">SHA-256 over everything that the detector was given, lower-case hex.</param>
/// <param name="ParametersHash">SHA-256 over its parameters.</param>
/// <param name="KnownAt">Market time of the knowledge.</param>
/// <param name="Regime">Regime in force.</param>
/// <param name="Coins">Every coin that took part, best rank first.</param>
/// <param name="Portfolio">Which candidates may stand beside each other.</param>
/// <param name="Outside">Symbols that did not take part.</param>
/// <param name="Feeds">What each feed gave.</param>
/// <param name="GatesFrom">The scan whose gates were asked; null: none was at hand, and no gate blocked.</param>
/// <param name="Warnings">What went on in spite of something.</param>
public sealed record StoredSweep(
    DateTimeOffset At,
    string RunId,
    MarketSource Source,
    string Detector,
    string EngineVersion,
    string InputHash,
    string ParametersHash,
    DateTimeOffset KnownAt,
    RegimeState Regime,
    IReadOnlyList<CoinReading> Coins,
    StoredPruning Portfolio,
    IReadOnlyList<OutsideCoin> Outside,
    IReadOnlyList<SweepFeed> Feeds,
    string? GatesFrom,
    IReadOnlyList<string> Warnings);

/// <summary>A feed in a sweep.</summary>
/// <param name="Feed">camelCase: an id of the components, or of a part of the confirmation.</param>
/// <param name="Coins">Coins of which it had something.</param>
/// <param name="OutOf">Coins that took part.</param>
/// <param name="Absent">Why it had nothing at all; null where it had something.</param>
public sealed record SweepFeed(string Feed, int Coins, int OutOf, string? Absent);

/// <summary>What the pruning decided, with the correlations that it decided on.</summary>
/// <param name="Accepted">Accepted candidates, best score first.</param>
/// <param name="Rejected">Rejected ones, each with every rule that it breaks.</param>
/// <param name="TotalWeight">Held and accepted positions together, share of equity.</param>
/// <param name="TotalBeta">Sum of their betas to BTC; null where BTC has no candles.</param>
/// <param name="Correlations">Pairs of candidates and positions.</param>
/// <param name="Flags">What could not be judged.</param>
public sealed record StoredPruning(
    IReadOnlyList<AcceptedCandidate> Accepted, IReadOnlyList<RejectedCandidate> Rejected, double TotalWeight, double? TotalBeta, IReadOnlyList<StoredPair> Correlations, IReadOnlyList<string> Flags)
{
    /// <summary>What to write down of a result.</summary>
    public static StoredPruning Of(PruningResult result)
    {
        var matrix = result.Correlations;
        List<StoredPair> pairs = [];
        for (var i = 0; i < matrix.Symbols.Count; i++)
        {
            for (var j = i + 1; j < matrix.Symbols.Count; j++) pairs.Add(new StoredPair(matrix.Symbols[i], matrix.Symbols[j], matrix[i, j].SharedHours, matrix[i, j].Value));
        }

        return new StoredPruning(result.Accepted, result.Rejected, result.TotalWeight, result.TotalBeta, pairs, result.Flags);
    }
}

/// <summary>Correlation of two coins' hourly returns.</summary>
/// <param name="First">Symbol.</param>
/// <param name="Second">Symbol, later in ordinal order.</param>
/// <param name="SharedHours">Hours that both have.</param>
/// <param name="Value">In [-1, 1]; null where it is not known.</param>
public sealed record StoredPair(string First, string Second, int SharedHours, double? Value);

/// <summary>A sweep in a list.</summary>
/// <param name="At">Instant.</param>
/// <param name="RunId">Run.</param>
/// <param name="InputHash">Hash of its inputs.</param>
/// <param name="Regime">Regime in force.</param>
/// <param name="Coins">Coins that took part.</param>
/// <param name="Scored">Those with a score.</param>
/// <param name="Confirmed">Those that were confirmed.</param>
/// <param name="Candidates">Candidates that found a place.</param>
/// <param name="Alerts">Alerts that went out.</param>
/// <param name="Best">Symbol of the best score; null without any.</param>
/// <param name="BestScore">That score.</param>
public sealed record SweepSummary(
    DateTimeOffset At, string RunId, string InputHash, RegimeState Regime, int Coins, int Scored, int Confirmed, int Candidates, int Alerts, string? Best, double? BestScore);

/// <summary>A coin in one sweep.</summary>
/// <param name="At">Instant.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Rank">Rank.</param>
/// <param name="Score">Score; null where too few points were available.</param>
/// <param name="PointsAvailable">Points of the components that had a feed.</param>
/// <param name="State">State; null without a score.</param>
/// <param name="Verdict">Verdict.</param>
/// <param name="Met">How many of the three confirmations were met.</param>
/// <param name="IsConfirmed">Whether it was confirmed.</param>
/// <param name="Alert">The alert that went out; null: none.</param>
/// <param name="Points">Points of the eleven components in their order; null: absent.</param>
public sealed record SweepPoint(
    DateTimeOffset At,
    string Symbol,
    int Rank,
    double? Score,
    double PointsAvailable,
    PremoveState? State,
    PremoveVerdict Verdict,
    int Met,
    bool IsConfirmed,
    AlertKind? Alert,
    IReadOnlyList<double?> Points);

/// <summary>Trades in bars of 15 min, point in time: what was known first of a bar stays. Only bars that were heard from their beginning to their end.</summary>
public interface ITradeBarStore
{
    /// <summary>Writes bars in one transaction. Returns how many were new.</summary>
    Task<int> WriteAsync(string venue, IReadOnlyList<TradeBar> bars, DateTimeOffset knownAt, CancellationToken cancellationToken);

    /// <summary>Bars with <paramref name="from"/> &lt;= open time &lt; <paramref name="to"/> known at <paramref name="asOf"/>, by symbol, oldest first.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<TradeBar>>> ReadAsync(string venue, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken);
}

/// <summary>15 min of a coin's trades.</summary>
/// <param name="OpenTime">UTC, a whole quarter of an hour.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="BuyUsd">USD bought by aggressors, 0 or more.</param>
/// <param name="SellUsd">USD sold by aggressors, 0 or more.</param>
/// <param name="PriceChange">Log return from the first trade to the last.</param>
/// <param name="Trades">Number of trades, 1 or more.</param>
public sealed record TradeBar(DateTimeOffset OpenTime, string Symbol, double BuyUsd, double SellUsd, double PriceChange, int Trades);
