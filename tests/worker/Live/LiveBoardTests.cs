using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Tests.Live;

public sealed class LiveBoardTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task ReadAsync_StormOfUpdates_AtMostOneStateASecondAndTheNewestWins()
    {
        using var board = new LiveBoard(_time);
        await using var viewer = board.ReadAsync(0, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var seen = new List<(TimeSpan At, BoardState State)>();
        var start = _time.GetUtcNow();
        var next = viewer.MoveNextAsync().AsTask();

        // Ten seconds, a change every 10 ms.
        for (var i = 1; i <= 1000; i++)
        {
            board.Publish(Boards.Board(Boards.Row("BTC-USD", $"{i}")), [], null);
            _time.Advance(TimeSpan.FromMilliseconds(10));
            if (board.Current.Revision == (seen.Count == 0 ? 0 : seen[^1].State.Revision)) continue;
            (await next.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
            seen.Add((_time.GetUtcNow() - start, viewer.Current));
            next = viewer.MoveNextAsync().AsTask();
        }

        seen.Count.ShouldBeInRange(9, 11);
        seen.Zip(seen.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At >= LiveBoard.Interval - TimeSpan.FromMilliseconds(20));
        seen.Zip(seen.Skip(1)).ShouldAllBe(pair => pair.Second.State.Board!.Version == pair.First.State.Board!.Version + 1);

        // What was released at a second is what was published last before it, not what was first in line.
        int.Parse(seen[^1].State.Board!.Candidates[0].Price).ShouldBeGreaterThan(850);
        await DrainAsync(board, next);
    }

    [Fact]
    public async Task ReadAsync_SlowViewer_SkipsVersionsAndGetsTheNewest()
    {
        var first = _time.GetUtcNow().ToUnixTimeSeconds();
        using var board = new LiveBoard(_time);
        await using var viewer = board.ReadAsync(0, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        for (var i = 1; i <= 5; i++)
        {
            board.Publish(Boards.Board(Boards.Row("BTC-USD", $"{i}")), [], null);
            _time.Advance(LiveBoard.Interval);
        }

        (await viewer.MoveNextAsync()).ShouldBeTrue();
        viewer.Current.Board!.Version.ShouldBe(first + 4);
        viewer.Current.Board.Candidates[0].Price.ShouldBe("5");
    }

    [Fact]
    public async Task ReadAsync_ViewerLateForAState_WaitsAFullSecondForTheNext()
    {
        using var board = new LiveBoard(_time);
        board.Report(Boards.Progress(1));
        _time.Advance(TimeSpan.FromMilliseconds(900));
        await using var viewer = board.ReadAsync(0, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        (await viewer.MoveNextAsync()).ShouldBeTrue();

        board.Report(Boards.Progress(2));
        _time.Advance(TimeSpan.FromMilliseconds(200));
        board.Current.Progress!.Done.ShouldBe(2);
        var next = viewer.MoveNextAsync().AsTask();
        await SettleAsync(next);
        next.IsCompleted.ShouldBeFalse();

        board.Report(Boards.Progress(3));
        for (var i = 0; i < 20 && !next.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await SettleAsync(next);
        }

        (await next).ShouldBeTrue();
        viewer.Current.Progress!.Done.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task ReadAsync_ViewerJoinedBetweenReleases_ComesIntoStepWithThem()
    {
        using var board = new LiveBoard(_time);
        board.Report(Boards.Progress(1));
        _time.Advance(TimeSpan.FromMilliseconds(700));
        await using var viewer = board.ReadAsync(0, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        (await viewer.MoveNextAsync()).ShouldBeTrue();

        // Released at 1.0 s, too early for a viewer that came at 0.7 s; its second is over at 1.7 s, but another release is due at 2.0 s.
        board.Report(Boards.Progress(2));
        _time.Advance(TimeSpan.FromMilliseconds(300));
        var next = viewer.MoveNextAsync().AsTask();
        board.Report(Boards.Progress(3));
        _time.Advance(TimeSpan.FromMilliseconds(700));
        await SettleAsync(next);
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        (await next).ShouldBeTrue();
        viewer.Current.Progress!.Done.ShouldBe(3);

        // From here on every release reaches it at once.
        for (var i = 4; i < 8; i++)
        {
            next = viewer.MoveNextAsync().AsTask();
            board.Report(Boards.Progress(i));
            _time.Advance(LiveBoard.Interval);
            (await next.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
            viewer.Current.Progress!.Done.ShouldBe(i);
        }
    }

    [Fact]
    public void Encodings_ReadByManyViewers_AreMadeOnce()
    {
        using var board = new LiveBoard(_time);
        board.Publish(Boards.Board(Boards.Row("BTC-USD")), [], null);
        var state = board.Current;

        Same(state.SnapshotUtf8, state.SnapshotUtf8);
        Same(state.DeltaUtf8, state.DeltaUtf8);
        Same(state.ProgressUtf8, state.ProgressUtf8);
        Same(state.RegimeUtf8, state.RegimeUtf8);

        static void Same(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) => a.Equals(b).ShouldBeTrue();
    }

    [Fact]
    public void Delta_OneRowReplaced_HoldsThatRowOnly()
    {
        using var board = new LiveBoard(_time);
        board.Publish(Boards.Board(Boards.Row("BTC-USD"), Boards.Row("ETH-USD"), Boards.Row("OLD-USD")), [], null);
        _time.Advance(LiveBoard.Interval);
        board.Update(b => b! with { Candidates = [b.Candidates[0], b.Candidates[1] with { Price = "2.50" }] });
        _time.Advance(LiveBoard.Interval);

        var delta = System.Text.Encoding.UTF8.GetString(board.Current.DeltaUtf8.Span);
        var version = board.Current.Board!.Version;
        delta.ShouldContain($"\"from\":{version - 1},");
        delta.ShouldContain($"\"version\":{version},");
        delta.ShouldContain("ETH-USD");
        delta.ShouldNotContain("BTC-USD");
        delta.ShouldContain("\"removed\":[\"OLD-USD\"]");
    }

    [Fact]
    public void Update_NothingChanged_KeepsTheRevision()
    {
        using var board = new LiveBoard(_time);
        board.Publish(Boards.Board(Boards.Row("BTC-USD")), [], null);
        var before = board.Current;
        board.Update(b => b);
        _time.Advance(TimeSpan.FromSeconds(5));
        board.Current.ShouldBeSameAs(before);
    }

    [Fact]
    public void Report_BoardUnchanged_KeepsItsVersion()
    {
        using var board = new LiveBoard(_time);
        board.Publish(Boards.Board(Boards.Row("BTC-USD")), [], null);
        _time.Advance(LiveBoard.Interval);
        var version = board.Current.Board!.Version;
        board.Report(Boards.Progress(7));
        _time.Advance(LiveBoard.Interval);
        board.Current.Board!.Version.ShouldBe(version);
        board.Current.Revision.ShouldBe(2);
        board.Current.Progress!.Done.ShouldBe(7);
    }

    [Fact]
    public void Publish_InALaterProcess_NeverRepeatsAnEarlierVersion()
    {
        long Released(LiveBoard board)
        {
            board.Publish(Boards.Board(Boards.Row("BTC-USD")), [], null);
            _time.Advance(LiveBoard.Interval);
            return board.Current.Board!.Version;
        }

        using var before = new LiveBoard(_time);
        var last = Enumerable.Range(0, 5).Select(_ => Released(before)).Last();
        using var after = new LiveBoard(_time);
        Released(after).ShouldBeGreaterThan(last);
    }

    [Fact]
    public async Task Dispose_WaitingReaders_End()
    {
        var board = new LiveBoard(_time);
        await using var viewer = board.ReadAsync(0, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var next = viewer.MoveNextAsync().AsTask();
        board.Viewers.ShouldBe(1);
        board.Dispose();
        (await next).ShouldBeFalse();
        board.Viewers.ShouldBe(0);
    }

    [Fact]
    public void Announce_AnyOrder_ShowsTheNewestFirstAndEachOnce()
    {
        using var board = new LiveBoard(_time);

        board.Announce([Alert("b", 2), Alert("c", 3), Alert("a", 1)]);
        _time.Advance(LiveBoard.Interval);
        board.Announce([Alert("d", 4), Alert("b", 2), Alert("d", 4)]);
        _time.Advance(LiveBoard.Interval);

        board.Current.Alerts.Select(a => a.Id).ShouldBe(["d", "c", "b", "a"]);
    }

    [Fact]
    public void Announce_ManyAlerts_KeepsTheNewestFifty()
    {
        using var board = new LiveBoard(_time);

        board.Announce([.. Enumerable.Range(0, 80).Select(i => Alert($"{i}", i))]);

        board.Current.Alerts.Count.ShouldBe(LiveBoard.MostAlerts);
        board.Current.Alerts[0].Id.ShouldBe("79");
        board.Current.Alerts[^1].Id.ShouldBe("30");
    }

    [Fact]
    public void Announce_NothingNew_ReleasesNothing()
    {
        using var board = new LiveBoard(_time);
        board.Announce([.. Enumerable.Range(1, 50).Select(i => Alert($"{i}", i))]);
        _time.Advance(LiveBoard.Interval);
        var before = board.Current;

        board.Announce([]);
        board.Announce([Alert("7", 7)]);
        board.Announce([Alert("older than all", 0)]);
        _time.Advance(LiveBoard.Interval);

        board.Current.ShouldBeSameAs(before);
    }

    [Fact]
    public void Announce_TogetherWithAScan_IsOneState()
    {
        using var board = new LiveBoard(_time);
        board.Report(Boards.Progress(1));
        var before = board.Current.Revision;

        board.Announce([Alert("a", 1)]);
        board.Publish(Boards.Board(Boards.Row("BTC-USD")), [], null);
        board.Announce([Alert("b", 2)]);
        _time.Advance(LiveBoard.Interval);

        board.Current.Revision.ShouldBe(before + 1);
        board.Current.Alerts.Select(a => a.Id).ShouldBe(["b", "a"]);
        board.Current.Board!.Candidates.ShouldHaveSingleItem();
    }

    private static BoardAlert Alert(string id, int minute) => new(id, Boards.At.AddMinutes(minute), BoardAlertKind.Entry, "BTC-USD", "became candidate", "/explain/BTC-USD");

    private static async Task DrainAsync(LiveBoard board, Task next)
    {
        board.Dispose();
        await next;
    }

    /// <summary>Lets continuations that are already due run; no time passes.</summary>
    private static async Task SettleAsync(Task task)
    {
        // At the end of the pool's common queue: what was queued before has run when this returns.
        for (var i = 0; i < 20 && !task.IsCompleted; i++)
            await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
    }
}
