using System.Diagnostics;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Tests.Caching;
using CryptoRun.Worker.Tests.Exchanges;
using StackExchange.Redis;

namespace CryptoRun.Worker.Tests.Live;

/// <summary>How runs do, between nodes over a real Redis: each waits for a condition, none for a time.</summary>
public sealed class ProgressFanOutTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Report_OnTheWorker_IsOnTheOtherStageByStage()
    {
        using var server = await RedisServer.StartAsync();
        await using var worker = await Node.StartAsync(server.Address, "worker/1");
        await using var page = await Node.StartAsync(server.Address, "web/2");
        await page.UntilAsync(() => page.FanOut.IsListening, "it listens");

        worker.Board.Report(Progress("r1", ScanStage.Candles, 12));
        await page.ShowsAsync("r1", ScanStage.Candles);
        var (told, shown) = (Progress("r1", ScanStage.Candles, 12), page.Board.Current.Progress!);
        shown.Warnings.ShouldBe(told.Warnings);
        (shown with { Warnings = told.Warnings }).ShouldBe(told);
        worker.Board.Report(Progress("r1", ScanStage.Publish, 60) with { Finished = true, Outcome = "cancelled" });
        await page.UntilAsync(() => page.Board.Current.Progress is { Finished: true, Outcome: "cancelled" }, "the end is told");
        worker.Board.OwnProgress!.Outcome.ShouldBe("cancelled");
        page.Board.OwnProgress.ShouldBeNull();
    }

    [Fact]
    public async Task Join_WhileARunGoesOn_ShowsItAtOnce()
    {
        using var server = await RedisServer.StartAsync();
        await using var worker = await Node.StartAsync(server.Address, "worker/1");
        await using var first = await Node.StartAsync(server.Address, "web/2");
        worker.Board.Report(Progress("r1", ScanStage.Factors, 30));
        await first.ShowsAsync("r1", ScanStage.Factors);

        await using var late = await Node.StartAsync(server.Address, "web/3");
        await late.ShowsAsync("r1", ScanStage.Factors);
    }

    [Fact]
    public async Task StartUp_OfANode_IsNobodyElses()
    {
        using var server = await RedisServer.StartAsync();
        await using var worker = await Node.StartAsync(server.Address, "worker/1");
        await using var page = await Node.StartAsync(server.Address, "web/2");
        await page.UntilAsync(() => page.FanOut.IsListening, "it listens");
        worker.Board.Report(Progress(ProgressEvent.StartUp, ScanStage.Candles, 1));
        worker.Board.Report(Progress("r1", ScanStage.Score, 1));
        await page.ShowsAsync("r1", ScanStage.Score);
        page.Runs.ShouldBe(["r1"]);
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_TellsWhatGoesOn()
    {
        using var server = await RedisServer.StartAsync();
        await using var worker = await Node.StartAsync(server.Address, "worker/1");
        await using var page = await Node.StartAsync(server.Address, "web/2");
        worker.Board.Report(Progress("r1", ScanStage.Candles, 1));
        await page.ShowsAsync("r1", ScanStage.Candles);

        server.Kill();
        worker.Board.Report(Progress("r1", ScanStage.Gates, 1));
        await worker.UntilAsync(() => worker.Log.Lines.Any(static l => l.Text.StartsWith("How runs do is not shared", StringComparison.Ordinal)), "it says so");
        page.Board.Current.Progress!.Stage.ShouldBe(ScanStage.Candles);
        await server.StartAgainAsync();
        await page.ShowsAsync("r1", ScanStage.Gates);
    }

    [Fact]
    public async Task Teller_Gone_RunIsNotShownAsOneAtWork()
    {
        using var server = await RedisServer.StartAsync();
        var time = new ManualTime(Boards.At);
        await using var page = await Node.StartAsync(server.Address, "web/2", time);
        await using (var worker = await Node.StartAsync(server.Address, "worker/1"))
        {
            worker.Board.Report(Progress("r1", ScanStage.Candles, 1));
            await page.UntilAsync(() => page.Board.Current.Progress is not null, "it is shown", time);
        }

        await page.UntilAsync(() => page.Board.Current.Progress is { Finished: true, Outcome: ProgressFanOut.Unheard, RunId: "r1" }, "it is given up", time);
    }

    [Fact]
    public async Task Message_Unreadable_IsSaidAndLeftAlone()
    {
        using var server = await RedisServer.StartAsync();
        await using var page = await Node.StartAsync(server.Address, "web/2");
        await page.UntilAsync(() => page.FanOut.IsListening, "it listens");
        using var raw = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var channel = SharedEntries.Prefix(new CacheOptions(), MarketSource.Simulated) + "progress";
        foreach (var message in (string[])["{", "{}", """{"node":"a"}""", """{"node":"a","progress":{"runId":"r","job":"scan.hot","stage":99,"warnings":[]}}""", "null"]) await raw.GetSubscriber().PublishAsync(channel, message);
        await page.UntilAsync(() => page.Log.Lines.Any(static l => l.Text.Contains("could not be read", StringComparison.Ordinal)), "it says so");
        page.Board.Current.Progress.ShouldBeNull();
    }

    private static ProgressEvent Progress(string runId, ScanStage stage, int done) => new(runId, "scan.hot", stage, done, 60, "BTC-USD", 1.5, 2, Finished: false, null, ["late"]);

    private sealed class Node : IAsyncDisposable
    {
        private readonly RedisLink _redis;
        private readonly Task _watch;

        private Node(string address, string name, TimeProvider wall)
        {
            _redis = new RedisLink(address, TimeProvider.System, new CapturedLog<RedisLink>());
            Board = new LiveBoard(TimeProvider.System);
            FanOut = new ProgressFanOut(name, Board, new ProgressChannel(_redis, SharedEntries.Prefix(new CacheOptions(), MarketSource.Simulated)), _redis.Connected, wall, Log);
            _watch = WatchAsync();
        }

        public LiveBoard Board { get; }

        public ProgressFanOut FanOut { get; }

        public CapturedLog<ProgressFanOut> Log { get; } = new();

        public HashSet<string> Runs { get; } = [];

        public static async Task<Node> StartAsync(string address, string name, TimeProvider? wall = null)
        {
            var node = new Node(address, name, wall ?? TimeProvider.System);
            await node.FanOut.StartAsync(CancellationToken.None);
            return node;
        }

        public Task ShowsAsync(string runId, ScanStage stage) => UntilAsync(() => Board.Current.Progress is { } progress && progress.RunId == runId && progress.Stage == stage, $"{runId} is at {stage}");

        public async Task UntilAsync(Func<bool> condition, string what, ManualTime? time = null)
        {
            var clock = Stopwatch.StartNew();
            while (!condition())
            {
                if (clock.Elapsed > Patience) throw new TimeoutException($"Never came true: {what}.");
                time?.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Delay(5);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await FanOut.StopAsync(CancellationToken.None);
            FanOut.Dispose();
            _redis.Dispose();
            Board.Dispose();
            await _watch;
        }

        private async Task WatchAsync()
        {
            await foreach (var state in Board.ReadAsync(0, CancellationToken.None))
                if (state.Progress is { } progress) Runs.Add(progress.RunId);
        }
    }
}
