using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class RunStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task FinishAsync_Started_ListedWhole()
    {
        var run = Run("r1") with { };
        await Stores.Runs.TryStartAsync(run, None);
        var ended = run with
        {
            EndedAt = run.StartedAt.AddSeconds(3),
            DurationMs = 3012,
            Outcome = "failed",
            Error = "The venue did not answer.",
            Counts = new Dictionary<string, long> { ["scored"] = 58 },
            Warnings = ["okx is down"],
        };

        await Stores.Runs.FinishAsync(ended, None);

        var listed = (await Stores.Runs.ListAsync("scan.hot", 10, None)).ShouldHaveSingleItem();
        listed.ShouldBe(ended with { Counts = listed.Counts, Warnings = listed.Warnings });
        listed.Counts.ShouldBe(ended.Counts);
        listed.Warnings.ShouldBe(ended.Warnings);
    }

    [Theory]
    [InlineData("succeeded", false)]
    [InlineData("failed", true)]
    [InlineData("cancelled", true)]
    public async Task TryStartAsync_SlotOfAnEndedRun_FreeUnlessItSucceeded(string outcome, bool free)
    {
        (await Stores.Runs.TryStartAsync(Run("r1"), None)).ShouldBe(RunClaim.Started);
        (await Stores.Runs.TryStartAsync(Run("r2"), None)).ShouldBe(RunClaim.Taken);
        await Stores.Runs.FinishAsync(Run("r1") with { Outcome = outcome, EndedAt = T0.AddMinutes(1) }, None);

        (await Stores.Runs.TryStartAsync(Run("r3"), None)).ShouldBe(free ? RunClaim.Started : RunClaim.Taken);
    }

    [Fact]
    public async Task TryStartAsync_JobAtWork_BusyUntilItEnds()
    {
        await Stores.Runs.TryStartAsync(Run("r1"), None);

        (await Stores.Runs.TryStartAsync(Run("r2", job: "regime.detect"), None)).ShouldBe(RunClaim.Started);
        (await Stores.Runs.TryStartAsync(Run("r3", slot: 1), None)).ShouldBe(RunClaim.Busy);
        await Stores.Runs.FinishAsync(Run("r1") with { Outcome = "succeeded" }, None);
        (await Stores.Runs.TryStartAsync(Run("r3", slot: 1), None)).ShouldBe(RunClaim.Started);
    }

    [Fact]
    public async Task TryStartAsync_ManyProcessesAtOnce_OneGetsTheSlot()
    {
        using var other = Database.Open();

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Stores : other).Runs.TryStartAsync(Run($"r{i}"), None)));

        claims.Count(c => c == RunClaim.Started).ShouldBe(1);
        claims.ShouldAllBe(c => c != RunClaim.Busy);
        (await Stores.Runs.ListAsync(null, 100, None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task MarkLostAsync_RunningOfADeadProcess_LostAndSlotFree()
    {
        await Stores.Runs.TryStartAsync(Run("r2", slot: 1), None);
        await Stores.Runs.FinishAsync(Run("r2", slot: 1) with { Outcome = "succeeded", EndedAt = T0.AddMinutes(16) }, None);
        await Stores.Runs.TryStartAsync(Run("r1"), None);

        (await Stores.Runs.MarkLostAsync(null, "host:2", T0.AddHours(1), None)).Count.ShouldBe(1);

        var lost = (await Stores.Runs.ListAsync(null, 10, None)).Single(r => r.RunId == "r1");
        (lost.Outcome, lost.EndedAt).ShouldBe(("lost", T0.AddHours(1)));
        lost.Error.ShouldNotBeNull();
        (await Stores.Runs.TryStartAsync(Run("r3"), None)).ShouldBe(RunClaim.Started);
        (await Stores.Runs.MarkLostAsync(null, "host:3", T0.AddHours(2), None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task FinishAsync_LostRunEndsAfterAll_OutcomeUnlessSlotTaken()
    {
        await Stores.Runs.TryStartAsync(Run("r1"), None);
        await Stores.Runs.MarkLostAsync(null, "host:2", T0.AddHours(1), None);
        await Stores.Runs.TryStartAsync(Run("r2", slot: 1), None);
        await Stores.Runs.MarkLostAsync(null, "host:2", T0.AddHours(1), None);
        await Stores.Runs.TryStartAsync(Run("r3", slot: 1), None);

        await Stores.Runs.FinishAsync(Run("r1") with { Outcome = "succeeded" }, None);
        await Stores.Runs.FinishAsync(Run("r2", slot: 1) with { Outcome = "succeeded" }, None);

        (await Stores.Runs.ListAsync(null, 10, None)).Select(r => (r.RunId, r.Outcome)).ShouldBe([("r3", "running"), ("r2", "lost"), ("r1", "succeeded")]);
    }

    [Fact]
    public async Task FinishAsync_EndedBefore_StaysAsItEnded()
    {
        await Stores.Runs.TryStartAsync(Run("r1"), None);
        await Stores.Runs.FinishAsync(Run("r1") with { Outcome = "cancelled" }, None);
        await Stores.Runs.FinishAsync(Run("r1") with { Outcome = "succeeded" }, None);

        (await Stores.Runs.ListAsync(null, 10, None)).ShouldHaveSingleItem().Outcome.ShouldBe("cancelled");
    }

    [Fact]
    public async Task FinishAsync_NeverStarted_Refused() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => Stores.Runs.FinishAsync(Run("r9") with { Outcome = "failed" }, None))).Message.ShouldContain("r9");

    [Fact]
    public async Task ListAsync_JobAndLimit_NewestFirst()
    {
        for (var i = 0; i < 5; i++) await EndAsync(Run($"h{i}", slot: i));
        await EndAsync(Run("g", job: "regime.detect", slot: 9));

        (await Stores.Runs.ListAsync("scan.hot", 2, None)).Select(r => r.RunId).ShouldBe(["h4", "h3"]);
        (await Stores.Runs.ListAsync(null, 3, None)).Select(r => r.RunId).ShouldBe(["g", "h4", "h3"]);
    }

    [Fact]
    public async Task ListAsync_Query_FiltersAndPages()
    {
        for (var i = 0; i < 5; i++) await EndAsync(Run($"h{i}", slot: i), i == 2 ? "failed" : "succeeded");
        await EndAsync(Run("g", job: "regime.detect", slot: 9));

        async Task<IEnumerable<string>> Ids(RunQuery query) => (await Stores.Runs.ListAsync(query, None)).Select(r => r.RunId);
        (await Ids(new RunQuery(Outcome: "failed"))).ShouldBe(["h2"]);
        (await Ids(new RunQuery(Job: "scan.hot", Before: "h3", Limit: 2))).ShouldBe(["h2", "h1"]);
        (await Ids(new RunQuery(Text: "regime"))).ShouldBe(["g"]);
        (await Ids(new RunQuery(Text: "h4"))).ShouldBe(["h4"]);
        (await Ids(new RunQuery(Text: "%"))).ShouldBeEmpty();
        (await Ids(new RunQuery(Before: "nobody"))).ShouldBeEmpty();
        var third = (await Stores.Runs.FindAsync("h2", None))!.StartedAt;
        (await Ids(new RunQuery(From: third, To: third.AddTicks(1)))).ShouldBe(["h2"]);
    }

    [Fact]
    public async Task FindAsync_RunWithEverything_Whole()
    {
        var run = Run("r1") with { Attempt = 2, Attempts = 3, OptionsVersion = 7, AskedBy = "mia" };
        await Stores.Runs.TryStartAsync(run, None);

        var found = await Stores.Runs.FindAsync("r1", None);

        found.ShouldBe(run with { Counts = found!.Counts, Warnings = found.Warnings });
        (await Stores.Runs.FindAsync("r2", None)).ShouldBeNull();
    }

    [Fact]
    public async Task MissAsync_Slot_OnceAndNeverOverARun()
    {
        var missed = Run("m1") with { Outcome = "missed", Error = "Nobody was there." };
        (await Stores.Runs.MissAsync(missed, None)).ShouldBeTrue();
        (await Stores.Runs.MissAsync(missed with { RunId = "m2" }, None)).ShouldBeFalse();
        await EndAsync(Run("r1", slot: 1));
        (await Stores.Runs.MissAsync(Run("m3", slot: 1) with { Outcome = "missed" }, None)).ShouldBeFalse();
        (await Stores.Runs.ListAsync(null, 10, None)).Select(r => r.RunId).ShouldBe(["r1", "m1"]);
    }

    [Fact]
    public async Task WriteLogAsync_Twice_EachLineOnceInOrder()
    {
        IReadOnlyList<RunLine> lines = [new(1, T0, "information", "begins"), new(2, T0.AddSeconds(1), "warning", "slow"), new(3, T0.AddSeconds(2), "error", "broken")];
        await Stores.Runs.WriteLogAsync("r1", [lines[0], lines[1]], None);
        await Stores.Runs.WriteLogAsync("r1", [lines[1] with { Text = "other" }, lines[2]], None);
        await Stores.Runs.WriteLogAsync("r2", [lines[0]], None);

        (await Stores.Runs.LogAsync("r1", None)).ShouldBe(lines);
    }

    [Fact]
    public async Task MarkLostAsync_OfOneNode_OnlyItsOwnAndEachToOneCaller()
    {
        await Stores.Runs.TryStartAsync(Run("r1", node: "a/1"), None);
        await Stores.Runs.TryStartAsync(Run("r2", job: "regime.detect", node: "b/2"), None);
        using var other = Database.Open();

        (await Stores.Runs.NodesAtWorkAsync(None)).Order().ShouldBe(["a/1", "b/2"]);
        var lost = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => (i % 2 == 0 ? Stores : other).Runs.MarkLostAsync("a/1", "b/2", T0.AddHours(1), None)));

        lost.SelectMany(static l => l).ShouldHaveSingleItem().RunId.ShouldBe("r1");
        (await Stores.Runs.FindAsync("r2", None))!.Outcome.ShouldBe("running");
    }

    [Fact]
    public async Task AskToStopAsync_RunAtWork_ItsNodeIsTold()
    {
        await Stores.Runs.TryStartAsync(Run("r1", node: "a/1"), None);

        (await Stores.Runs.AskToStopAsync("r1", "mia", None)).ShouldBeTrue();
        (await Stores.Runs.AskToStopAsync("r2", "mia", None)).ShouldBeFalse();

        (await Stores.Runs.ToStopAsync("a/1", None)).ShouldBe(["r1"]);
        (await Stores.Runs.ToStopAsync("b/2", None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AskToRunAsync_Asked_WaitsForItsRowAndNoLonger()
    {
        await Stores.Runs.AskToRunAsync(new RunRequest("r2", "scan.hot", "mia", T0.AddSeconds(1)), None);
        await Stores.Runs.AskToRunAsync(new RunRequest("r1", "regime.detect", "leo", T0), None);
        (await Stores.Runs.ToRunAsync(None)).ShouldBe([new RunRequest("r1", "regime.detect", "leo", T0), new RunRequest("r2", "scan.hot", "mia", T0.AddSeconds(1))]);

        (await Stores.Runs.TryStartAsync(Run("r2"), None)).ShouldBe(RunClaim.Started);
        (await Stores.Runs.ToRunAsync(None)).ShouldHaveSingleItem().RunId.ShouldBe("r1");
        (await Stores.Runs.ToRunAsync(None)).ShouldHaveSingleItem().RunId.ShouldBe("r1");
    }

    [Fact]
    public async Task TryStartAsync_SameIdForAnotherInstant_IsTakenAlsoWhenTheFirstHasEnded()
    {
        await Stores.Runs.TryStartAsync(Run("r1"), None);
        (await Stores.Runs.TryStartAsync(Run("r1") with { ScheduledFor = T0.AddHours(3) }, None)).ShouldBe(RunClaim.Taken);

        await Stores.Runs.FinishAsync(Run("r1") with { Outcome = "cancelled", EndedAt = T0.AddHours(1) }, None);
        (await Stores.Runs.TryStartAsync(Run("r1") with { ScheduledFor = T0.AddHours(3) }, None)).ShouldBe(RunClaim.Taken);
    }

    [Fact]
    public async Task TryStartAsync_SlotGivenUpTooSoon_IsRunAndNoLongerMissed()
    {
        await Stores.Runs.MissAsync(Run("m1") with { Outcome = "missed" }, None);
        (await Stores.Runs.SlotsAsync("scan.hot", T0.AddDays(-1), T0.AddDays(1), None)).ShouldBe([Run("m1").ScheduledFor]);

        (await Stores.Runs.TryStartAsync(Run("r1"), None)).ShouldBe(RunClaim.Started);

        (await Stores.Runs.ListAsync(null, 10, None)).ShouldHaveSingleItem().RunId.ShouldBe("r1");
    }

    private async Task EndAsync(JobRun run, string outcome = "succeeded")
    {
        await Stores.Runs.TryStartAsync(run, None);
        await Stores.Runs.FinishAsync(run with { Outcome = outcome }, None);
    }
}
