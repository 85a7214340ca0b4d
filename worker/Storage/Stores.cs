using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Worker.Storage;

/// <summary>Candles, point in time: a correction is a new version, and a read <c>as of</c> an instant gives what was known then.</summary>
public interface ICandleStore
{
    /// <summary>Writes candles in one transaction. Equal ones are left alone, different ones become a new version known from <paramref name="knownAt"/>.</summary>
    Task<CandleIngest> WriteAsync(string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, DateTimeOffset knownAt, CancellationToken cancellationToken);

    /// <summary>Candles with <paramref name="from"/> &lt;= open &lt; <paramref name="to"/>, oldest first, in the version known at <paramref name="asOf"/>.</summary>
    Task<IReadOnlyList<Candle>> ReadAsync(string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken);

    /// <summary>What <see cref="ReadAsync"/> gives for each of many symbols, in one read; symbols without candles in the span are left out.</summary>
    async Task<IReadOnlyDictionary<string, IReadOnlyList<Candle>>> ReadManyAsync(
        string venue, IReadOnlyCollection<string> symbols, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<Candle>> found = new(StringComparer.Ordinal);
        foreach (var symbol in symbols)
        {
            var candles = await ReadAsync(venue, symbol, interval, from, to, asOf, cancellationToken);
            if (candles.Count > 0) found[symbol] = candles;
        }

        return found;
    }

    /// <summary>Open times with <paramref name="from"/> &lt;= open &lt; <paramref name="to"/> of which no candle is stored, joined to ranges, oldest first.</summary>
    async Task<IReadOnlyList<CandleGap>> GapsAsync(string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        CandleGap.Between(await ReadAsync(venue, symbol, interval, from, to, DateTimeOffset.MaxValue, cancellationToken), interval, from, to);

    /// <summary>Symbols that have candles.</summary>
    Task<IReadOnlyList<string>> SymbolsAsync(string venue, TimeSpan interval, CancellationToken cancellationToken);
}

/// <summary>What an ingest did.</summary>
/// <param name="New">Candles not known before.</param>
/// <param name="Equal">Known and equal.</param>
/// <param name="Corrected">Known and different.</param>
public sealed record CandleIngest(int New, int Equal, int Corrected);

/// <summary>Scans with their explanations.</summary>
public interface IScanStore
{
    /// <summary>Saves a scan, its candidates and explanations in one transaction. Saving the same scan id twice changes nothing.</summary>
    Task SaveAsync(StoredScan scan, CancellationToken cancellationToken);

    /// <summary>A scan whole, or the newest one when <paramref name="scanId"/> is null; null also when its explanations are no longer kept.</summary>
    Task<StoredScan?> FindAsync(string? scanId, CancellationToken cancellationToken);

    /// <summary>The newest scan at or before an instant.</summary>
    Task<StoredScan?> FindAtAsync(DateTimeOffset asOf, CancellationToken cancellationToken);

    /// <summary>Summaries, newest first. <paramref name="before"/> is the cursor: the scan id the last page ended with.</summary>
    Task<IReadOnlyList<ScanSummary>> ListAsync(string? before, int limit, CancellationToken cancellationToken);

    /// <summary>One symbol's explanation in a scan, or in the newest scan that has it; null also when it is no longer kept.</summary>
    Task<ScoreExplanation?> FindExplanationAsync(string symbol, string? scanId, CancellationToken cancellationToken);

    /// <summary>One symbol's score, rank and contributions through time, oldest first.</summary>
    Task<IReadOnlyList<ScoreHistoryPoint>> HistoryAsync(string symbol, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}

/// <summary>A scan as it is stored: its result and what is needed to run it again.</summary>
/// <param name="Result">The result.</param>
/// <param name="RunId">The job run that made it.</param>
/// <param name="Job"><c>scan.hot</c> or <c>scan</c> for the command line.</param>
/// <param name="KnownAt">Market time at which its candles were read: the <c>as of</c> of a recomputation.</param>
/// <param name="Venue">Venue of the candles.</param>
/// <param name="Inputs">The quotes, exclusions and feeds it was given.</param>
/// <param name="PreviousScanId">The scan that its changes refer to.</param>
public sealed record StoredScan(
    ScanResult Result,
    string RunId,
    string Job,
    DateTimeOffset KnownAt,
    string Venue,
    IReadOnlyList<StoredScanInput> Inputs,
    string? PreviousScanId)
{
    /// <summary>When its candidates were decided on, market time; null where no decision was timed.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Limits of the gates, whole, where its job had its own; null where they were as configured.</summary>
    public GateOptions? Gates { get; init; }
}

/// <summary>One symbol's input beside its candles.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Quote">Quote.</param>
/// <param name="ExcludedBecause">Reason known beforehand.</param>
/// <param name="Feeds">Books and the like; null when no such feed was connected, as in all scans from before there were any.</param>
public sealed record StoredScanInput(string Symbol, Quote? Quote, string? ExcludedBecause, StoredFeeds? Feeds = null);

/// <summary>A scan in a list.</summary>
public sealed record ScanSummary(string ScanId, DateTimeOffset AsOf, MarketSource Source, string Job, string RunId, RegimeState Regime, int Total, int Scored, int Candidates, string? Best, double? BestFinal);

/// <summary>A point of a symbol's score history.</summary>
public sealed record ScoreHistoryPoint(DateTimeOffset AsOf, string ScanId, double Composite, double Final, int Rank, IReadOnlyList<double> Points, Verdict? Verdict = null);

/// <summary>Hourly points of perpetual futures, point in time: what was known first of an hour stays.</summary>
public interface IDerivativesStore
{
    /// <summary>Writes points in one transaction. Of an hour that is there already the point stays as it was.</summary>
    Task WriteAsync(string venue, IReadOnlyList<PerpetualPoints> points, DateTimeOffset knownAt, CancellationToken cancellationToken);

    /// <summary>Points with <paramref name="from"/> &lt;= time &lt;= <paramref name="to"/> known at <paramref name="asOf"/>, by symbol, oldest first.</summary>
    Task<IReadOnlyDictionary<string, PerpetualPoints>> ReadAsync(string venue, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken);
}

/// <summary>Points of one perpetual.</summary>
/// <param name="Symbol">Canonical symbol of the coin.</param>
/// <param name="Funding">Settled rates, oldest first.</param>
/// <param name="OpenInterest">Open interest, oldest first.</param>
public sealed record PerpetualPoints(string Symbol, IReadOnlyList<FundingRate> Funding, IReadOnlyList<OpenInterest> OpenInterest);

/// <summary>Order books by the minute, point in time: what was known first of a minute stays.</summary>
public interface IBookSummaryStore
{
    /// <summary>Writes summaries in one transaction. Of a minute that is there already the summary stays as it was. Returns how many were new.</summary>
    Task<int> WriteAsync(IReadOnlyList<BookSummary> summaries, DateTimeOffset knownAt, CancellationToken cancellationToken);

    /// <summary>Summaries of a book with <paramref name="from"/> &lt;= minute &lt; <paramref name="to"/> known at <paramref name="asOf"/>, oldest first.</summary>
    Task<IReadOnlyList<BookSummary>> ReadAsync(string venue, string symbol, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken);
}

/// <summary>One minute of an order book. Of a book that was never trusted in the minute there is no summary.</summary>
/// <param name="Time">Start of the minute, UTC; a whole minute.</param>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="BestBid">Best bid at the last trusted instant of the minute, quote currency.</param>
/// <param name="BestAsk">Best ask then.</param>
/// <param name="SpreadBps">Spread over mid then, basis points.</param>
/// <param name="BidDepthUsd">USD bid within 2 % of mid then.</param>
/// <param name="AskDepthUsd">USD offered within 2 % of mid then.</param>
/// <param name="NearBidDepthUsd">USD bid within 0.5 % of mid then.</param>
/// <param name="NearAskDepthUsd">USD offered within 0.5 % of mid then.</param>
/// <param name="Imbalance">(bid - ask) / (bid + ask) of the depth within 2 %, -1 to 1; 0 when both are empty.</param>
/// <param name="Updates">Updates applied in the minute, 0 or more.</param>
/// <param name="TrustedSeconds">Seconds of the minute in which the book was trusted, 0 to 60.</param>
public sealed record BookSummary(
    DateTimeOffset Time,
    string Venue,
    string Symbol,
    decimal BestBid,
    decimal BestAsk,
    double SpreadBps,
    double BidDepthUsd,
    double AskDepthUsd,
    double NearBidDepthUsd,
    double NearAskDepthUsd,
    double Imbalance,
    int Updates,
    double TrustedSeconds);

/// <summary>Regime detections, append-only.</summary>
public interface IRegimeStore
{
    /// <summary>Appends a detection; one for the same instant that is already there stays.</summary>
    Task AppendAsync(RegimeRecord record, CancellationToken cancellationToken);

    /// <summary>The newest detection at or before an instant.</summary>
    Task<RegimeRecord?> LatestAsync(DateTimeOffset asOf, CancellationToken cancellationToken);

    /// <summary>Detections of a span, oldest first.</summary>
    Task<IReadOnlyList<RegimeRecord>> HistoryAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Appends second opinions on a detection; those on the same one that are already there stay.</summary>
    Task AppendOpinionsAsync(SecondOpinions opinions, CancellationToken cancellationToken);

    /// <summary>Second opinions on the detections of a span, oldest first; not every detection has some.</summary>
    Task<IReadOnlyList<SecondOpinions>> OpinionsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}

/// <summary>Forgets what is older than it has to be kept.</summary>
public interface IRetention
{
    /// <summary>Drops what is too old; doing it again changes nothing.</summary>
    /// <param name="now">Market time.</param>
    /// <param name="options">How long is kept what.</param>
    /// <param name="cancellationToken">Between kinds; what is dropped stays dropped.</param>
    Task<RetentionCounts> ApplyAsync(DateTimeOffset now, RetentionOptions options, CancellationToken cancellationToken);
}

/// <summary>What was forgotten.</summary>
/// <param name="MinuteCandles">Versions of candles shorter than an hour.</param>
/// <param name="BookSummaries">Minutes of order books.</param>
/// <param name="Explanations">Explanations; their scans and ranks stay.</param>
/// <param name="Sweeps">Full records of pre-movement sweeps; scores and points stay.</param>
/// <param name="TradeBars">Bars of trades.</param>
/// <param name="VenuePoints">What runs said of venues.</param>
public sealed record RetentionCounts(long MinuteCandles, long BookSummaries, long Explanations, long Sweeps = 0, long TradeBars = 0, long VenuePoints = 0);

/// <summary>Runs of jobs.</summary>
public interface IRunStore
{
    /// <summary>Claims a run. Its slot is (job, scheduled time), and a job has one run at a time, wherever it is.</summary>
    Task<RunClaim> TryStartAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Writes how it ended.</summary>
    Task FinishAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Records a slot that nobody ran. A slot that was run, is running, or is recorded as missed stays as it is. Returns whether it was written.</summary>
    Task<bool> MissAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>A run; null when there is none.</summary>
    Task<JobRun?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Newest first. A cursor that no run has gives an empty page.</summary>
    Task<IReadOnlyList<JobRun>> ListAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>Writes lines of a run's log; a line that is there already stays.</summary>
    Task WriteLogAsync(string runId, IReadOnlyList<RunLine> lines, CancellationToken cancellationToken);

    /// <summary>A run's log, oldest first.</summary>
    Task<IReadOnlyList<RunLine>> LogAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Runs that were running when their process died are marked as lost. Each is given to one caller only.</summary>
    /// <param name="gone">The node that is gone; null for all: whoever alone serves a store asks so before it runs anything.</param>
    /// <param name="node">Who found out.</param>
    /// <param name="now">Market time.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    Task<IReadOnlyList<JobRun>> MarkLostAsync(string? gone, string node, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Nodes that have a run at work.</summary>
    Task<IReadOnlyList<string>> NodesAtWorkAsync(CancellationToken cancellationToken);

    /// <summary>Asks the node that has a run at work to stop it. False when there is no such run at work.</summary>
    Task<bool> AskToStopAsync(string runId, string by, CancellationToken cancellationToken);

    /// <summary>A node's runs that somebody asked to stop.</summary>
    Task<IReadOnlyList<string>> ToStopAsync(string node, CancellationToken cancellationToken);

    /// <summary>Asks whichever node runs jobs for a run.</summary>
    Task AskToRunAsync(RunRequest request, CancellationToken cancellationToken);

    /// <summary>What was asked for and has not begun, oldest first.</summary>
    Task<IReadOnlyList<RunRequest>> ToRunAsync(CancellationToken cancellationToken);

    /// <summary>Slots of a job with from &lt;= slot &lt;= to that have a run of whatever outcome.</summary>
    Task<IReadOnlyList<DateTimeOffset>> SlotsAsync(string job, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<JobRun>> ListAsync(string? job, int limit, CancellationToken cancellationToken);
}

/// <summary>One run of a job. Times are market times.</summary>
/// <param name="RunId">Eight hex digits and more; also the correlation id of its log lines.</param>
/// <param name="Job"><c>scan.hot</c>, <c>regime.detect</c>.</param>
/// <param name="Trigger"><c>schedule</c>, <c>start-up</c>, <c>command</c>.</param>
/// <param name="ScheduledFor">The slot.</param>
/// <param name="Node">Machine and process.</param>
/// <param name="StartedAt">Start.</param>
/// <param name="EndedAt">End, null while running.</param>
/// <param name="DurationMs">Wall-clock duration in milliseconds.</param>
/// <param name="Outcome"><c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>cancelled</c>, <c>lost</c> with its process, <c>missed</c> because nobody ran it.</param>
/// <param name="Error">One sentence, null unless failed.</param>
/// <param name="Counts">For example scored, excluded.</param>
/// <param name="Warnings">What went on in spite of something.</param>
public sealed record JobRun(
    string RunId,
    string Job,
    string Trigger,
    DateTimeOffset ScheduledFor,
    string Node,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long? DurationMs,
    string Outcome,
    string? Error,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Which attempt at its slot it is, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How many attempts there are to be at most.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Version of the job's schedule and options that it was made with; null for runs from before there were any.</summary>
    public int? OptionsVersion { get; init; }

    /// <summary>Who asked for it; null when a schedule did.</summary>
    public string? AskedBy { get; init; }
}

/// <summary>How a claim ended.</summary>
public enum RunClaim
{
    /// <summary>The run is its claimant's.</summary>
    Started,

    /// <summary>The slot has a run that succeeded or is at work.</summary>
    Taken,

    /// <summary>Another run of the job is at work; ask again when it has ended.</summary>
    Busy,
}

/// <summary>Which runs are wanted. Null: all.</summary>
/// <param name="Job">Only of this job.</param>
/// <param name="Outcome">Only with this outcome.</param>
/// <param name="Text">Only whose id begins with this, or whose job's name contains it.</param>
/// <param name="From">Started not before, market time.</param>
/// <param name="To">Started before, market time.</param>
/// <param name="Before">Cursor: the run the last page ended with.</param>
/// <param name="Limit">Most runs.</param>
public sealed record RunQuery(string? Job = null, string? Outcome = null, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Before = null, int Limit = 100);

/// <summary>A line of a run's log.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="At">When, market time.</param>
/// <param name="Level"><c>information</c>, <c>warning</c>, <c>error</c>.</param>
/// <param name="Text">What it says, without secrets.</param>
public sealed record RunLine(int Line, DateTimeOffset At, string Level, string Text);

/// <summary>A run that somebody asked for.</summary>
/// <param name="RunId">Its id: two runs of one request cannot be.</param>
/// <param name="Job">Job.</param>
/// <param name="By">Who asked; empty where a process that stops leaves its run to the others.</param>
/// <param name="At">When, wall clock, UTC.</param>
public sealed record RunRequest(string RunId, string Job, string By, DateTimeOffset At);
