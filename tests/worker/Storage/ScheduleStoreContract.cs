using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Scheduling;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class ScheduleStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private static AuditActor Mia { get; } = new("mia", "127.0.0.1");

    private static JobSchedule Schedule { get; } = new("scan.hot", 1, "0 0/5 * * * ?", Paused: false, T0, "mia")
    {
        Universe = new UniverseChoice(["BTC-USD"], ["DOGE-USD"], 50),
        Venues = new VenueChoice(["okx", "bybit"]),
        Gates = new GateChoice { Choppy = new Dictionary<string, double>(StringComparer.Ordinal) { ["composite"] = 60, ["movement"] = 0.1 + 0.2 } },
        Retry = new RetryPolicy { Attempts = 3, DelaySeconds = 10, Backoff = 1.5, Jitter = 0.2, AfterLoss = false },
    };

    [Fact]
    public async Task SaveAsync_New_ReadBackWhole()
    {
        (await Stores.Schedules.SaveAsync(Schedule, Mia, None)).ShouldBeTrue();
        (await Stores.Schedules.SaveAsync(Schedule with { ChangedBy = "joe" }, Mia, None)).ShouldBeFalse();
        (await Stores.Schedules.AllAsync(None)).ShouldBe([Schedule]);
    }

    [Fact]
    public async Task SaveAsync_OverTheVersionBefore_OnlyThen()
    {
        await Stores.Schedules.SaveAsync(Schedule, Mia, None);
        (await Stores.Schedules.SaveAsync(Schedule with { Version = 3 }, Mia, None)).ShouldBeFalse();
        (await Stores.Schedules.SaveAsync(Schedule with { Version = 2, Paused = true }, Mia, None)).ShouldBeTrue();
        (await Stores.Schedules.SaveAsync(Schedule with { Version = 2, Paused = false }, Mia, None)).ShouldBeFalse();
        (await Stores.Schedules.AllAsync(None)).ShouldHaveSingleItem().Paused.ShouldBeTrue();

        // Each change that was made is told, and no other.
        var entries = await Stores.Audit.ListAsync(new AuditQuery(), None);
        entries.Select(static e => (e.Change.Action, e.Change.Subject, e.Change.Actor.Name)).ShouldBe([("job.schedule", "scan.hot", "mia"), ("job.schedule", "scan.hot", "mia")]);
        (entries[0].Change.Before, entries[1].Change.Before).ShouldBe((entries[1].Change.After, null));
    }

    [Fact]
    public async Task SaveAsync_ManyAtOnce_OneWins()
    {
        await Stores.Schedules.SaveAsync(Schedule, Mia, None);
        using var other = Database.Open();
        var saved = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? Stores : other).Schedules.SaveAsync(Schedule with { Version = 2, ChangedBy = $"{i}" }, Mia, None)));
        saved.Count(static s => s).ShouldBe(1);
    }
}
