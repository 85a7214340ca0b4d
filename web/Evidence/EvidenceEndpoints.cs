using CryptoRun.Web.Api;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Evidence;

/// <summary><c>GET /api/v1/evidence</c>: what stored scores were worth.</summary>
internal static class EvidenceEndpoints
{
    private const string Example =
        """{"report":{"at":"2025-11-06T15:00:00Z","scans":612,"from":"2025-10-10T00:00:00Z","to":"2025-11-06T15:00:00Z","costBps":20,"horizons":[{"hours":24,"scans":588,"outcomes":58212,"days":26,"from":"2025-10-10T00:00:00Z","to":"2025-11-05T15:00:00Z","waiting":24,"nextKnownAt":"2025-11-06T16:00:00Z","universe":-0.004,"groups":[],"candidates":{"picks":73,"scans":51,"mean":0.001,"median":-0.006,"beatShare":0.41,"interval":{"low":-0.02,"high":0.022},"cost":0.002,"net":-0.001,"netInterval":{"low":-0.022,"high":0.02}},"verdict":{"finding":"tooLittle","sentence":"Too little to say: ..."}}],"calibration":[{"regime":null,"isCalibrated":false,"reason":"..."}]},"source":"Replay","stored":2441,"newestScanId":"20251106T150000Z-7f3a91c2"}""";

    public static void MapEvidence(this IEndpointRouteBuilder api) => api.MapGet("/evidence", GetAsync)
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
}
