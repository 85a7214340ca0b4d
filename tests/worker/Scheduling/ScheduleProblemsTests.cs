using CryptoRun.Domain.Gates;
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

    [Fact]
    public void Of_LimitsOfTheGates_EachThatCannotBeIsNamedWithItsRange()
    {
        ScheduleProblems.Of(Good with { Gates = new GateChoice { Choppy = Limits(("composite", 0), ("freshnessBars", 48)), HighVolatility = Limits(("fundingZ", -10)) } }, At).ShouldBeEmpty();
        ScheduleProblems.Of(Good with { Gates = new GateChoice { TrendingBull = Limits(("composite", 100.5), ("compsite", 1)), Choppy = Limits(("freshnessBars", 1.5), ("adx", double.NaN)) } }, At)
            .Select(static p => (p.Field, p.Value, p.Allowed.Length <= 12 ? p.Allowed : p.Allowed[..12]))
            .ShouldBe([("gates.trendingBull", "compsite", "limits of th"), ("gates.trendingBull.composite", "100.5", "0 to 100"), ("gates.choppy.adx", "NaN", "0 to 100"), ("gates.choppy.freshnessBars", "1.5", "0 to 48, who")]);
        ScheduleProblems.Of(Good with { Job = JobNames.Regime, Gates = new GateChoice { Choppy = Limits(("adx", 20)) } }, At).ShouldHaveSingleItem().Field.ShouldBe("gates");
    }

    [Fact]
    public void Over_Configured_ReplacesWhatIsThereAndNothingElse()
    {
        var configured = new GateOptions { Choppy = new GateThresholds { Adx = 30 }, Funding = FundingProfile.Strict };
        GateChoice.None.Over(configured).ShouldBe(configured);
        new GateChoice { Choppy = Limits(("composite", 60)), TrendingBull = Limits(("freshnessBars", 6)) }.Over(configured)
            .ShouldBe(configured with { Choppy = configured.Choppy with { Composite = 60 }, TrendingBull = configured.TrendingBull with { FreshnessBars = 6 } });
    }

    private static Dictionary<string, double> Limits(params (string Name, double Value)[] limits) => limits.ToDictionary(static l => l.Name, static l => l.Value, StringComparer.Ordinal);

    [Theory]
    [InlineData(1, 0.5, 30)]
    [InlineData(2, 0.5, 60)]
    [InlineData(3, 0, 108)]
    [InlineData(3, 1, 132)]
    public void DelayAfter_Attempt_LongerEachTimeAndALittleAtRandom(int attempt, double chance, double seconds) =>
        new RetryPolicy { DelaySeconds = 30, Backoff = 2, Jitter = 0.1 }.DelayAfter(attempt, chance).TotalSeconds.ShouldBe(seconds, 1e-6);
}
