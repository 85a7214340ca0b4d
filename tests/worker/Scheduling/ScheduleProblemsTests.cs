using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Worker.Tests.Scheduling;

public sealed class ScheduleProblemsTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 48, TimeSpan.Zero);

    private static JobSchedule Good => new(JobNames.Scan, 1, "0 0/5 * * * ?", Paused: false, At, "mia");

    [Fact]
    public void Of_Defaults_Nothing() => JobCatalogue.All.SelectMany(k => ScheduleProblems.Of(new JobSchedule(k.Name, 1, k.Cron(new JobsOptions()), false, At, "x") { Retry = k.Retry }, At)).ShouldBeEmpty();

    [Fact]
    public void Of_EverythingWrong_EachIsNamed()
    {
        var wrong = Good with
        {
            Cron = "0 0/5 * * *",
            Universe = new UniverseChoice(["BTC-USD", "<b>"], ["BTC-USD"], 3),
            Retry = new RetryPolicy { Attempts = 0, DelaySeconds = 0, Backoff = double.NaN, Jitter = 0.6 },
        };

        ScheduleProblems.Of(wrong, At).Select(static p => p.Field).ShouldBe(["cron", "retry.attempts", "retry.delaySeconds", "retry.backoff", "retry.jitter", "universe.top", "universe.include", "universe.exclude"]);
    }

    [Fact]
    public void Of_UniverseOfAJobWithoutOne_Refused() =>
        ScheduleProblems.Of(Good with { Job = JobNames.Regime, Universe = new UniverseChoice([], [], 50) }, At).ShouldHaveSingleItem().Field.ShouldBe("universe");

    [Theory]
    [InlineData(1, 0.5, 30)]
    [InlineData(2, 0.5, 60)]
    [InlineData(3, 0, 108)]
    [InlineData(3, 1, 132)]
    public void DelayAfter_Attempt_LongerEachTimeAndALittleAtRandom(int attempt, double chance, double seconds) =>
        new RetryPolicy { DelaySeconds = 30, Backoff = 2, Jitter = 0.1 }.DelayAfter(attempt, chance).TotalSeconds.ShouldBe(seconds, 1e-6);
}
