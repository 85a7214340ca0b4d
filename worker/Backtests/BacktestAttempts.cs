using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Backtests;

/// <summary>One attempt at a back-test: reads the market, runs the engine, writes what came of it, tells how far it is once a second.</summary>
/// <param name="store">Back-tests.</param>
/// <param name="reader">The market.</param>
/// <param name="scan">How the market is scanned live.</param>
/// <param name="regimes">How the regime is detected live.</param>
/// <param name="live">Says whether a live scan is at work.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class BacktestAttempts(IBacktestStore store, BacktestMarketReader reader, ScanOptions scan, RegimeOptions regimes, LiveBoard live, TimeProvider wall, ILogger<BacktestAttempts> log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastReported = TimeSpan.FromDays(2);

    /// <summary>Runs a test to its end, whatever that is; when the program ends, the test waits again.</summary>
    /// <param name="test">Taken by this node.</param>
    /// <param name="stopping">The program ends.</param>
    public async Task RunAsync(StoredBacktest test, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pace = new BacktestPace(wall);
        var beating = BeatAsync(test, pace, stop);
        StoredBacktest? ended = null;
        BacktestParts? parts = null;
        try
        {
            BacktestsLog.Began(log, test.Id, test.Attempt);
            (ended, parts) = await TestAsync(test, pace, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            ended = test with { State = BacktestState.Cancelled };
        }
        catch (Exception e) when (e is BacktestMarketException or StoreUnavailableException)
        {
            ended = test with { State = BacktestState.Failed, Error = e.Message };
        }
        catch (Exception e)
        {
            BacktestsLog.Failed(log, e, test.Id);
            ended = test with { State = BacktestState.Failed, Error = $"The engine stopped with an error, {e.GetType().Name}; the log has it under {test.Id}." };
        }

        await stop.CancelAsync();
        var last = await beating;
        if (last == BacktestOrder.Gone) return;
        if (stopping.IsCancellationRequested && last != BacktestOrder.Stop && ended.State == BacktestState.Cancelled) await HandBackAsync(test);
        else await EndAsync(ended with { EndedAt = wall.GetUtcNow(), Progress = pace.Now() }, parts);
    }

    private async Task<(StoredBacktest Ended, BacktestParts? Parts)> TestAsync(StoredBacktest test, BacktestPace pace, CancellationToken cancellationToken)
    {
        var options = test.Request.ToOptions(scan, regimes);
        var market = await reader.ReadAsync(test.Request, scan, test.AsOf, (done, total) => pace.Reach(BacktestPhase.Reading, done, total), cancellationToken);
        var loop = new QuietLoop(QuietLoop.HalfOfTheCores, () => live.Current.Progress is { Finished: false }, cancellationToken);
        var (result, report, audit) = await Task.Factory.StartNew(
            () =>
            {
                Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
                var made = BacktestRun.Run(market, options, loop.Run, (done, total) => Reached(pace, done, total, cancellationToken), cancellationToken);
                if (test.Verifies is not null) return (made, null, null);

                // A short span has too few daily returns to report on.
                var said = options.To - options.From >= LeastReported ? BacktestReport.Of(market, made, new ReportOptions(), cancellationToken) : null;
                return (made, said, test.Request.Audit ? Audited(market, made, loop, pace, cancellationToken) : null);
            },
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        if (test.Verifies is { } original) return (await ComparedAsync(test, original, result.Stamp, cancellationToken), null);
        return (test with { State = BacktestState.Succeeded, Stamp = result.Stamp, Summary = BacktestSummary.Of(market, result) with { Audit = audit } }, new BacktestParts(result.Traded.Trades, result.Traded.Equity, result.Traded.Refusals, report));
    }

    private static BacktestAudit Audited(BacktestMarket market, BacktestResult made, QuietLoop loop, BacktestPace pace, CancellationToken cancellationToken) =>
        BacktestAudit.Of(LookAheadAudit.Run(market, made, BacktestAudit.Cuts, loop.Run, (done, total) => pace.Reach(BacktestPhase.Auditing, done, total), cancellationToken));

    private static void Reached(BacktestPace pace, int done, int total, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        pace.Reach(done < total ? BacktestPhase.Scanning : BacktestPhase.Trading, done, total);
    }

    private async Task<StoredBacktest> ComparedAsync(StoredBacktest test, string original, BacktestStamp again, CancellationToken cancellationToken) =>
        await store.FindAsync(original, cancellationToken) is { Stamp: { } stamp }
            ? test with { State = BacktestState.Succeeded, Stamp = again, Verification = new BacktestVerification(wall.GetUtcNow(), test.Owner, [.. Differences(stamp, again)]) }
            : test with { State = BacktestState.Failed, Error = $"The test {original} was deleted meanwhile." };

    internal static IEnumerable<string> Differences(BacktestStamp stored, BacktestStamp again)
    {
        (string What, string Stored, string Again)[] pairs =
        [
            ("The engine", stored.EngineVersion, again.EngineVersion), ("The parameters' hash", stored.OptionsHash, again.OptionsHash), ("The data's hash", stored.DataHash, again.DataHash),
            ("The decisions' hash", stored.DecisionsHash, again.DecisionsHash), ("The trades' hash", stored.TradesHash, again.TradesHash),
        ];
        return pairs.Where(static p => !string.Equals(p.Stored, p.Again, StringComparison.Ordinal)).Select(static p => $"{p.What} was {Short(p.Stored)} and is {Short(p.Again)}.");
    }

    private static string Short(string hash) => hash.Length == 64 ? hash[..12] : hash;

    private async Task<BacktestOrder> BeatAsync(StoredBacktest test, BacktestPace pace, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(Beat, wall);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                BacktestOrder order;
                try
                {
                    order = await store.BeatAsync(test, pace.Now(), stop.Token);
                }
                catch (StoreUnavailableException)
                {
                    // The next beat tries again; whoever watches is patient for many.
                    continue;
                }

                if (order == BacktestOrder.GoOn) continue;
                await stop.CancelAsync();
                return order;
            }
        }
        catch (OperationCanceledException)
        {
            // It has ended.
        }

        return BacktestOrder.GoOn;
    }

    private async Task HandBackAsync(StoredBacktest test)
    {
        // A pause that the program takes is no failure of the test: it is not counted against it.
        if (await store.FindAsync(test.Id, CancellationToken.None) is { State: BacktestState.Running } now && now.Attempt == test.Attempt)
            await store.GiveUpAsync(now, int.MaxValue, wall.GetUtcNow(), CancellationToken.None);
    }

    private async Task EndAsync(StoredBacktest ended, BacktestParts? parts)
    {
        if (await store.FinishAsync(ended, parts, BacktestBook.Kept, CancellationToken.None)) BacktestsLog.Ended(log, ended.Id, ended.State, ended.Progress?.ElapsedSeconds ?? 0);
        else BacktestsLog.NotMine(log, ended.Id);
    }
}
