using CryptoRun.Web.Api;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Board;

/// <summary><c>GET /api/v1/candidates</c>: the board, or the board of an earlier instant.</summary>
internal static class CandidatesEndpoints
{
    private const string Example =
        """{"version":812,"scanId":"20251106T150000Z-7f3a91c2","asOf":"2025-11-06T15:00:00Z","source":"Simulated","regime":{"state":"Choppy","confidence":0.667,"since":"2025-10-18T20:00:00Z","pending":null},"universe":{"total":60,"scored":58,"excluded":[{"symbol":"X-USD","reason":"gaps","detail":"5 gaps, the longest 5 h"}]},"candidates":[{"rank":1,"rankChange":2,"symbol":"SOL-USD","final":83.1,"composite":80.4,"social":0,"boost":2.7,"contributions":{"momentum":18.2,"technical":4.1,"volume":5.0,"quality":1.9,"catalyst":1.2},"gates":{"passed":9,"total":11,"firstFailed":"funding","firstFailedText":"Funding z +1.94 > 0","alsoFailed":["fatigue"]},"verdict":"watch","price":"172.31","return1h":0.012,"return24h":0.081,"spreadBps":3.1,"depthUsd":412000,"vadr":2.2,"fundingZ":-0.4,"probability":null,"calibration":"not calibrated","dataAgeSeconds":2.1,"freshness":"live","tier":"hot","priceTime":"2025-11-06T15:00:46Z"}]}""";

    public static void MapCandidates(this IEndpointRouteBuilder api) => api.MapGet("/candidates", GetAsync)
        .WithMetadata(EncodedAnswer.Itself)
        .Produces<BoardSnapshot>(StatusCodes.Status200OK, "application/json", "text/csv")
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblems(400, 404, 503)
        .WithTags("Board")
        .Describe(
            "Ranked candidates", "The board as it is now, or as it was at an instant (then version is 0 and ages are those of that scan). JSON, or CSV by Accept: text/csv or format=csv.", Example,
            new("limit", JsonSchemaType.Integer, "Most rows, 1 to 500 (default 500)", "50", "1", "500"),
            new("verdict", JsonSchemaType.String, "candidate, watch or blocked", "\"watch\""),
            new("minScore", JsonSchemaType.Number, "Smallest final score, 0 to 114", "60", "0", "114"),
            new("maxFails", JsonSchemaType.Integer, "Most failed gates, 0 to 11", "2", "0", "11"),
            new("failing", JsonSchemaType.String, "Only rows that fail this gate", "\"funding\""),
            new("tier", JsonSchemaType.String, "Only rows of these data tiers: hot, warm, cold, with commas between", "\"hot,warm\""),
            new("q", JsonSchemaType.String, "Only symbols that contain this", "\"SOL\""),
            new("regime", JsonSchemaType.String, "Rows only while this regime is in force: TrendingBull, Choppy or HighVolatility", "\"Choppy\""),
            new("sort", JsonSchemaType.String, "A column, with a leading - for descending: " + string.Join(", ", BoardSort.Names), "\"-return24h\""),
            new("asOf", JsonSchemaType.String, "The newest scan at or before this instant", "\"2025-11-06T15:00:00Z\""),
            new("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));

    private static async Task<IResult> GetAsync(HttpContext context, LiveBoard live, EncodedBoards encoded, IScanStore scans, CancellationToken cancellationToken)
    {
        var state = live.Current;
        if (state.Board is { } newest && encoded.Asked(state, context.Request) is { } known) return known.For(context, Conditional.VersionTag(newest.Version, known.Format));

        var bad = new List<BadParameter>();
        var query = BoardQueryReader.Read(context.Request.Query, bad);
        var asOf = Read.Instant(context.Request, "asOf", bad);
        var format = AnswerFormat.Of(context.Request);
        if (format is null) bad.Add(new BadParameter("format", context.Request.Query["format"].ToString(), "json or csv"));
        if (bad.Count > 0) return ApiProblem.Bad(bad);

        if (asOf is { } instant)
        {
            if (await scans.FindAtAsync(instant, cancellationToken) is not { } scan)
                return ApiProblem.NotFound("No scan so early", $"No scan is known at or before {Layout.Format.Iso(instant)}.");
            var tag = Conditional.FixedTag(scan.Result.ScanId, format!);
            return Conditional.IsFresh(context, tag) ? Conditional.NotModified() : new EncodedAnswer(EncodedBoards.Encode(PastBoard.Of(scan), query, format!), format!).For(context, tag);
        }

        return state.Board is { } board
            ? encoded.Of(state, context.Request, query, format!).For(context, Conditional.VersionTag(board.Version, format!))
            : ApiProblem.NotYet("No scan has run yet", "The board is there as soon as the first scan is published; /health/ready says what it waits for.");
    }
}
