using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Backtests;

/// <summary>Back-tests as people ask for them, at whichever node: what is asked for waits in the store, and a node that does work runs it.</summary>
/// <param name="store">Back-tests.</param>
/// <param name="reader">What there is to test.</param>
/// <param name="scan">How the market is scanned live.</param>
/// <param name="regimes">How the regime is detected live.</param>
/// <param name="clock">Market time.</param>
/// <param name="wall">Wall clock.</param>
public sealed class BacktestBook(IBacktestStore store, BacktestMarketReader reader, ScanOptions scan, RegimeOptions regimes, MarketClock clock, TimeProvider wall)
{
    /// <summary>Most tests that wait.</summary>
    public const int MostQueued = 20;

    /// <summary>Newest tests that are kept.</summary>
    public const int Kept = 200;

    /// <summary>Puts a test into the queue.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<BacktestAnswer> StartAsync(BacktestRequest request, AuditActor by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(by);
        var now = clock.GetUtcNow();
        var settled = request.Settled(now);
        var stored = BacktestRequest.IsVenue(settled.Venue!) ? await reader.SymbolsAsync(settled.Venue!, cancellationToken) : [];
        var problems = RequestProblems.Of(settled, now, stored, scan, regimes);
        if (problems.Count > 0) return new(BacktestOutcome.Invalid, null, problems);

        // Parameters and data in one: run again, it is the same test.
        return await AddAsync(new StoredBacktest(JobRuns.NewId(), settled, by.Name, now, wall.GetUtcNow()), by, cancellationToken);
    }

    /// <summary>Puts the repetition of a test into the queue: its stamp is held against the one stored.</summary>
    public async Task<BacktestAnswer> VerifyAsync(string id, AuditActor by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await store.FindAsync(id, cancellationToken) is not { Verifies: null } test) return new(BacktestOutcome.Missing, null, []);
        if (test.Stamp is null) return new(BacktestOutcome.NotYet, test, []);
        return await AddAsync(new StoredBacktest(JobRuns.NewId(), test.Request, by.Name, test.AsOf, wall.GetUtcNow()) { Verifies = test.Id }, by, cancellationToken);
    }

    /// <summary>Stops a test, whether it waits or is at work at some node. False when it is neither.</summary>
    public Task<bool> CancelAsync(string id, AuditActor by, CancellationToken cancellationToken) => store.CancelAsync(id, wall.GetUtcNow(), by, cancellationToken);

    /// <summary>Deletes a test with all that came of it.</summary>
    public async Task<BacktestOutcome> DeleteAsync(string id, AuditActor by, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } test) return BacktestOutcome.Missing;
        if (test.State == BacktestState.Running) return BacktestOutcome.NotYet;
        return await store.DeleteAsync(id, by, cancellationToken) ? BacktestOutcome.Done : BacktestOutcome.NotYet;
    }

    /// <summary>What there is to test: symbols that have candles of the venue.</summary>
    public Task<IReadOnlyList<string>> SymbolsAsync(CancellationToken cancellationToken) => reader.SymbolsAsync(BacktestRequest.DefaultVenue, cancellationToken);

    private async Task<BacktestAnswer> AddAsync(StoredBacktest test, AuditActor by, CancellationToken cancellationToken) =>
        await store.AddAsync(test, MostQueued, by, cancellationToken) ? new(BacktestOutcome.Done, test, []) : new(BacktestOutcome.Full, null, []);
}

/// <summary>How a wish ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Test">The test that waits now, or that stands in the way.</param>
/// <param name="Problems">What is wrong, when it is invalid.</param>
public sealed record BacktestAnswer(BacktestOutcome Outcome, StoredBacktest? Test, IReadOnlyList<BacktestProblem> Problems);

/// <summary>How a wish ended.</summary>
public enum BacktestOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Something in it cannot be.</summary>
    Invalid,

    /// <summary>There is no such test.</summary>
    Missing,

    /// <summary>The test is at work, or has nothing to show yet.</summary>
    NotYet,

    /// <summary>As many wait already as may.</summary>
    Full,
}
