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
        (await Stores.Runs.TryStartAsync(Run("r1"), None)).ShouldBeTrue();
        (await Stores.Runs.TryStartAsync(Run("r2"), None)).ShouldBeFalse();
        await Stores.Runs.FinishAsync(Run("r1") with { Outcome = outcome, EndedAt = T0.AddMinutes(1) }, None);

        (await Stores.Runs.TryStartAsync(Run("r3"), None)).ShouldBe(free);
    }

    [Fact]
    public async Task TryStartAsync_OtherJobOrSlot_Free()
    {
        await Stores.Runs.TryStartAsync(Run("r1"), None);

        (await Stores.Runs.TryStartAsync(Run("r2", job: "regime.detect"), None)).ShouldBeTrue();
        (await Stores.Runs.TryStartAsync(Run("r3", slot: 1), None)).ShouldBeTrue();
    }

    [Fact]
    public async Task TryStartAsync_ManyProcessesAtOnce_OneGetsTheSlot()
    {
        using var other = Database.Open();

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Stores : other).Runs.TryStartAsync(Run($"r{i}"), None)));

        claims.Count(c => c).ShouldBe(1);
        (await Stores.Runs.ListAsync(null, 100, None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task MarkLostAsync_RunningOfADeadProcess_LostAndSlotFree()
    {
        await Stores.Runs.TryStartAsync(Run("r1"), None);
        await Stores.Runs.TryStartAsync(Run("r2", slot: 1), None);
        await Stores.Runs.FinishAsync(Run("r2", slot: 1) with { Outcome = "succeeded", EndedAt = T0.AddMinutes(16) }, None);

        (await Stores.Runs.MarkLostAsync("host:2", T0.AddHours(1), None)).ShouldBe(1);

        var lost = (await Stores.Runs.ListAsync(null, 10, None)).Single(r => r.RunId == "r1");
        (lost.Outcome, lost.EndedAt).ShouldBe(("lost", T0.AddHours(1)));
        lost.Error.ShouldNotBeNull();
        (await Stores.Runs.TryStartAsync(Run("r3"), None)).ShouldBeTrue();
        (await Stores.Runs.MarkLostAsync("host:3", T0.AddHours(2), None)).ShouldBe(1);
    }

    [Fact]
    public async Task FinishAsync_LostRunEndsAfterAll_OutcomeUnlessSlotTaken()
    {
        await Stores.Runs.TryStartAsync(Run("r1"), None);
        await Stores.Runs.TryStartAsync(Run("r2", slot: 1), None);
        await Stores.Runs.MarkLostAsync("host:2", T0.AddHours(1), None);
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
        for (var i = 0; i < 5; i++) await Stores.Runs.TryStartAsync(Run($"h{i}", slot: i), None);
        await Stores.Runs.TryStartAsync(Run("g", job: "regime.detect", slot: 9), None);

        (await Stores.Runs.ListAsync("scan.hot", 2, None)).Select(r => r.RunId).ShouldBe(["h4", "h3"]);
        (await Stores.Runs.ListAsync(null, 3, None)).Select(r => r.RunId).ShouldBe(["g", "h4", "h3"]);
    }
}
