using CryptoRun.Domain.Markets;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Alerts;

/// <summary><c>GET /api/v1/alerts</c>: what was told, and what was not and why.</summary>
internal static class AlertsEndpoints
{
    /// <summary>Most alerts of one answer.</summary>
    public const int MaxLimit = 500;

    private const string Example =
        """{"source":"Simulated","at":"2025-11-06T15:20:48Z","alerts":[{"id":"5b0c2d7f4a91e36d8c1f00aa","at":"2025-11-06T15:15:00Z","kind":"entry","subject":"SOL-USD","text":"became candidate, 77.4","ruleId":"candidates","ruleName":"Candidates","isEntry":true,"scanId":"20251106T151500Z-7f3a91c2","href":"/explain/SOL-USD?scanId=20251106T151500Z-7f3a91c2","suppressed":null,"why":null,"deliveries":[{"channelId":"web","channelName":"Web","channelKind":"web","state":"sent","attempts":1,"nextAt":null,"updatedAt":"2025-11-06T15:15:02Z","error":null}]}],"next":null}""";

    public static void MapAlerts(this IEndpointRouteBuilder api) => api.MapGet("/alerts", ListAsync)
        .Produces<AlertsAnswer>(StatusCodes.Status200OK, "application/json", "text/csv")
        .ProducesProblems(400)
        .WithTags("Alerts")
        .Describe(
            "Alerts", "History, newest first, append-only; what became of each at every channel. Suppressed ones, on demand, say why nobody was told. JSON, or CSV by Accept: text/csv or format=csv.", Example,
            new("limit", JsonSchemaType.Integer, "Most alerts, 1 to 500 (default 100)", "100", "1", "500"),
            new("before", JsonSchemaType.String, "Cursor: next of the page before", "\"5b0c2d7f4a91e36d8c1f00aa\""),
            new("rule", JsonSchemaType.String, "Only of this rule, by id", "\"candidates\""),
            new("kind", JsonSchemaType.String, "entry, exit, regime, venue, premove or system", "\"entry\""),
            new("q", JsonSchemaType.String, "Only subjects that contain this", "\"SOL\""),
            new("suppressed", JsonSchemaType.Boolean, "true: with those that nobody was told of (default false)", "false"),
            new("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));

    private static async Task<IResult> ListAsync(HttpRequest request, IAlertStore alerts, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var limit = Read.Whole(request, "limit", 1, MaxLimit, 100, bad);
        var asked = AlertsQuery.Read(request.Query, bad);
        var format = AnswerFormat.Of(request);
        if (format is null) bad.Add(new BadParameter("format", request.Query["format"].ToString(), "json or csv"));
        if (bad.Count > 0) return ApiProblem.Bad(bad);

        var found = await alerts.ListAsync(asked.ToStore(limit), cancellationToken);
        if (format == AnswerFormat.Csv) return Results.Bytes(AlertsCsv.Encode(found), "text/csv; charset=utf-8");
        return Results.Ok(new AlertsAnswer(market.Source, market.Now, found, found.Count == limit ? found[^1].Id : null));
    }
}

/// <summary>A page of alerts.</summary>
/// <param name="Source">Source of every number.</param>
/// <param name="At">Market time.</param>
/// <param name="Alerts">Newest first.</param>
/// <param name="Next">What to send as <c>before</c> for the next page; null when there may be none.</param>
internal sealed record AlertsAnswer(MarketSource Source, DateTimeOffset At, IReadOnlyList<StoredAlert> Alerts, string? Next);
