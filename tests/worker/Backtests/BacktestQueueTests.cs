using System.Text.Json;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Backtests;

/// <summary>The queue over a real store and the real engine.</summary>
public sealed class BacktestQueueTests : IDisposable
{
    private static readonly AuditActor Mia = new("mia", null);
    private readonly SqliteTestDatabase _database = new();
    private readonly Storage.IOpenedStores _stores;
    private readonly ManualTime _wall = new(StoredMarket.KnownAt);
    private readonly LiveBoard _live;
    private readonly BacktestMarketReader _reader;
    private readonly BacktestBook _book;
    private readonly BacktestQueue _queue;

    public BacktestQueueTests()
    {
        _stores = _database.Open();
        _live = new LiveBoard(_wall);
        _reader = new BacktestMarketReader(_stores.Candles, _stores.Derivatives, MarketSource.Simulated);
        _book = new BacktestBook(_stores.Backtests, _reader, StoredMarket.Scan, new RegimeOptions(), new MarketClock(_wall, null, 1), _wall);
        _queue = Queue("host/1", isShared: false);
    }

    private static BacktestRequest Request { get; } = new() { From = StoredMarket.Start.AddHours(700), To = StoredMarket.Start.AddHours(780), Name = "N" };

    public void Dispose()
    {
        _live.Dispose();
        _stores.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task LookAsync_OneThatWaits_RunsTheEngine_AndKeepsWhatCameOfIt()
    {
        await StoredMarket.FillAsync(_stores.Candles);
        var id = await StartAsync(Request);
        (await _queue.LookAsync(CancellationToken.None)).ShouldBeTrue();

        var test = (await _stores.Backtests.FindAsync(id, CancellationToken.None))!;
        (test.State, test.Error).ShouldBe((BacktestState.Succeeded, null));
        var market = await _reader.ReadAsync(test.Request, StoredMarket.Scan, test.AsOf, null, CancellationToken.None);
        var alone = BacktestRun.Run(market, test.Request.ToOptions(StoredMarket.Scan, new RegimeOptions()));
        test.Stamp.ShouldBe(alone.Stamp);
        test.Summary.ShouldBe(BacktestSummary.Of(market, alone));
        test.Summary!.Trades.ShouldBeGreaterThan(3);
        (await _stores.Backtests.TradesAsync(id, CancellationToken.None)).Select(static t => (t.Symbol, t.NetUsd)).ShouldBe(alone.Traded.Trades.Select(static t => (t.Symbol, t.NetUsd)));
        (await _stores.Backtests.EquityAsync(id, CancellationToken.None)).ShouldBe(alone.Traded.Equity);
        (await _stores.Backtests.ExplanationAsync(id, 1, CancellationToken.None))!.Symbol.ShouldBe(alone.Traded.Trades[0].Symbol);
        var report = await _stores.Backtests.ReportAsync(id, CancellationToken.None);
        JsonSerializer.Serialize(report, Json.Options).ShouldBe(JsonSerializer.Serialize(BacktestReport.Of(market, alone, new ReportOptions()), Json.Options));
        market.Symbols.Select(static s => s.Name).ShouldContain("C15-USD", "it was delisted in the span");
        (test.Progress!.Phase, test.Progress.Done, test.Progress.Total).ShouldBe((BacktestPhase.Trading, 20, 20));
    }

    [Fact]
    public async Task Verify_AfterACorrection_IsTheSameToTheBit_AndOfAnotherStampNamesWhatDiffers()
    {
        await StoredMarket.FillAsync(_stores.Candles, 6);
        var id = await StartAsync(Request);
        await _queue.LookAsync(CancellationToken.None);

        // A correction that became known afterwards: the test was made without it.
        await _stores.Candles.WriteAsync("kraken", "BTC-USD", CandleSeries.BarWidth, [new Candle(StoredMarket.Start.AddHours(710), 1, 2, 1, 1, 1)], StoredMarket.KnownAt.AddHours(1), CancellationToken.None);
        _wall.Advance(TimeSpan.FromHours(2));
        (await _book.VerifyAsync(id, Mia, CancellationToken.None)).Outcome.ShouldBe(BacktestOutcome.Done);
        await _queue.LookAsync(CancellationToken.None);
        var verified = (await _stores.Backtests.FindAsync(id, CancellationToken.None))!;
        (verified.Verification!.By, verified.Verification.IsEqual).ShouldBe(("mia", true));

        BacktestAttempts.Differences(verified.Stamp!, verified.Stamp! with { EngineVersion = "9", TradesHash = new string('a', 64) })
            .ShouldBe([$"The engine was {verified.Stamp!.EngineVersion} and is 9.", $"The trades' hash was {verified.Stamp.TradesHash[..12]} and is aaaaaaaaaaaa."]);
        (await _book.VerifyAsync("nowhere", Mia, CancellationToken.None)).Outcome.ShouldBe(BacktestOutcome.Missing);
    }

    [Fact]
    public async Task LookAsync_WithAudit_RunsItAgainWithOtherFutures_AndKeepsWhatItFound_ARepetitionDoesNot()
    {
        await StoredMarket.FillAsync(_stores.Candles, 12);
        var id = await StartAsync(Request with { From = StoredMarket.Start.AddHours(720), To = StoredMarket.Start.AddHours(744), Audit = true });
        await _queue.LookAsync(CancellationToken.None);

        var test = (await _stores.Backtests.FindAsync(id, CancellationToken.None))!;
        var audit = test.Summary!.Audit!;
        (audit.IsPassed, audit.Runs, audit.First).ShouldBe((true, 9, null));
        audit.Scans.ShouldBeInRange(9, 9 * test.Summary.Scans);
        (test.Progress!.Phase, test.Progress.Done, test.Progress.Total).ShouldBe((BacktestPhase.Auditing, 9, 9));

        await _book.VerifyAsync(id, Mia, CancellationToken.None);
        await _queue.LookAsync(CancellationToken.None);
        var verified = (await _stores.Backtests.FindAsync(id, CancellationToken.None))!;
        (verified.Verification!.IsEqual, verified.Summary!.Audit).ShouldBe((true, audit));
    }

    [Fact]
    public void Summary_StoredBeforeThereWasAnAudit_IsNotAudited()
    {
        var older = System.Text.Json.Nodes.JsonNode.Parse(JsonSerializer.Serialize(new BacktestSummary(1, 1, 0, 0, 0, 1, 0, 0, null, null, null, null, null, 0, 0, 0, 0, 0), Json.Options))!;
        older.AsObject().Remove("audit").ShouldBeTrue();
        older.Deserialize<BacktestSummary>(Json.Options)!.Audit.ShouldBeNull();
    }

    [Fact]
    public async Task LookAsync_OneWhoseProcessIsGone_WaitsAgain_ThriceAtMost()
    {
        await StoredMarket.FillAsync(_stores.Candles, 6);
        var id = await StartAsync(Request);
        (await _stores.Backtests.TakeAsync("gone/1", _wall.GetUtcNow(), CancellationToken.None)).ShouldNotBeNull();

        // Beside others it is patient, by its own clock.
        var shared = Queue("host/2", isShared: true);
        (await shared.LookAsync(CancellationToken.None)).ShouldBeFalse();
        _wall.Advance(BacktestQueue.LostAfter - TimeSpan.FromSeconds(1));
        (await shared.LookAsync(CancellationToken.None)).ShouldBeFalse();
        _wall.Advance(TimeSpan.FromSeconds(1));
        (await shared.LookAsync(CancellationToken.None)).ShouldBeTrue();
        var done = (await _stores.Backtests.FindAsync(id, CancellationToken.None))!;
        (done.State, done.Attempt).ShouldBe((BacktestState.Succeeded, 2));

        var other = await StartAsync(Request);
        for (var attempt = 1; attempt <= BacktestQueue.MostAttempts; attempt++)
        {
            await _stores.Backtests.TakeAsync("gone/1", _wall.GetUtcNow(), CancellationToken.None);
            var running = (await _stores.Backtests.FindAsync(other, CancellationToken.None))!;
            if (attempt < BacktestQueue.MostAttempts) await _stores.Backtests.GiveUpAsync(running, BacktestQueue.MostAttempts, _wall.GetUtcNow(), CancellationToken.None);
        }

        (await _queue.LookAsync(CancellationToken.None)).ShouldBeFalse();
        var failed = (await _stores.Backtests.FindAsync(other, CancellationToken.None))!;
        (failed.State, failed.Error).ShouldBe((BacktestState.Failed, "Its process ended before it did, 3 times: gone/1."));
    }

    [Fact]
    public async Task Stop_OfTheProgram_LetsItWaitAgain_AndOfAPerson_EndsIt()
    {
        await StoredMarket.FillAsync(_stores.Candles, 6);
        var id = await StartAsync(Request);
        using var stopping = new CancellationTokenSource();
        var test = (await _stores.Backtests.TakeAsync("host/1", _wall.GetUtcNow(), CancellationToken.None))!;
        await stopping.CancelAsync();
        await Attempts().RunAsync(test, stopping.Token);
        (await _stores.Backtests.FindAsync(id, CancellationToken.None))!.State.ShouldBe(BacktestState.Queued);

        test = (await _stores.Backtests.TakeAsync("host/1", _wall.GetUtcNow(), CancellationToken.None))!;
        (await _book.CancelAsync(id, Mia, CancellationToken.None)).ShouldBeTrue();
        var held = new TaskCompletionSource();
        var slow = new HeldCandles(_stores.Candles, held.Task);
        var run = new BacktestAttempts(_stores.Backtests, new BacktestMarketReader(slow, _stores.Derivatives, MarketSource.Simulated), StoredMarket.Scan, new RegimeOptions(), _live, _wall, NullLogger<BacktestAttempts>.Instance).RunAsync(test, CancellationToken.None);
        await slow.Asked;
        while (!run.IsCompleted)
        {
            _wall.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(run, Task.Delay(10));
        }

        await run;
        (await _stores.Backtests.FindAsync(id, CancellationToken.None))!.State.ShouldBe(BacktestState.Cancelled);
    }

    [Fact]
    public async Task Run_WithoutCandlesInTheSpan_FailsWithAReason()
    {
        await StoredMarket.FillAsync(_stores.Candles, 2);
        var id = await StartAsync(Request with { From = StoredMarket.Start.AddDays(-40), To = StoredMarket.Start.AddDays(-30) });
        await _queue.LookAsync(CancellationToken.None);
        var test = (await _stores.Backtests.FindAsync(id, CancellationToken.None))!;
        (test.State, test.Error).ShouldBe((BacktestState.Failed, "The store has no hourly candles of kraken between 2024-11-22 00:00 and 2024-12-02 00:00 UTC."));
    }

    [Fact]
    public async Task ReadAsync_TheLargest_AreThoseOfTheTimeBefore()
    {
        await StoredMarket.FillAsync(_stores.Candles, 8);
        var request = (Request with { Universe = BacktestUniverse.Top, Top = 2 }).Settled(StoredMarket.KnownAt);
        var market = await _reader.ReadAsync(request, StoredMarket.Scan, StoredMarket.KnownAt, null, CancellationToken.None);
        var all = await _reader.ReadAsync(request with { Universe = BacktestUniverse.All }, StoredMarket.Scan, StoredMarket.KnownAt, null, CancellationToken.None);

        var largest = all.Symbols.OrderByDescending(s => AverageDailyVolume.Usd(s.Candles.ClosedAt(request.From!.Value))).Take(2).Select(static s => s.Name).Order(StringComparer.Ordinal);
        market.Symbols.Select(static s => s.Name).ShouldBe(largest);
        await Should.ThrowAsync<BacktestMarketException>(() => _reader.ReadAsync(request, StoredMarket.Scan, StoredMarket.KnownAt.AddHours(-1), null, CancellationToken.None));
    }

    [Fact]
    public async Task StartAsync_WrongValues_NamedByField_AndNothingWaits()
    {
        await StoredMarket.FillAsync(_stores.Candles, 2);
        var wrong = Request with
        {
            Name = new string('x', 81),
            From = StoredMarket.Start.AddMinutes(1),
            To = StoredMarket.KnownAt.AddHours(1),
            Universe = BacktestUniverse.Symbols,
            Symbols = ["btc", "NO-USD"],
            ScanEveryHours = 25,
            MostPositions = 0,
            InitialUsd = 5,
            Costs = BacktestCosts.Flat,
            FlatBps = -1,
        };
        var answer = await _book.StartAsync(wrong, Mia, CancellationToken.None);

        answer.Outcome.ShouldBe(BacktestOutcome.Invalid);
        answer.Problems.Select(static p => p.Field).ShouldBe(["name", "to", "flatBps", "from", "scanEveryHours", "initialUsd", "mostPositions", "symbols"], ignoreOrder: true);
        answer.Problems.Single(static p => p.Field == "scanEveryHours").ShouldBe(new BacktestProblem("scanEveryHours", "25", "1 to 24"));
        answer.Problems.Single(static p => p.Field == "symbols").Value.ShouldBe("NO-USD");
        (await _stores.Backtests.QueueAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    private async Task<string> StartAsync(BacktestRequest request)
    {
        var answer = await _book.StartAsync(request, Mia, CancellationToken.None);
        answer.Problems.ShouldBeEmpty();
        return answer.Test!.Id;
    }

    private BacktestQueue Queue(string node, bool isShared) => new(node, isShared, _stores.Backtests, Attempts(), _wall, NullLogger<BacktestQueue>.Instance);

    private BacktestAttempts Attempts() => new(_stores.Backtests, _reader, StoredMarket.Scan, new RegimeOptions(), _live, _wall, NullLogger<BacktestAttempts>.Instance);

    /// <summary>Candles that come when the test says so, or never.</summary>
    private sealed class HeldCandles(ICandleStore candles, Task held) : ICandleStore
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public Task<CandleIngest> WriteAsync(string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> values, DateTimeOffset knownAt, CancellationToken cancellationToken) => candles.WriteAsync(venue, symbol, interval, values, knownAt, cancellationToken);

        public async Task<IReadOnlyList<Candle>> ReadAsync(string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await held.WaitAsync(cancellationToken);
            return await candles.ReadAsync(venue, symbol, interval, from, to, asOf, cancellationToken);
        }

        public Task<IReadOnlyList<string>> SymbolsAsync(string venue, TimeSpan interval, CancellationToken cancellationToken) => candles.SymbolsAsync(venue, interval, cancellationToken);
    }
}
