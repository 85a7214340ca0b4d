using CryptoRun.Web.Api;
using CryptoRun.Web.Auditing;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Alerts;

/// <summary><c>/api/v1/alerts/rules</c>, and the mute of one or all.</summary>
internal static class RulesEndpoints
{
    private const int LongestMute = 43_200;

    private const string Rule =
        """{"id":"candidates","version":1,"name":"Candidates","kind":"filter","filter":{"verdict":"candidate","minScore":null,"maxFails":null,"failing":null,"search":null,"regime":null,"tiers":null,"names":[]},"onEntry":true,"onExit":true,"tellCurrent":false,"debounceScans":1,"debounceMinutes":0,"cooldownMinutes":60,"budgetPerHour":20,"channels":["web"],"mutedUntil":null,"enabled":true}""";

    private const string Rules = """{"at":"2025-11-06T15:00:48Z","mutedUntil":null,"rules":[""" + Rule + "]}";

    public static void MapAlertRules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts/rules", ListAsync).Produces<RulesAnswer>().WithTags("Alerts").Describe("Rules", "What people want to be told, by name. A rule's version is its ETag.", Rules);
        api.MapPost("/alerts/rules", (HttpRequest request, AlertBook book, CancellationToken cancellationToken) => SaveAsync(null, request, book, cancellationToken)).FromHereOnly().RequireAuthorization(Policies.Analyse)
            .Produces<AlertRule>(StatusCodes.Status201Created).ProducesProblems(400, 403, 413, 415).Accepts<RuleDraft>("application/json").WithTags("Alerts")
            .Describe("Makes a rule", "What is left out has its default. 400 names field, value and what is allowed.", Rule);
        api.MapPut("/alerts/rules/{id}", SaveAsync).FromHereOnly().RequireAuthorization(Policies.Analyse)
            .Produces<AlertRule>().ProducesProblems(400, 403, 404, 409, 413, 415, 428).Accepts<RuleDraft>("application/json").WithTags("Alerts")
            .Describe("Changes a rule", "Whole. If-Match names the version that was read; 409 when another has changed it meanwhile, with both versions.", Rule);
        api.MapDelete("/alerts/rules/{id}", DeleteAsync).FromHereOnly().RequireAuthorization(Policies.Analyse)
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(403, 404, 409, 428).WithTags("Alerts").Describe("Deletes a rule", "Its alerts stay. If-Match names the version that was read.", Rule);
        api.MapPost("/alerts/rules/matches", MatchesAsync).FromHereOnly().RequireAuthorization(Policies.Analyse)
            .Produces<MatchesAnswer>().ProducesProblems(400, 403, 413, 415, 503).Accepts<RuleDraft>("application/json").WithTags("Alerts")
            .Describe("Who would match now", "The coins of the newest scan that pass a rule's filter. Nothing is stored.", """{"scanId":"20251106T150000Z-7f3a91c2","count":1,"symbols":["SOL-USD"]}""");
        api.MapPost("/alerts/rules/{id}/mute", (string id, HttpRequest request, AlertBook book, CancellationToken cancellationToken) => MuteAsync(id, request, book, cancellationToken)).FromHereOnly().RequireAuthorization(Policies.Analyse)
            .Produces<AlertRule>().ProducesProblems(400, 403, 404, 415).Accepts<MuteOrder>("application/json").WithTags("Alerts").Describe("Mutes a rule", """For minutes of market time, or {"untilResumed":true}; zero minutes resume it.""", Rule);
        api.MapPost("/alerts/mute", (HttpRequest request, AlertBook book, CancellationToken cancellationToken) => MuteAsync(null, request, book, cancellationToken)).FromHereOnly().RequireAuthorization(Policies.Analyse)
            .Produces<MuteAnswer>().ProducesProblems(400, 403, 415).Accepts<MuteOrder>("application/json").WithTags("Alerts")
            .Describe("Mutes everything", """For minutes of market time, or {"untilResumed":true}; zero minutes resume it. What happens meanwhile is in the history as suppressed.""", """{"mutedUntil":"2025-11-06T16:00:48Z"}""");
    }

    private static async Task<IResult> ListAsync(AlertBook book, MarketView market, CancellationToken cancellationToken) =>
        Results.Ok(new RulesAnswer(market.Now, await book.MutedUntilAsync(cancellationToken), await book.RulesAsync(cancellationToken)));

    private static async Task<IResult> SaveAsync(string? id, HttpRequest request, AlertBook book, CancellationToken cancellationToken)
    {
        var (draft, problem) = await Body.ReadAsync<RuleDraft>(request, cancellationToken);
        if (problem is not null) return problem;
        AlertRule? before = null;
        if (id is not null)
        {
            before = (await book.RulesAsync(cancellationToken)).FirstOrDefault(r => r.Id == id);
            if (before is null) return BookResults.None("rule", id);
            if (Versions.Of(request) is not { } version) return Versions.Wanted();
            before = before with { Version = version };
        }

        var rule = draft!.ToRule(before);
        return BookResults.Of(request, await book.SaveAsync(rule, Caller.Of(request.HttpContext), cancellationToken), "rule", id, static r => r.Version, rule);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpRequest request, AlertBook book, CancellationToken cancellationToken) => Versions.Of(request) is { } version
        ? BookResults.Deleted(await book.DeleteRuleAsync(id, version, Caller.Of(request.HttpContext), cancellationToken), "rule", id, static r => r.Version)
        : Versions.Wanted();

    private static async Task<IResult> MatchesAsync(HttpRequest request, LiveBoard live, CancellationToken cancellationToken)
    {
        var (draft, problem) = await Body.ReadAsync<RuleDraft>(request, cancellationToken);
        if (problem is not null) return problem;
        if (live.Current.Board is not { } board) return ApiProblem.NotYet("No scan has run yet", "Matches are counted on the newest scan.");
        var symbols = AlertBook.Matches(draft!.ToRule(null), board);
        return Results.Ok(new MatchesAnswer(board.ScanId, symbols.Count, symbols));
    }

    private static async Task<IResult> MuteAsync(string? id, HttpRequest request, AlertBook book, CancellationToken cancellationToken)
    {
        var (order, problem) = await Body.ReadAsync<MuteOrder>(request, cancellationToken);
        if (problem is not null) return problem;
        var isEndless = order!.UntilResumed == true;
        if (!isEndless && order.Minutes is not (>= 0 and <= LongestMute)) return ApiProblem.Bad("minutes", $"{order.Minutes}", $"a whole number from 0 to {LongestMute}, or untilResumed true");
        TimeSpan? span = isEndless ? null : TimeSpan.FromMinutes(order.Minutes!.Value);
        return id is null
            ? Results.Ok(new MuteAnswer(await book.MuteAllAsync(span, Caller.Of(request.HttpContext), cancellationToken)))
            : BookResults.Of(request, await book.MuteAsync(id, span, Caller.Of(request.HttpContext), cancellationToken), "rule", id, static r => r.Version);
    }
}

/// <summary>All rules.</summary>
internal sealed record RulesAnswer(DateTimeOffset At, DateTimeOffset? MutedUntil, IReadOnlyList<AlertRule> Rules);

/// <summary>Who passes.</summary>
internal sealed record MatchesAnswer(string ScanId, int Count, IReadOnlyList<string> Symbols);

/// <summary>Until when everything is muted.</summary>
internal sealed record MuteAnswer(DateTimeOffset? MutedUntil);
