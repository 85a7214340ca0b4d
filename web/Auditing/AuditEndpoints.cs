using CryptoRun.Web.Api;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Auditing;

/// <summary><c>GET /api/v1/audit</c>: who changed what; <c>/verify</c>: whether the trail is whole.</summary>
internal static class AuditEndpoints
{
    /// <summary>Most entries of one answer.</summary>
    public const int MaxLimit = 1000;

    private const string Entry =
        """{"at":"2025-11-06T15:20:48.1234567Z","number":17,"node":"app-1/4711","change":{"actor":{"name":"m.ortiz","from":"10.0.0.7"},"action":"alert-rule.save","subject":"candidates","before":"{\"version\":1}","after":"{\"version\":2}","id":"2f0c"},"hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""";

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync).RequireAuthorization(Policies.Audit)
            .Produces<AuditAnswer>(StatusCodes.Status200OK, "application/json", "text/csv")
            .ProducesProblems(400)
            .WithTags("Audit")
            .Describe(
                "Audit trail", "Who changed what, newest first, append-only; each entry's hash covers the entry before it. JSON, or CSV by Accept: text/csv or format=csv.", """{"entries":[""" + Entry + """],"next":17}""",
                new("limit", JsonSchemaType.Integer, "Most entries, 1 to 1000 (default 100)", "100", "1", "1000"),
                new("before", JsonSchemaType.Integer, "Cursor: next of the page before", "17"),
                new("actor", JsonSchemaType.String, "Only of this actor, exactly", "\"m.ortiz\""),
                new("q", JsonSchemaType.String, "Only where action or subject contains this", "\"alert-rule\""),
                new("from", JsonSchemaType.String, "Not before this instant", "\"2025-11-06T00:00:00Z\""),
                new("to", JsonSchemaType.String, "Before this instant", "\"2025-11-07T00:00:00Z\""),
                new("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));
        api.MapGet("/audit/verify", VerifyAsync).RequireAuthorization(Policies.Audit)
            .Produces<AuditVerification>()
            .ProducesProblems(400)
            .WithTags("Audit")
            .Describe(
                "Verifies the trail", "Recomputes every hash from the first entry on. Note the head elsewhere and give it back as number and hash: then also a trail that was written anew or cut is found.",
                """{"checked":17,"head":{"number":17,"hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},"problem":null,"isWhole":true}""",
                new("number", JsonSchemaType.Integer, "Number of the entry that was noted", "17"),
                new("hash", JsonSchemaType.String, "Its hash, 64 hexadecimal digits", "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\""));
    }

    private static async Task<IResult> ListAsync(HttpRequest request, IAuditTrail trail, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var limit = Read.Whole(request, "limit", 1, MaxLimit, 100, bad);
        var asked = AuditRequest.Read(request.Query, bad);
        var format = AnswerFormat.Of(request);
        if (format is null) bad.Add(new BadParameter("format", request.Query["format"].ToString(), "json or csv"));
        if (bad.Count > 0) return ApiProblem.Bad(bad);

        var found = await trail.ListAsync(asked.ToQuery(limit), cancellationToken);
        if (format == AnswerFormat.Csv) return Results.Bytes(AuditCsv.Encode(found), "text/csv; charset=utf-8");
        return Results.Ok(new AuditAnswer(found, found.Count == limit ? found[^1].Number : null));
    }

    private static async Task<IResult> VerifyAsync(HttpRequest request, IAuditTrail trail, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var number = Read.Whole(request, "number", 1, int.MaxValue, 0, bad);
        var hash = request.Query["hash"].ToString();
        if (hash.Length > 0 && !IsHash(hash)) bad.Add(new BadParameter("hash", hash, "64 hexadecimal digits"));
        if (bad.Count == 0 && (number == 0) != (hash.Length == 0)) bad.Add(new BadParameter(number == 0 ? "number" : "hash", "", "number and hash together, or neither"));
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        return Results.Ok(await trail.VerifyAsync(number == 0 ? null : new AuditAnchor(number, hash.ToLowerInvariant()), cancellationToken));
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}

/// <summary>A page of the trail.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">What to send as <c>before</c> for the next page; null when there may be none.</param>
internal sealed record AuditAnswer(IReadOnlyList<AuditEntry> Entries, long? Next);
