using CryptoRun.Web.Alerts;
using CryptoRun.Web.Api;
using CryptoRun.Web.Auditing;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Jobs;

/// <summary><c>/api/v1/jobs</c>: schedules, and runs now.</summary>
internal static class JobsEndpoints
{
    private const string Schedule =
        """{"job":"scan.hot","version":3,"cron":"0 0/5 * * * ?","paused":false,"changedAt":"2025-11-06T14:50:00Z","changedBy":"mia","universe":{"include":[],"exclude":["DOGE-USD"],"top":50},"venues":{"without":["bybit"]},"gates":{"trendingBull":{},"choppy":{"composite":70},"highVolatility":{}},"retry":{"attempts":1,"delaySeconds":30,"backoff":2,"jitter":0.1,"afterLoss":true}}""";

    private const string Run =
        """{"runId":"7f3a91c2aa10","job":"scan.hot","trigger":"schedule","scheduledFor":"2025-11-06T15:00:00Z","node":"app-1/4711","startedAt":"2025-11-06T15:00:00Z","endedAt":"2025-11-06T15:00:02Z","durationMs":2400,"outcome":"succeeded","error":null,"counts":{"total":60,"scored":58,"candidates":1},"warnings":[],"attempt":1,"attempts":1,"optionsVersion":3,"askedBy":null}""";

    private const string Job =
        """{"job":"scan.hot","what":"Scans the market: scores, gates, explanations, the board","words":"every 5 min","nextFires":["2025-11-06T15:05:00Z","2025-11-06T15:10:00Z","2025-11-06T15:15:00Z","2025-11-06T15:20:00Z","2025-11-06T15:25:00Z"],"schedule":""" + Schedule + ""","lastRun":""" + Run + "}";

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs", ListAsync).Produces<JobsAnswer>().WithTags("Jobs")
            .Describe("Jobs", "What runs when, in market time, UTC, with the next five fires and the last run. A schedule's version is its ETag.", """{"at":"2025-11-06T15:00:48Z","jobs":[""" + Job + "]}");
        api.MapGet("/jobs/{job}", GetAsync).Produces<JobAnswer>().ProducesProblems(404).WithTags("Jobs").Describe("One job", "With its schedule's version as ETag.", Job);
        api.MapPut("/jobs/{job}", SaveAsync).FromHereOnly().RequireAuthorization(Policies.Administer)
            .Produces<JobSchedule>().ProducesProblems(400, 403, 404, 409, 413, 415, 428).Accepts<ScheduleDraft>("application/json").WithTags("Jobs")
            .Describe("Changes a schedule", "What is left out stays. Of the venues it takes those whose books and perpetuals are not to be read, and takes the list whole. Of the gates it takes the limits that are to differ from what is configured (Scan:Gates), by regime, and takes them whole. If-Match names the version that was read; 409 when another has changed it meanwhile, with both versions.", Schedule);
        api.MapPost("/jobs/{job}/run", RunAsync).FromHereOnly().RequireAuthorization(Policies.Administer).Produces<RunAnswer>(StatusCodes.Status202Accepted).ProducesProblems(403, 404).WithTags("Jobs")
            .Describe("Runs a job now", "For the present instant of market time, beside its schedule; one at work is finished first.", """{"runId":"7f3a91c2aa10"}""");
        api.MapPost("/jobs/{job}/pause", (string job, HttpContext context, JobBook book, CancellationToken cancellationToken) => PauseAsync(job, true, context, book, cancellationToken)).FromHereOnly().RequireAuthorization(Policies.Administer)
            .Produces<JobSchedule>().ProducesProblems(403, 404, 409).WithTags("Jobs").Describe("Pauses a job", "Its schedule is suspended; it can still be run by hand.", Schedule);
        api.MapPost("/jobs/{job}/resume", (string job, HttpContext context, JobBook book, CancellationToken cancellationToken) => PauseAsync(job, false, context, book, cancellationToken)).FromHereOnly().RequireAuthorization(Policies.Administer)
            .Produces<JobSchedule>().ProducesProblems(403, 404, 409).WithTags("Jobs").Describe("Resumes a job", "From its next slot on; what was not run meanwhile is not made up for.", Schedule);
        api.MapGet("/jobs/cron", Cron).Produces<CronAnswer>().ProducesProblems(400).WithTags("Jobs")
            .Describe(
                "Reads a cron expression", "In words, with its next five instants after now, market time, UTC.", """{"cron":"0 0/5 * * * ?","words":"every 5 min","nextFires":["2025-11-06T15:05:00Z"]}""",
                new ApiParameter("expression", JsonSchemaType.String, "Six fields, seconds first", "\"0 0/5 * * * ?\""));
    }

    private static async Task<IResult> ListAsync(JobsReader reader, MarketView market, CancellationToken cancellationToken) =>
        Results.Ok(new JobsAnswer(market.Now, [.. (await reader.ReadAsync(anew: true, cancellationToken)).Select(j => Answer(j, market.Now))]));

    private static async Task<IResult> GetAsync(string job, HttpContext context, JobsReader reader, MarketView market, CancellationToken cancellationToken)
    {
        if ((await reader.ReadAsync(anew: true, cancellationToken)).FirstOrDefault(j => j.Kind.Name == job) is not { } found) return None(job);
        context.Response.Headers.ETag = Versions.Tag(found.Schedule.Version);
        return Results.Ok(Answer(found, market.Now));
    }

    private static async Task<IResult> SaveAsync(string job, HttpRequest request, JobBook book, CancellationToken cancellationToken)
    {
        var (draft, problem) = await Body.ReadAsync<ScheduleDraft>(request, cancellationToken);
        if (problem is not null) return problem;
        if (await book.FindAsync(job, cancellationToken) is not { } before) return None(job);
        if (Versions.Of(request) is not { } version) return Versions.Wanted();
        var wanted = draft!.Over(before) with { Version = version };
        return Result(request.HttpContext, job, wanted, await book.SaveAsync(wanted, Caller.Of(request.HttpContext), cancellationToken));
    }

    private static async Task<IResult> PauseAsync(string job, bool paused, HttpContext context, JobBook book, CancellationToken cancellationToken) =>
        Result(context, job, null, await book.PauseAsync(job, paused, Caller.Of(context), cancellationToken));

    private static async Task<IResult> RunAsync(string job, HttpContext context, JobBook book, CancellationToken cancellationToken) =>
        await book.RunNowAsync(job, Caller.Of(context), cancellationToken) is { } runId ? Results.Json(new RunAnswer(runId), statusCode: StatusCodes.Status202Accepted) : None(job);

    private static IResult Cron(HttpRequest request, MarketView market)
    {
        var expression = request.Query["expression"].ToString().Trim();
        var next = CronWords.Next(expression, market.Now, 5);
        return next.Count == 0
            ? ApiProblem.Bad("expression", expression.Length <= 60 ? expression : expression[..60], "six fields, seconds first, that fire at least once more, such as 0 0/15 * * * ?")
            : Results.Ok(new CronAnswer(expression, CronWords.Describe(expression), next));
    }

    private static IResult Result(HttpContext context, string job, JobSchedule? sent, ScheduleAnswer answer)
    {
        switch (answer)
        {
            case { Outcome: ScheduleOutcome.Done, Schedule: { } saved }:
                context.Response.Headers.ETag = Versions.Tag(saved.Version);
                return Results.Ok(saved);
            case { Outcome: ScheduleOutcome.Invalid }:
                return ApiProblem.Bad([.. answer.Problems.Select(static p => new BadParameter(p.Field, p.Value, p.Allowed))]);
            case { Outcome: ScheduleOutcome.Conflict }:
                return Results.Problem(
                    statusCode: StatusCodes.Status409Conflict, title: "Changed by somebody else", detail: $"The schedule of {job} is at version {answer.Schedule?.Version} by now: read it and change that.",
                    extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["current"] = answer.Schedule, ["sent"] = sent });
            default:
                return None(job);
        }
    }

    private static IResult None(string job) => ApiProblem.NotFound("No such job", $"There is no job {job}.", [.. JobCatalogue.All.Select(static k => k.Name)]);

    private static JobAnswer Answer(JobView job, DateTimeOffset now) => new(
        job.Kind.Name, job.Kind.What, CronWords.Describe(job.Schedule.Cron), job.Schedule.Paused ? [] : CronWords.Next(job.Schedule.Cron, now, 5), job.Schedule, job.Last);
}

/// <summary>All jobs.</summary>
internal sealed record JobsAnswer(DateTimeOffset At, IReadOnlyList<JobAnswer> Jobs);

/// <summary>A job.</summary>
internal sealed record JobAnswer(string Job, string What, string Words, IReadOnlyList<DateTimeOffset> NextFires, JobSchedule Schedule, JobRun? LastRun);

/// <summary>A run that was asked for.</summary>
internal sealed record RunAnswer(string RunId);

/// <summary>A cron expression, read.</summary>
internal sealed record CronAnswer(string Cron, string Words, IReadOnlyList<DateTimeOffset> NextFires);
