using CryptoRun.Web.Api;
using CryptoRun.Web.Auditing;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Jobs;

/// <summary><c>/api/v1/jobs/runs</c>: what ran, how it went, what it said; and stopping what runs.</summary>
internal static class RunsEndpoints
{
    private const int Longest = 60;

    private const string Run =
        """{"runId":"7f3a91c2aa10","job":"scan.hot","trigger":"schedule","scheduledFor":"2025-11-06T15:00:00Z","node":"app-1/4711","startedAt":"2025-11-06T15:00:00Z","endedAt":"2025-11-06T15:00:02Z","durationMs":2400,"outcome":"succeeded","error":null,"counts":{"total":60,"scored":58,"candidates":1},"warnings":[],"attempt":1,"attempts":1,"optionsVersion":3,"askedBy":null}""";

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs/runs", ListAsync).Produces<RunsAnswer>(StatusCodes.Status200OK, "application/json", "text/csv").ProducesProblems(400).WithTags("Jobs")
            .Describe(
                "Runs", "Newest first, times in market time. JSON, or CSV by Accept: text/csv or format=csv. The next page is before= the last run's id.", """{"runs":[""" + Run + "]}",
                new ApiParameter("job", JsonSchemaType.String, "Only of this job", "\"scan.hot\""),
                new ApiParameter("outcome", JsonSchemaType.String, "running, succeeded, failed, cancelled, lost or missed", "\"failed\""),
                new ApiParameter("q", JsonSchemaType.String, "Whose id begins with this, or whose job's name contains it", "\"7f3a\""),
                new ApiParameter("before", JsonSchemaType.String, "Cursor: the id of the last run of the page before", "\"7f3a91c2aa10\""),
                new ApiParameter("limit", JsonSchemaType.Integer, "Most runs, 1 to 1000 (default 100)", "100", "1", "1000"),
                new ApiParameter("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));
        api.MapGet("/jobs/runs/{runId}", GetAsync).Produces<RunDetail>().ProducesProblems(404).WithTags("Jobs")
            .Describe("One run", "With the lines of its log, at most 500, without secrets.", """{"run":""" + Run + ""","log":[{"line":1,"at":"2025-11-06T15:00:00Z","level":"information","text":"Run 7f3a91c2aa10 began: schedule, slot 2025-11-06 15:00:00Z, attempt 1 of 1"}]}""");
        api.MapPost("/jobs/runs/{runId}/cancel", CancelAsync).FromHereOnly().RequireAuthorization(Policies.Administer).Produces(StatusCodes.Status202Accepted).ProducesProblems(403, 404).WithTags("Jobs")
            .Describe("Stops a run", "Wherever it is at work; it leaves nothing half-written and ends as cancelled.", "{}");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, IRunStore runs, CancellationToken cancellationToken)
    {
        List<BadParameter> bad = [];
        var limit = Read.Whole(request, "limit", 1, 1000, 100, bad);
        var format = AnswerFormat.Of(request);
        if (format is null) bad.Add(new BadParameter("format", request.Query["format"].ToString(), "json or csv"));
        var outcome = Word("outcome");
        if (outcome is not null && !JobsQuery.Outcomes.Contains(outcome, StringComparer.Ordinal)) bad.Add(new BadParameter("outcome", outcome, string.Join(", ", JobsQuery.Outcomes)));
        var query = new RunQuery(Word("job"), outcome, Word("q"), null, null, Word("before"), limit);
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        var found = await runs.ListAsync(query, cancellationToken);
        return format == AnswerFormat.Csv ? Results.Bytes(RunsCsv.Encode(found), "text/csv; charset=utf-8") : Results.Ok(new RunsAnswer(found));

        string? Word(string name)
        {
            var text = request.Query[name].ToString().Trim();
            if (text.Length > Longest) bad.Add(new BadParameter(name, text[..Longest], $"at most {Longest} characters"));
            return text.Length == 0 ? null : text;
        }
    }

    private static async Task<IResult> GetAsync(string runId, IRunStore runs, CancellationToken cancellationToken) =>
        await runs.FindAsync(runId, cancellationToken) is { } run ? Results.Ok(new RunDetail(run, await runs.LogAsync(runId, cancellationToken))) : None(runId);

    private static async Task<IResult> CancelAsync(string runId, HttpContext context, JobBook book, CancellationToken cancellationToken) =>
        await book.CancelAsync(runId, Caller.Of(context), cancellationToken) ? Results.Accepted() : None(runId);

    private static IResult None(string runId) => ApiProblem.NotFound("No such run", $"There is no run {(runId.Length <= Longest ? runId : runId[..Longest])}, or it is not at work.");
}

/// <summary>A page of runs.</summary>
internal sealed record RunsAnswer(IReadOnlyList<JobRun> Runs);

/// <summary>A run and what it said.</summary>
internal sealed record RunDetail(JobRun Run, IReadOnlyList<RunLine> Log);
