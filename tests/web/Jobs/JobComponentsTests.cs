using CryptoRun.Domain.Gates;
using CryptoRun.Web.Jobs;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Tests.Jobs;

public sealed class JobComponentsTests
{
    private static readonly DateTimeOffset Now = Rendered.Now;

    private static JobRun Run { get; } = new(
        "7f3a91c2aa10", JobNames.Scan, JobNames.BySchedule, Now.AddMinutes(-5), "app-1/7", Now.AddMinutes(-5), Now.AddMinutes(-5), 2400, "succeeded", null,
        new Dictionary<string, long>(StringComparer.Ordinal) { ["total"] = 60, ["scored"] = 58, ["candidates"] = 1 }, [])
    { OptionsVersion = 3 };

    [Fact]
    public async Task Table_JobsInEveryState_SaysWhenHowAndWhatNext()
    {
        var html = await Rendered.HtmlAsync<JobsTable>(
            ("Jobs", new[] { View(JobNames.Scan, Run), View(JobNames.Regime, Run with { Job = JobNames.Regime, Outcome = "failed", Error = "The venue did not answer." }), View(JobNames.Premove) with { Next = null } }), ("Now", Now), ("MayChange", true));

        html.ShouldContain("every 15 min");
        html.ShouldContain("58 of 60 scored, 1 candidate");
        html.ShouldContain("2.4 s");
        html.ShouldContain("The venue did not answer.");
        html.ShouldContain("no run yet");
        html.ShouldContain("aria-label=\"Pause scan.hot\"");
    }

    [Fact]
    public async Task Table_ReaderWhoMayNotChange_HasNoButton() =>
        (await Rendered.HtmlAsync<JobsTable>(("Jobs", new[] { View(JobNames.Scan, Run) }), ("Now", Now), ("MayChange", false))).ShouldNotContain("<button");

    [Fact]
    public async Task Run_Ended_ShowsWhatItLeftAndSaid()
    {
        var html = await Rendered.HtmlAsync<RunPane>(("Run", Run), ("Log", new[] { new RunLine(1, Now, "warning", "okx is slow") }), ("MayChange", true));

        html.ShouldContain("version 3");
        html.ShouldContain("okx is slow");
        html.ShouldNotContain("Cancel run");
        (await Rendered.HtmlAsync<RunPane>(("Run", Run with { Outcome = "running" }), ("MayChange", true))).ShouldContain("Cancel run");
        (await Rendered.HtmlAsync<RunPane>(("Run", Run with { Outcome = "missed" }))).ShouldContain("Nobody ran it");
    }

    [Fact]
    public async Task History_NothingPasses_SaysSo() => (await Rendered.HtmlAsync<RunHistory>(("Runs", Array.Empty<JobRun>()), ("Query", new JobsQuery { Outcome = "failed" }), ("Now", Now))).ShouldContain("No such run");

    [Fact]
    public async Task History_NothingRanAndNothingIsFiltered_SaysThatNothingHasRun()
    {
        var html = await Rendered.HtmlAsync<RunHistory>(("Runs", Array.Empty<JobRun>()), ("Query", new JobsQuery()), ("Now", Now));

        html.ShouldContain("Nothing has run yet");
        html.ShouldNotContain("filters");
    }

    [Fact]
    public void Query_Address_ComesBack()
    {
        var query = new JobsQuery { Job = JobNames.Scan, Outcome = "failed", Search = "7f3a", Run = "7f3a91c2aa10" };
        JobsQuery.ReadAddress("http://localhost" + query.ToAddress()).ShouldBe(query);
        JobsQuery.ReadAddress("http://localhost/jobs?outcome=nonsense").ShouldBe(new JobsQuery());
    }

    [Fact]
    public async Task Timeline_RunsOfTheSpan_AreMarksAndOlderOnesAreNot()
    {
        var old = Run with { RunId = "old", StartedAt = Now.AddHours(-7), EndedAt = Now.AddHours(-7) };
        var html = await Rendered.HtmlAsync<RunTimeline>(("Jobs", new[] { View(JobNames.Scan, Run with { RunId = "now", Outcome = "running", EndedAt = null }, Run with { RunId = "bad", Outcome = "failed" }, Run, old) }), ("Now", Now));

        html.ShouldContain("scan.hot: 3 runs, 1 succeeded, 1 failed or lost, 0 missed");
        html.Split("<rect").Length.ShouldBe(4);
    }

    [Fact]
    public void SuccessRate_OfRunsThatEndedByThemselves()
    {
        View(JobNames.Scan).SuccessRate.ShouldBeNull();
        View(JobNames.Scan, Run with { Outcome = "cancelled" }).SuccessRate.ShouldBeNull();
        View(JobNames.Scan, Run with { Outcome = "running" }, Run, Run, Run with { Outcome = "missed" }, Run with { Outcome = "lost" }, Run with { Outcome = "cancelled" }).SuccessRate.ShouldBe(0.5);
    }

    [Fact]
    public async Task Limits_OwnAndWrong_AreShownInTheirUnitsOverWhatIsConfigured()
    {
        var schedule = View(JobNames.Scan).Schedule with { Gates = new GateChoice { Choppy = new Dictionary<string, double>(StringComparer.Ordinal) { ["movement"] = 0.015 } } };
        var form = new ScheduleForm(schedule);
        form.Read().ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Schedule.ShouldBe(schedule));
        form.Limits["gates.highVolatility.composite"] = "101";
        form.Limits["gates.trendingBull.movement"] = "2,5";
        form.Limits["gates.choppy.movement"] = " ";
        form.Limits["gates.choppy.freshnessBars"] = "1.5";
        var (read, problems) = form.Read();
        problems.ShouldBe([new("gates.choppy.freshnessBars", "1.5", "0 to 48, whole"), new("gates.highVolatility.composite", "101", "0 to 100")]);
        (read.Gates.TrendingBull["movement"], read.Gates.Choppy.Count).ShouldBe((0.025, 0));

        var html = await Rendered.HtmlAsync<LimitFields>(("Typed", new ScheduleForm(schedule).Limits), ("Problems", problems), ("Configured", new GateOptions()));
        html.ShouldContain("1 of its own, the others as configured");
        html.ShouldContain("Score, at least, High volatility: 101 cannot be: 0 to 100", Case.Insensitive);
        html.ShouldMatch("name=\"gates.choppy.movement\"[^>]*placeholder=\"3\"[^>]*value=\"1.5\"");
        html.ShouldMatch("name=\"gates.highVolatility.composite\"[^>]*placeholder=\"80\"[^>]*aria-invalid=\"true\"");
    }

    [Fact]
    public void Venues_LeftOut_AreReadBackInTheirOrder()
    {
        var schedule = View(JobNames.Scan).Schedule with { Venues = new VenueChoice(["okx", "bybit"]) };
        var form = new ScheduleForm(schedule);
        form.Read().ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Schedule.ShouldBe(schedule));
        (form.Reads["okx"], form.Reads["binance"]).ShouldBe((false, true));
        (form.Reads["okx"], form.Reads["coinbase"]) = (true, false);
        form.Read().Schedule.Venues.Without.ShouldBe(["coinbase", "bybit"]);
    }

    [Fact]
    public async Task Venues_SomeOfAKindLeftOut_AreBoxesByKindWithWhatIsWrong()
    {
        var form = new ScheduleForm(View(JobNames.Scan).Schedule with { Venues = new VenueChoice(["okx", "bybit"]) });
        var html = await Rendered.HtmlAsync<VenueFields>(("Reads", form.Reads), ("Problems", new ScheduleProblem[] { new("venues.without", "kraken", "venues that can be left out: okx"), new("cron", "x", "y") }));

        html.ShouldMatch("(?s)aria-label=\"Order books\".*name=\"venue-okx\" .*name=\"venue-coinbase\" checked.*aria-label=\"Perpetuals\"");
        html.ShouldMatch("name=\"venue-binance\" checked[^>]*>binance.*name=\"venue-bybit\" [^>]*>bybit");
        System.Text.RegularExpressions.Regex.Count(html, "type=\"checkbox\"[^>]* checked").ShouldBe(4);
        html.ShouldContain("kraken cannot be: venues that can be left out: okx");
        html.ShouldNotContain("x cannot be");
    }

    private static JobView View(string job, params JobRun[] runs)
    {
        var kind = JobCatalogue.Find(job)!;
        return new JobView(kind, new JobSchedule(job, 3, kind.Cron(new JobsOptions()), Paused: false, Now, "mia"), Now.AddMinutes(10), runs);
    }
}
