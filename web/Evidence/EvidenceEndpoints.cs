using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Evidence;

/// <summary><c>GET /api/v1/evidence</c>: what stored scores were worth, now and as it was known each night.</summary>
internal static class EvidenceEndpoints
{
    private const int MostDays = 366;

    // One a night, and some that people asked for.
    private const int MostNights = 1000;

    private const string Example =
        """{"report":{"at":"2025-11-06T15:00:00Z","scans":612,"from":"2025-10-10T00:00:00Z","to":"2025-11-06T15:00:00Z","costBps":20,"horizons":[{"hours":24,"scans":588,"outcomes":58212,"days":26,"from":"2025-10-10T00:00:00Z","to":"2025-11-05T15:00:00Z","waiting":24,"nextKnownAt":"2025-11-06T16:00:00Z","universe":-0.004,"groups":[],"candidates":{"picks":73,"scans":51,"mean":0.001,"median":-0.006,"beatShare":0.41,"interval":{"low":-0.02,"high":0.022},"cost":0.002,"net":-0.001,"netInterval":{"low":-0.022,"high":0.02}},"verdict":{"finding":"tooLittle","sentence":"Too little to say: ..."}}],"calibration":[{"regime":null,"isCalibrated":false,"reason":"..."}]},"source":"Replay","stored":2441,"newestScanId":"20251106T150000Z-7f3a91c2"}""";

    private const string HistoryExample =
        """[{"at":"2025-11-06T00:40:00Z","runId":"7f3a91c2","source":"Replay","engineVersion":"0.2.1","scans":330,"stored":2612,"from":"2025-10-10T00:00:00Z","to":"2025-11-06T00:00:00Z","newestScanId":"20251106T000000Z-7f3a91c2","costBps":20,"horizons":[{"hours":24,"scans":318,"outcomes":31482,"days":26,"candidates":{"picks":73,"scans":51,"mean":0.001,"median":-0.006,"beatShare":0.41,"interval":{"low":-0.02,"high":0.022},"cost":0.002,"net":-0.001,"netInterval":{"low":-0.022,"high":0.02}},"topTenth":{"picks":3180,"scans":318,"mean":0.0004,"median":-0.004,"beatShare":0.43,"interval":null,"cost":0.002,"net":-0.0016,"netInterval":null},"signals":[{"signal":"Score","scans":318,"meanIc":0.012,"interval":{"low":-0.03,"high":0.05},"t":0.6,"apart":26}],"verdict":{"finding":"tooLittle","sentence":"Too little to say: ..."}}]}]""";

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        MapReport(api);
        MapHistory(api);
    }

    private static void MapHistory(IEndpointRouteBuilder api) => api.MapGet("/evidence/history", HistoryAsync)
        .Produces<IReadOnlyList<EvidenceNight>>(StatusCodes.Status200OK, "application/json", "text/csv")
        .ProducesProblems(400)
        .WithTags("Evidence")
        .Describe(
            "Evidence as it was known each night",
            "What evidence.nightly wrote down, newest first: the same figures as /evidence, made of what was known at the instant. Append-only. JSON, or CSV by Accept: text/csv or format=csv.",
            HistoryExample,
            new ApiParameter("days", JsonSchemaType.Integer, "Days back from now, 1 to 366 (default 30)", "30", "1", "366"),
            new ApiParameter("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));

    private static void MapReport(IEndpointRouteBuilder api) => api.MapGet("/evidence", GetAsync)
        .Produces<EvidenceReading>(StatusCodes.Status200OK, "application/json", "text/csv")
        .ProducesProblems(400)
        .WithTags("Evidence")
        .Describe(
            "What stored scores were worth",
            "Scores of the first stored scan of every two hours of 30 days against what the symbols did over 4, 12, 24 and 48 h afterwards; known outcomes only. Returns are simple fractions over the mean of all symbols of the scan, "
            + "cost is that of a round trip; intervals are of 95 %, by a bootstrap over days. Reading takes some seconds the first time. JSON, or CSV by Accept: text/csv or format=csv.",
            Example,
            new ApiParameter("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));

    private static async Task<IResult> GetAsync(HttpRequest request, EvidenceReader reader, CancellationToken cancellationToken)
    {
        var format = AnswerFormat.Of(request);
        if (format is null) return ApiProblem.Bad("format", request.Query["format"].ToString(), "json or csv");
        var reading = await reader.ReadAsync(cancellationToken);
        return format == AnswerFormat.Csv ? Results.Bytes(EvidenceCsv.Encode(reading), "text/csv; charset=utf-8") : Results.Ok(reading);
    }

    private static async Task<IResult> HistoryAsync(HttpRequest request, IEvidenceStore nights, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var days = Read.Whole(request, "days", 1, MostDays, 30, bad);
        var format = AnswerFormat.Of(request);
        if (format is null) bad.Add(new BadParameter("format", request.Query["format"].ToString(), "json or csv"));
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        var found = await nights.ListAsync(market.Now.AddDays(-days), market.Now, MostNights, cancellationToken);
        return format == AnswerFormat.Csv ? Results.Bytes(EvidenceCsv.Encode(found), "text/csv; charset=utf-8") : Results.Ok(found);
    }
}
