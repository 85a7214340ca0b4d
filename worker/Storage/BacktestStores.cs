using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Backtests;

namespace CryptoRun.Worker.Storage;

/// <summary>Back-tests: the queue of those that were asked for, and what came of them.</summary>
public interface IBacktestStore
{
    /// <summary>Puts a test at the end of the queue; it is an entry of the trail in the same transaction. False when as many wait already.</summary>
    Task<bool> AddAsync(StoredBacktest test, int mostQueued, AuditActor by, CancellationToken cancellationToken);

    /// <summary>A test; null when there is none.</summary>
    Task<StoredBacktest?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Newest first, verifications left out.</summary>
    Task<IReadOnlyList<StoredBacktest>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>What is at work, and then what waits in its order, verifications too.</summary>
    Task<IReadOnlyList<StoredBacktest>> QueueAsync(CancellationToken cancellationToken);

    /// <summary>Takes the test that waits longest, unless one is at work; null where there is nothing to do.</summary>
    Task<StoredBacktest?> TakeAsync(string node, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Tells that a test is still at work and how far it is.</summary>
    Task<BacktestOrder> BeatAsync(StoredBacktest test, BacktestProgress progress, CancellationToken cancellationToken);

    /// <summary>Writes how a test ended, and forgets the oldest beyond <paramref name="keep"/>. False when it is no longer this attempt's: somebody thought it dead and took it.</summary>
    Task<bool> FinishAsync(StoredBacktest test, BacktestParts? parts, int keep, CancellationToken cancellationToken);

    /// <summary>Gives a test up whose process is gone: it waits again at its place, or fails when that was tried often enough. False when it went on meanwhile.</summary>
    Task<bool> GiveUpAsync(StoredBacktest seen, int mostAttempts, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Cancels a test: one that waits at once, one at work is asked to stop. False when it is neither.</summary>
    Task<bool> CancelAsync(string id, DateTimeOffset now, AuditActor by, CancellationToken cancellationToken);

    /// <summary>Deletes a test that is not at work, with all that came of it. False when there is none, or it is at work.</summary>
    Task<bool> DeleteAsync(string id, AuditActor by, CancellationToken cancellationToken);

    /// <summary>The report; null where there is none, as of a span under a day.</summary>
    Task<BacktestReport?> ReportAsync(string id, CancellationToken cancellationToken);

    /// <summary>Trades in the order of their purchases, without their explanations.</summary>
    Task<IReadOnlyList<Trade>> TradesAsync(string id, CancellationToken cancellationToken);

    /// <summary>The account hour by hour.</summary>
    Task<IReadOnlyList<EquityPoint>> EquityAsync(string id, CancellationToken cancellationToken);

    /// <summary>Wishes that were not fulfilled, oldest first.</summary>
    Task<IReadOnlyList<Refusal>> RefusalsAsync(string id, CancellationToken cancellationToken);

    /// <summary>Why a trade was entered; null when there is no such trade.</summary>
    Task<ScoreExplanation?> ExplanationAsync(string id, int trade, CancellationToken cancellationToken);
}

/// <summary>A back-test as it is stored. Instants but <paramref name="AsOf"/> are the wall clock's.</summary>
/// <param name="Id">Twelve hex digits.</param>
/// <param name="Request">What was asked for, settled.</param>
/// <param name="Owner">Who asked.</param>
/// <param name="AsOf">Instant of knowledge, market time: the data are those that were known then, also when it is run again.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record StoredBacktest(string Id, BacktestRequest Request, string Owner, DateTimeOffset AsOf, DateTimeOffset CreatedAt)
{
    /// <summary>How it is.</summary>
    public BacktestState State { get; init; }

    /// <summary>The test whose stamp this one is held against; null for a test of its own.</summary>
    public string? Verifies { get; init; }

    /// <summary>When its last attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Machine and process at work on it.</summary>
    public string? Node { get; init; }

    /// <summary>1 for the first attempt; more after its process ended before it did.</summary>
    public int Attempt { get; init; }

    /// <summary>Signs of life of this attempt.</summary>
    public long Beats { get; init; }

    /// <summary>How far it is; null before it began.</summary>
    public BacktestProgress? Progress { get; init; }

    /// <summary>One sentence, null unless failed.</summary>
    public string? Error { get; init; }

    /// <summary>What makes it repeatable; null before it succeeded.</summary>
    public BacktestStamp? Stamp { get; init; }

    /// <summary>Its figures; null before it succeeded.</summary>
    public BacktestSummary? Summary { get; init; }

    /// <summary>What its last verification found; null before the first.</summary>
    public BacktestVerification? Verification { get; init; }

    /// <summary>Whether it has come to an end.</summary>
    public bool IsOver => State is not (BacktestState.Queued or BacktestState.Running);
}

/// <summary>How a back-test is.</summary>
public enum BacktestState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Succeeded,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Stopped by somebody.</summary>
    Cancelled,
}

/// <summary>How far a test is.</summary>
/// <param name="Phase">What it does.</param>
/// <param name="Done">Symbols read, scans made or runs of the audit made.</param>
/// <param name="Total">Of how many.</param>
/// <param name="ElapsedSeconds">Since its attempt began, wall clock.</param>
/// <param name="EtaSeconds">Until its scans are made at the pace so far; null before there is a pace.</param>
public sealed record BacktestProgress(BacktestPhase Phase, int Done, int Total, double ElapsedSeconds, double? EtaSeconds);

/// <summary>What a test does.</summary>
public enum BacktestPhase
{
    /// <summary>Reads candles.</summary>
    Reading,

    /// <summary>Makes its scans.</summary>
    Scanning,

    /// <summary>Trades, and writes what came of it.</summary>
    Trading,

    /// <summary>Runs again with other futures.</summary>
    Auditing,
}

/// <summary>What a test at work is told when it gives a sign of life.</summary>
public enum BacktestOrder
{
    /// <summary>Go on.</summary>
    GoOn,

    /// <summary>Somebody wants it stopped.</summary>
    Stop,

    /// <summary>It is somebody else's by now, or gone.</summary>
    Gone,
}

/// <summary>A test that was run again.</summary>
/// <param name="At">When, wall clock.</param>
/// <param name="By">Who asked.</param>
/// <param name="Differences">What is not the same, one sentence each; empty: the same to the bit.</param>
public sealed record BacktestVerification(DateTimeOffset At, string By, IReadOnlyList<string> Differences)
{
    /// <summary>Whether it was the same to the bit.</summary>
    public bool IsEqual => Differences.Count == 0;
}

/// <summary>What came of a test.</summary>
/// <param name="Trades">Trades, with their explanations.</param>
/// <param name="Equity">The account.</param>
/// <param name="Refusals">Wishes that were not fulfilled.</param>
/// <param name="Report">The report; null of a span under a day.</param>
public sealed record BacktestParts(IReadOnlyList<Trade> Trades, IReadOnlyList<EquityPoint> Equity, IReadOnlyList<Refusal> Refusals, BacktestReport? Report);
