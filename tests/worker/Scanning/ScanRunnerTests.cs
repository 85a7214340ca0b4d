using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Exchanges;
using CryptoRun.Worker.Tests.Scheduling;

namespace CryptoRun.Worker.Tests.Scanning;

public sealed class ScanRunnerTests : IDisposable
{
    private readonly ScanBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task RunAsync_Market_GoesThroughTheStagesInOrderAndEndsOnTheBoard()
    {
        var report = _bench.Report(Token);
        var scan = await _bench.Runner.RunAsync(ScanBench.At, "run1", "scan.hot", report, Token);
        report.Finish("succeeded", scan.Result.Universe.Scored);

        var stages = _bench.Progress.Select(p => p.Stage).Distinct().ToList();
        stages.ShouldBe(stages.Order());
        stages.ShouldBe([ScanStage.Universe, ScanStage.Candles, ScanStage.Microstructure, ScanStage.Factors, ScanStage.Orthogonalise, ScanStage.Score, ScanStage.Gates, ScanStage.Explain, ScanStage.Publish]);
        _bench.Progress.Select(p => p.ElapsedSeconds).ShouldBeInOrder();
        _bench.Progress[^1].ShouldSatisfyAllConditions(p => p.Finished.ShouldBeTrue(), p => p.Outcome.ShouldBe("succeeded"), p => p.Warnings.ShouldBe(["kraken: one thing is late."]));

        _bench.Time.Advance(LiveBoard.Interval);
        _bench.Board.Current.Board!.ScanId.ShouldBe(scan.Result.ScanId);
        _bench.Board.Current.Board.Candidates.Count.ShouldBe(14);
        scan.Result.Universe.Total.ShouldBe(15);
        scan.Result.Universe.Excluded.Single().Symbol.ShouldBe("USDT-USD");
        (await _bench.Scans.FindAsync(null, Token))!.Result.InputHash.ShouldBe(scan.Result.InputHash);
        (await _bench.Regimes.LatestAsync(ScanBench.At, Token))!.At.ShouldBe(ScanBench.At.AddHours(-3));
    }

    [Fact]
    public async Task RunAsync_SecondScan_KnowsTimeLeftAndWhatChanged()
    {
        await RunAsync();
        _bench.Progress.ShouldAllBe(p => p.Finished || p.EtaSeconds == null);
        _bench.Progress.Clear();

        var second = await RunAsync(ScanBench.At.AddMinutes(15));
        _bench.Progress[0].EtaSeconds!.Value.ShouldBeGreaterThan(0);
        _bench.Progress.Select(p => p.EtaSeconds!.Value).ShouldBeInOrder(SortDirection.Descending);
        second.Result.Candidates.ShouldAllBe(c => c.ChangeSinceLastScan != null);
    }

    [Fact]
    public async Task RunAsync_Cancelled_StopsAtTheNextStepAndLeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        var report = _bench.Report(cancel.Token, also: e =>
        {
            if (e.Stage == ScanStage.Explain) cancel.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => _bench.Runner.RunAsync(ScanBench.At, "run1", "scan.hot", report, cancel.Token));

        _bench.Progress.Count(p => p.Stage == ScanStage.Explain).ShouldBe(1);
        (await _bench.Scans.FindAsync(null, Token)).ShouldBeNull();
        _bench.Time.Advance(LiveBoard.Interval);
        _bench.Board.Current.Board.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_StoreFails_NothingIsOnTheBoard()
    {
        await _bench.TamperAsync("CREATE TRIGGER full BEFORE INSERT ON scans BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        await Should.ThrowAsync<Exception>(() => RunAsync());
        _bench.Time.Advance(LiveBoard.Interval);
        _bench.Board.Current.Board.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_VenuesLeftOut_AreNotAskedForAndChangeWordsAlone()
    {
        await _bench.FillAsync();
        _bench.Feeds = static _ => SymbolFeeds.None with { Books = [] };
        var every = await RunAsync();
        var some = await _bench.Runner.RunAsync(ScanBench.At, "run2", "scan.hot", _bench.Report(Token), Token, venues: new VenueChoice(["okx", "binance", "bybit"]));

        _bench.Without.ShouldBe(["okx", "binance", "bybit"]);
        some.Result.Candidates.Select(static c => (c.Symbol, c.Final)).ShouldBe(every.Result.Candidates.Select(static c => (c.Symbol, c.Final)));
        string Reason(StoredScan scan, string gate) => scan.Result.Candidates.Select(c => c.Gates.Single(g => g.Gate == gate).Reason).Distinct().Single();
        (Reason(every, "spread"), Reason(every, "funding")).ShouldBe(("no book", "not applicable: no feed"));
        (Reason(some, "spread"), Reason(some, "depth"), Reason(some, "funding")).ShouldBe(("no book, okx left out by the job", "no book, okx left out by the job", "not applicable: no feed, binance and bybit left out by the job"));

        var stored = await _bench.Runner.RunAsync(ScanBench.At.AddMinutes(15), "run3", "scan.hot", _bench.Report(Token), Token, venues: new VenueChoice(["okx"]));
        (await _bench.Verifier.VerifyAsync(stored.Result.Candidates[0].Symbol, stored.Result.ScanId, Token))!.Problem.ShouldBeNull("its names are stored with it");
        (await _bench.Scans.FindAsync(stored.Result.ScanId, Token))!.Result.LeftOut!.ShouldSatisfyAllConditions(l => l.Books.ShouldBe(["okx"]), l => l.Perpetuals.ShouldBeEmpty());
    }

    [Fact]
    public async Task Job_VenuesLeftOut_ItsLogNamesThemOnce()
    {
        var schedules = new CurrentSchedules();
        schedules.Set(new JobSchedule(JobNames.Scan, 1, "0 0/15 * * * ?", Paused: false, ScanBench.At, "mia") { Venues = new VenueChoice(["okx", "bybit"]) });
        using var jobs = new JobBench(_bench.Time, schedules);
        var log = new CapturedLog<ScanJob>();
        await jobs.ExecuteAsync(JobNames.Scan, runs => new ScanJob(runs, _bench.Runner, _bench.Times, jobs.Pace, _bench.Board, _bench.Time, log));

        log.Lines.ShouldHaveSingleItem().Text.ShouldBe("Left out by the job's schedule, as if not configured: okx, bybit");
        _bench.Without.ShouldBe(["okx", "bybit"]);
    }

    [Fact]
    public async Task VerifyAsync_UntouchedScan_IsTheSameToTheBit()
    {
        await _bench.FillAsync();
        await RunAsync();
        var scan = await RunAsync(ScanBench.At.AddMinutes(15));
        foreach (var candidate in scan.Result.Candidates)
        {
            var verification = await _bench.Verifier.VerifyAsync(candidate.Symbol, scan.Result.ScanId, Token);
            verification!.Problem.ShouldBeNull();
            verification.Same.ShouldBeTrue();
            verification.RecomputedFinal.ShouldBe(candidate.Final);
        }
    }

    [Fact]
    public async Task RunAsync_LimitsOfTheJob_JudgeAreKeptAndVerify()
    {
        await _bench.FillAsync();
        var configured = await RunAsync();
        var choice = new GateChoice { TrendingBull = Ease(), Choppy = Ease(), HighVolatility = Ease() };
        var own = await RunAsync(gates: choice);

        // Another scan, that the store and its readers can tell from the first.
        own.Result.ScanId.ShouldNotBe(configured.Result.ScanId);
        own.Result.ParametersHash.ShouldNotBe(configured.Result.ParametersHash);
        (configured.Gates, own.Gates).ShouldBe((null, choice.Over(new Domain.Gates.GateOptions())));
        own.Result.Candidates.SelectMany(static c => c.Gates).Where(static g => g.Gate == "score").ShouldAllBe(g => g.Threshold == 10 && g.Outcome == Domain.Gates.GateOutcome.Passed);
        configured.Result.Candidates.SelectMany(static c => c.Gates).ShouldContain(g => g.Gate == "score" && g.Outcome == Domain.Gates.GateOutcome.Failed);

        foreach (var scan in new[] { own, configured })
        {
            foreach (var candidate in scan.Result.Candidates) (await _bench.Verifier.VerifyAsync(candidate.Symbol, scan.Result.ScanId, Token))!.ShouldSatisfyAllConditions(v => v.Problem.ShouldBeNull(), v => v.Same.ShouldBeTrue());
        }

        static Dictionary<string, double> Ease() => new(StringComparer.Ordinal) { ["composite"] = 10, ["movement"] = 0.001 };
    }

    [Fact]
    public async Task VerifyAsync_CorrectionLearntLater_DoesNotTouchThePast()
    {
        await _bench.FillAsync();
        var scan = await RunAsync();
        var rows = await _bench.Candles.ReadAsync("kraken", "C00-USD", TimeSpan.FromHours(1), ScanBench.At.AddHours(-5), ScanBench.At, ScanBench.At, Token);
        await _bench.Candles.WriteAsync("kraken", "C00-USD", TimeSpan.FromHours(1), [rows[0] with { Close = rows[0].High }], ScanBench.At.AddHours(1), Token);
        (await _bench.Verifier.VerifyAsync("C00-USD", scan.Result.ScanId, Token))!.Same.ShouldBeTrue();
    }

    [Fact]
    public async Task VerifyAsync_CandleCorrectedBeforeTheScan_IsDetected()
    {
        await _bench.FillAsync();
        var scan = await RunAsync();
        var rows = await _bench.Candles.ReadAsync("kraken", "C00-USD", TimeSpan.FromHours(1), ScanBench.At.AddHours(-5), ScanBench.At, ScanBench.At, Token);
        await _bench.Candles.WriteAsync("kraken", "C00-USD", TimeSpan.FromHours(1), [rows[0] with { Close = rows[0].High }], ScanBench.At.AddSeconds(-30), Token);

        var verification = await _bench.Verifier.VerifyAsync("C05-USD", scan.Result.ScanId, Token);
        verification!.Same.ShouldBeFalse();
        verification.Problem!.ShouldStartWith("The inputs differ: their hash was ");
    }

    [Fact]
    public async Task VerifyAsync_ExplanationChanged_NamesTheField()
    {
        await _bench.FillAsync();
        var scan = await RunAsync();
        var candidates = scan.Result.Candidates.ToList();
        candidates[2] = candidates[2] with { Factors = [candidates[2].Factors[0] with { Points = candidates[2].Factors[0].Points + 1e-9 }, .. candidates[2].Factors.Skip(1)] };
        await _bench.TamperAsync("DELETE FROM explanations; DELETE FROM scan_candidates; DELETE FROM scans");
        await _bench.Scans.SaveAsync(scan with { Result = scan.Result with { Candidates = candidates } }, Token);

        var verification = await _bench.Verifier.VerifyAsync(candidates[2].Symbol, scan.Result.ScanId, Token);
        verification!.Same.ShouldBeFalse();
        verification.Problem!.ShouldStartWith("explanation.factors[0].points was stored as ");
    }

    [Fact]
    public async Task VerifyAsync_UnknownSymbolOrScan_IsNull()
    {
        var scan = await RunAsync();
        (await _bench.Verifier.VerifyAsync("NONE-USD", scan.Result.ScanId, Token)).ShouldBeNull();
        (await _bench.Verifier.VerifyAsync("C00-USD", "no such scan", Token)).ShouldBeNull();
    }

    private async Task<Worker.Storage.StoredScan> RunAsync(DateTimeOffset? at = null, GateChoice? gates = null)
    {
        var report = _bench.Report(Token);
        var scan = await _bench.Runner.RunAsync(at ?? ScanBench.At, "run1", "scan.hot", report, Token, gates: gates);
        report.Finish("succeeded", scan.Result.Universe.Scored);
        return scan;
    }
}
