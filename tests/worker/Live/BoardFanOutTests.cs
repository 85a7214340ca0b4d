using System.Collections.Concurrent;
using System.Diagnostics;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Tests.Caching;
using CryptoRun.Worker.Tests.Exchanges;
using StackExchange.Redis;

namespace CryptoRun.Worker.Tests.Live;

/// <summary>Boards of several nodes over a real Redis, in real time: each waits for a condition, none for a time.</summary>
public sealed class BoardFanOutTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ManualTime _market = new(Boards.At);

    [Fact]
    public async Task Publish_OnOneNode_IsOnTheOtherWithItsVersionWithinASecond()
    {
        using var server = await RedisServer.StartAsync();
        await using var worker = await Node.StartAsync(server.Address);
        await using var page = await Node.StartAsync(server.Address);
        await worker.ListenedAsync();
        await page.ListenedAsync();

        var clock = Stopwatch.StartNew();
        worker.Publish("1.00");
        await page.HasAsync("1.00");
        clock.ElapsedMilliseconds.ShouldBeLessThan(1000);

        page.Board.Current.Board!.Version.ShouldBe(worker.Board.Current.Board!.Version);
        page.Board.Current.Board.Candidates[0].PriceTime.ShouldBe(Boards.At);
        page.Board.Current.Board.Candidates[0].Price24hAgo.ShouldBe(1);
        page.Board.Current.Changes.ShouldHaveSingleItem().Text.ShouldBe("new");
    }

    [Fact]
    public async Task Join_LaterThanThePublication_HasTheBoardAtOnce()
    {
        using var server = await RedisServer.StartAsync();
        await using var worker = await Node.StartAsync(server.Address);
        worker.Publish("1.00");
        await worker.LeftAsync();

        await using var page = await Node.StartAsync(server.Address);
        await page.HasAsync("1.00");
    }

    [Fact]
    public async Task Publish_ByALaterProcessOfAnEarlierClock_IsLaterThanWhatWasShown()
    {
        using var server = await RedisServer.StartAsync();
        await using (var before = await Node.StartAsync(server.Address, new ManualTime(Boards.At.AddYears(10))))
        {
            before.Publish("1.00");
            await before.LeftAsync();
        }

        await using var page = await Node.StartAsync(server.Address);
        await page.HasAsync("1.00");
        await using var after = await Node.StartAsync(server.Address);
        await after.HasAsync("1.00");
        after.Publish("2.00");
        await page.HasAsync("2.00");
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_TheOldBoardAgesAndBothRecoverWithTheNewestAndNothingTwice()
    {
        using var server = await RedisServer.StartAsync();
        await using var worker = await Node.StartAsync(server.Address);
        await using var page = await Node.StartAsync(server.Address);
        using var ageing = new BoardAgeing(page.Board, new MarketClock(_market, null, 1), _market, new CapturedLog<BoardAgeing>());
        await ageing.StartAsync(CancellationToken.None);
        worker.Publish("1.00");
        await page.HasAsync("1.00");
        page.Board.Current.Board!.Version.ShouldBe(worker.Board.Current.Board!.Version);

        server.Kill();
        worker.Publish("2.00");
        await worker.UntilAsync(() => !worker.FanOut.Report.IsUp, "the worker notices");
        await page.UntilAsync(() => !page.FanOut.Report.IsUp, "the page notices");
        worker.Publish("3.00");
        Row(page).Price.ShouldBe("1.00");

        // What was live is delayed, then stale, and says how old it is.
        await AgesAsync(page, Freshness.Delayed);
        Row(page).DataAgeSeconds!.Value.ShouldBeInRange(10, 60);
        await AgesAsync(page, Freshness.Stale);
        Row(page).DataAgeSeconds!.Value.ShouldBeGreaterThan(60);
        Row(page).Price.ShouldBe("1.00");
        await server.StartAgainAsync();

        await page.HasAsync("3.00");
        worker.Publish("4.00", _market.GetUtcNow());
        await page.HasAsync("4.00");
        (Row(page).Freshness, Row(page).DataAgeSeconds).ShouldBe((Freshness.Live, 0));
        var seen = page.Seen.ToList();
        seen.ShouldBe(seen.Distinct().Order());
        foreach (var node in (Node[])[worker, page])
        {
            await node.UntilAsync(() => node.FanOut.Report.IsUp, "it is up again");
            node.Log.Lines.Count(static l => l.Text.StartsWith("The board is not shared", StringComparison.Ordinal)).ShouldBe(1);
            await node.UntilAsync(() => node.Log.Lines.Any(static l => l.Text.StartsWith("The board is shared", StringComparison.Ordinal)), "it says that it is back");
        }
    }

    [Fact]
    public async Task Server_NotThereAtTheStart_IsFoundWhenItComes()
    {
        using var server = RedisServer.Installed();
        await using var worker = await Node.StartAsync(server.Address);
        await using var page = await Node.StartAsync(server.Address);
        worker.Publish("1.00");
        await worker.UntilAsync(() => worker.FanOut.Report.Failures > 0, "it notices");
        await server.StartAgainAsync();

        await page.HasAsync("1.00");
    }

    [Fact]
    public async Task Channel_OlderOrUnreadable_IsLeftAlone()
    {
        using var server = await RedisServer.StartAsync();
        await using var page = await Node.StartAsync(server.Address);
        await page.ListenedAsync();
        using var raw = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var channel = SharedEntries.Prefix(new CacheOptions(), MarketSource.Simulated) + "board";
        await raw.GetSubscriber().PublishAsync(channel, "5\n{}");
        await page.UntilAsync(() => page.Log.Lines.Any(static l => l.Text.Contains("could not be read", StringComparison.Ordinal)), "it says so");

        (await page.Channel.OfferAsync(7, "7\n"u8.ToArray(), TimeProvider.System)).ShouldBeTrue();
        (await page.Channel.OfferAsync(7, "7\n"u8.ToArray(), TimeProvider.System)).ShouldBeFalse();
        (await page.Channel.OfferAsync(6, "6\n"u8.ToArray(), TimeProvider.System)).ShouldBeFalse();
        (await page.Channel.VersionAsync(TimeProvider.System)).ShouldBe(7);
        page.Board.Current.Board.ShouldBeNull();
    }

    private static BoardRow Row(Node node) => node.Board.Current.Board!.Candidates[0];

    private Task AgesAsync(Node page, Freshness freshness) => page.UntilAsync(
        () =>
        {
            _market.Advance(TimeSpan.FromSeconds(1));
            return Row(page).Freshness == freshness;
        },
        $"it is {freshness}");

    private sealed class Node : IAsyncDisposable
    {
        private readonly RedisLink _redis;
        private readonly CancellationTokenSource _end = new();
        private readonly Task _watch;

        private Node(string address, TimeProvider clock)
        {
            _redis = new RedisLink(address, TimeProvider.System, new CapturedLog<RedisLink>());
            Board = new LiveBoard(clock);
            Channel = new BoardChannel(_redis, SharedEntries.Prefix(new CacheOptions(), MarketSource.Simulated));
            FanOut = new BoardFanOut(Board, new NodeOptions(), Channel, _redis.Connected, TimeProvider.System, Log);
            _watch = WatchAsync();
        }

        public LiveBoard Board { get; }

        public BoardChannel Channel { get; }

        public BoardFanOut FanOut { get; }

        public CapturedLog<BoardFanOut> Log { get; } = new();

        public ConcurrentQueue<long> Seen { get; } = new();

        public static async Task<Node> StartAsync(string address, TimeProvider? clock = null)
        {
            var node = new Node(address, clock ?? TimeProvider.System);
            await node.FanOut.StartAsync(CancellationToken.None);
            return node;
        }

        public void Publish(string price, DateTimeOffset? at = null) => Board.Publish(Boards.Board(Boards.Row("BTC-USD", price) with { PriceTime = at ?? Boards.At }), [new BoardChange("BTC-USD", 1, "new")], Boards.At);

        public Task HasAsync(string price) => UntilAsync(() => Board.Current.Board?.Candidates[0].Price == price, $"the board says {price}");

        public Task LeftAsync() => UntilAsync(() => FanOut.Report.Left > 0, "the board is left");

        public Task ListenedAsync() => UntilAsync(() => FanOut.IsListening, "it listens");

        public async Task UntilAsync(Func<bool> condition, string what)
        {
            var clock = Stopwatch.StartNew();
            while (!condition())
            {
                if (clock.Elapsed > Patience) throw new TimeoutException($"Never came true: {what}.");
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
                if (state.Board is { } board) Seen.Enqueue(board.Version);
        }
    }
}
