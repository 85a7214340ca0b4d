using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class BacktestStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private const string Node = "host/1";
    private static readonly AuditActor Mia = new("mia", "127.0.0.1");
    private static readonly BacktestProgress Half = new(BacktestPhase.Scanning, 64, 128, 12.5, 12.5);

    [Fact]
    public async Task AddAsync_ThenFind_ReadBackWhole_AndIsAnEntryOfTheTrail()
    {
        var test = Test("a");
        (await AddAsync(test)).ShouldBeTrue();

        var found = (await Stores.Backtests.FindAsync("a", None))!;
        (found.Request with { Symbols = [] }).ShouldBe(test.Request with { Symbols = [] });
        found.Request.Symbols.ShouldBe(["BTC-USD", "SOL-USD"]);
        (found with { Request = test.Request }).ShouldBe(test with { State = BacktestState.Queued });
        var entry = (await Stores.Audit.ListAsync(new AuditQuery(), None)).ShouldHaveSingleItem().Change;
        (entry.Action, entry.Subject, entry.Actor.Name).ShouldBe(("backtest.start", "a", "mia"));
        entry.After!.ShouldContain("\"seed\":7");
    }

    [Fact]
    public async Task AddAsync_MoreThanMayWait_Refused()
    {
        (await AddAsync(Test("a"), mostQueued: 1)).ShouldBeTrue();
        (await AddAsync(Test("b"), mostQueued: 1)).ShouldBeFalse();
        (await Stores.Backtests.ListAsync(9, None)).Select(static t => t.Id).ShouldBe(["a"]);
        (await Stores.Audit.ListAsync(new AuditQuery(), None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task TakeAsync_ByManyAtOnce_OneAtATimeInOrder()
    {
        foreach (var id in (string[])["a", "b"]) await AddAsync(Test(id));
        using var other = Database.Open();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Stores : other).Backtests.TakeAsync($"host/{i}", T0, None)));

        var one = taken.OfType<StoredBacktest>().ShouldHaveSingleItem();
        (one.Id, one.State, one.Attempt, one.StartedAt).ShouldBe(("a", BacktestState.Running, 1, T0));
        (await Stores.Backtests.QueueAsync(None)).Select(static t => (t.Id, t.State)).ShouldBe([("a", BacktestState.Running), ("b", BacktestState.Queued)]);

        (await Stores.Backtests.FinishAsync(one with { State = BacktestState.Cancelled, EndedAt = T0 }, null, 9, None)).ShouldBeTrue();
        (await Stores.Backtests.TakeAsync(Node, T0, None))!.Id.ShouldBe("b");
    }

    [Fact]
    public async Task FinishAsync_WithParts_ReadBackWhole()
    {
        await AddAsync(Test("a"));
        var taken = (await Stores.Backtests.TakeAsync(Node, T0, None))!;
        (await Stores.Backtests.BeatAsync(taken, Half, None)).ShouldBe(BacktestOrder.GoOn);
        (await Stores.Backtests.FindAsync("a", None))!.Progress.ShouldBe(Half);
        var ended = taken with { State = BacktestState.Succeeded, EndedAt = T0.AddMinutes(1), Progress = Half, Stamp = Stamp, Summary = Summary };
        var parts = Parts(70);
        (await Stores.Backtests.FinishAsync(ended, parts, 9, None)).ShouldBeTrue();

        var found = (await Stores.Backtests.FindAsync("a", None))!;
        (found.State, found.EndedAt, found.Stamp, found.Summary, found.IsOver).ShouldBe((BacktestState.Succeeded, T0.AddMinutes(1), Stamp, Summary, true));
        (await Stores.Backtests.EquityAsync("a", None)).ShouldBe(parts.Equity);
        (await Stores.Backtests.RefusalsAsync("a", None)).ShouldBe(parts.Refusals);
        var trades = await Stores.Backtests.TradesAsync("a", None);
        trades.Select(static t => (t with { Exits = [], Explanation = null }, t.NetUsd, t.Exits[0])).ShouldBe(parts.Trades.Select(static t => (t with { Exits = [], Explanation = null }, t.NetUsd, t.Exits[0])));
        foreach (var number in (int[])[1, 64, 65, 70]) (await Stores.Backtests.ExplanationAsync("a", number, None))!.Final.ShouldBe(parts.Trades[number - 1].Explanation!.Final);
        foreach (var number in (int[])[-1, 0, 71]) (await Stores.Backtests.ExplanationAsync("a", number, None)).ShouldBeNull();
    }

    [Fact]
    public async Task BeatAsync_TellsOfAStop_AndOfAnotherAttempt()
    {
        await AddAsync(Test("a"));
        var first = (await Stores.Backtests.TakeAsync(Node, T0, None))!;
        (await Stores.Backtests.CancelAsync("a", T0, Mia, None)).ShouldBeTrue();
        (await Stores.Backtests.BeatAsync(first, Half, None)).ShouldBe(BacktestOrder.Stop);
        (await Stores.Backtests.FinishAsync(first with { State = BacktestState.Cancelled, EndedAt = T0 }, null, 9, None)).ShouldBeTrue();
        (await Stores.Backtests.CancelAsync("a", T0, Mia, None)).ShouldBeFalse();

        await AddAsync(Test("b"));
        var lost = (await Stores.Backtests.TakeAsync(Node, T0, None))!;
        (await Stores.Backtests.GiveUpAsync(lost with { Beats = 5 }, 2, T0, None)).ShouldBeFalse("it has gone on");
        (await Stores.Backtests.GiveUpAsync(lost, 2, T0, None)).ShouldBeTrue();
        (await Stores.Backtests.FindAsync("b", None))!.State.ShouldBe(BacktestState.Queued);
        var second = (await Stores.Backtests.TakeAsync("host/2", T0, None))!;
        (second.Attempt, await Stores.Backtests.BeatAsync(lost, Half, None), await Stores.Backtests.FinishAsync(lost with { State = BacktestState.Succeeded }, Parts(1), 9, None)).ShouldBe((2, BacktestOrder.Gone, false));
        (await Stores.Backtests.TradesAsync("b", None)).ShouldBeEmpty();

        (await Stores.Backtests.GiveUpAsync(second, 2, T0, None)).ShouldBeTrue();
        var failed = (await Stores.Backtests.FindAsync("b", None))!;
        (failed.State, failed.Error!).ShouldBe((BacktestState.Failed, "Its process ended before it did, 2 times: host/2."));
    }

    [Fact]
    public async Task CancelAsync_AndDeleteAsync_OfOneThatWaits_AtOnceAndTold()
    {
        await AddAsync(Test("a"));
        (await Stores.Backtests.CancelAsync("a", T0, Mia, None)).ShouldBeTrue();
        (await Stores.Backtests.FindAsync("a", None))!.State.ShouldBe(BacktestState.Cancelled);
        (await Stores.Backtests.DeleteAsync("a", Mia, None)).ShouldBeTrue();
        (await Stores.Backtests.DeleteAsync("a", Mia, None)).ShouldBeFalse();
        (await Stores.Backtests.FindAsync("a", None)).ShouldBeNull();
        (await Stores.Audit.ListAsync(new AuditQuery(), None)).Select(static e => e.Change.Action).ShouldBe(["backtest.delete", "backtest.cancel", "backtest.start"]);

        await AddAsync(Test("b"));
        await Stores.Backtests.TakeAsync(Node, T0, None);
        (await Stores.Backtests.DeleteAsync("b", Mia, None)).ShouldBeFalse("it is at work");
    }

    [Fact]
    public async Task FinishAsync_BeyondWhatIsKept_ForgetsTheOldest_AndVerificationsThatAreOver()
    {
        foreach (var id in (string[])["a", "b", "c"])
        {
            await AddAsync(Test(id));
            await EndAsync(Parts(1), keep: 2);
        }

        (await Stores.Backtests.ListAsync(9, None)).Select(static t => t.Id).ShouldBe(["c", "b"]);
        (await Stores.Backtests.TradesAsync("a", None)).ShouldBeEmpty();

        await AddAsync(Test("v") with { Verifies = "b" });
        (await Stores.Backtests.ListAsync(9, None)).Select(static t => t.Id).ShouldBe(["c", "b"]);
        (await Stores.Backtests.QueueAsync(None)).ShouldHaveSingleItem().Verifies.ShouldBe("b");
        var verification = new BacktestVerification(T0, "mia", []);
        await EndAsync(null, 2, verification);
        var verified = (await Stores.Backtests.FindAsync("b", None))!.Verification!;
        (verified.By, verified.IsEqual).ShouldBe(("mia", true));
        (await Stores.Backtests.FindAsync("v", None)).ShouldBeNull();
        (await Stores.Backtests.TradesAsync("b", None)).Count.ShouldBe(1);
    }

    private async Task EndAsync(BacktestParts? parts, int keep, BacktestVerification? verification = null)
    {
        var taken = (await Stores.Backtests.TakeAsync(Node, T0, None))!;
        await Stores.Backtests.FinishAsync(taken with { State = BacktestState.Succeeded, EndedAt = T0, Stamp = Stamp, Verification = verification }, parts, keep, None);
    }

    private Task<bool> AddAsync(StoredBacktest test, int mostQueued = 20) => Stores.Backtests.AddAsync(test, mostQueued, Mia, None);

    private static BacktestStamp Stamp { get; } = new("1.0", "o", "d", "e", "t");

    private static BacktestSummary Summary { get; } = new(24, 128, 9, 2, 7, 101_234.5, 0.012345, 0.03, 0.6, 1.25, 0.001, 0.003, 18.5, 0.4, 2000, 500, 265.5, 0);

    private static StoredBacktest Test(string id) => new(
        id, new BacktestRequest { Name = "N", From = T0.AddDays(-2), To = T0, Universe = BacktestUniverse.Symbols, Symbols = ["BTC-USD", "SOL-USD"], Regime = RegimeState.Choppy, Costs = BacktestCosts.Flat, FlatBps = 12.5, Seed = 7 }, "mia", T0.AddSeconds(3), T0.AddSeconds(4));

    private static BacktestParts Parts(int trades)
    {
        var random = new Random(1);
        return new BacktestParts(
            [.. Enumerable.Range(1, trades).Select(n => new Trade(
                n, "SOL-USD", "kraken", T0.AddHours(n), $"scan-{n}", RegimeState.Choppy, 80 + random.NextDouble(), 0.05, new Fill(T0.AddHours(n), 100, 100.1, 50, 20),
                [new TradeExit(ExitCause.TimeStop, "held 48.0 h", new Fill(T0.AddHours(n + 48), 103, 102.9, 50, 20.5))], -1.25, -0.02, 0.04) { Explanation = Explanation(T0, $"scan-{n}", 1, random) })],
            [.. Enumerable.Range(0, 49).Select(h => new EquityPoint(T0.AddHours(h), 100_000 + (random.NextDouble() * h), 90_000, 2))],
            [new Refusal(T0, "BTC-USD", 81, RefusalCause.Portfolio, "correlation 0.91 > 0.80")],
            null);
    }
}
