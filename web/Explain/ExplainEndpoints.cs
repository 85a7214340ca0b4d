using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Explain;

/// <summary><c>/api/v1/explain/{symbol}</c>: the reasons of a score, its history, and its recomputation.</summary>
internal static class ExplainEndpoints
{
    private const string Example =
        """{"symbol":"SOL-USD","scanId":"20251106T150000Z-7f3a91c2","asOf":"2025-11-06T15:00:00Z","rank":1,"final":83.1,"composite":80.4,"social":0,"boost":2.7,"verdict":"watch","factors":[{"factor":"momentum","inputs":[{"name":"return24h","value":0.081,"unit":"fraction","source":"kraken","exchangeTime":"2025-11-06T15:00:00Z","ageSeconds":0}],"raw":1.31,"z":1.92,"projections":[],"residual":1.92,"score":93.4,"weight":0.27,"points":11.7,"flags":[]}],"gates":[{"gate":"score","kind":"hard","outcome":"passed","actual":80.4,"threshold":75,"unit":"points","margin":5.4,"reason":"The score is high enough.","hint":"","source":"computed","ageSeconds":0}],"provenance":{"inputHash":"7f3a91c2","engineVersion":"0.1.0","source":"Simulated","parametersHash":"55d0917e"}}""";

    private const string HistoryExample =
        """{"symbol":"SOL-USD","from":"2025-10-30T15:00:00Z","to":"2025-11-06T15:00:00Z","points":[{"asOf":"2025-11-06T15:00:00Z","scanId":"20251106T150000Z-7f3a91c2","composite":80.4,"final":83.1,"rank":1,"points":[18.2,4.1,5.0,1.9,1.2]}]}""";

    private const string VerifyExample =
        """{"symbol":"SOL-USD","scanId":"20251106T150000Z-7f3a91c2","same":true,"storedHash":"7f3a91c2","recomputedHash":"7f3a91c2","storedFinal":83.1,"recomputedFinal":83.1,"problem":null}""";

    private static readonly ApiParameter ScanId = new("scanId", JsonSchemaType.String, "A scan; the newest that has the symbol when left out", "\"20251106T150000Z-7f3a91c2\"");

    public static void MapExplain(this IEndpointRouteBuilder api)
    {
        api.MapGet("/explain/{symbol}", GetAsync)
            .Produces<ScoreExplanation>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(404)
            .WithTags("Explain")
            .Describe("Why a symbol scores as it does", "Everything needed to rebuild the score by hand: composite = 50 + the sum of the factors' points.", Example, ScanId);
        api.MapGet("/explain/{symbol}/verify", VerifyAsync)
            .Produces<Verification>()
            .ProducesProblems(404)
            .WithTags("Explain")
            .Describe("Recompute a score", "Runs the scan again from the stored inputs and compares hash, score and explanation, to the bit.", VerifyExample, ScanId);
        api.MapGet("/explain/{symbol}/history", HistoryAsync)
            .Produces<ScoreHistory>()
            .ProducesProblems(400, 404)
            .WithTags("Explain")
            .Describe("Score, rank and points through time", "Oldest first; points are in factor order: momentum, technical, volume, quality, catalyst.", HistoryExample, new ApiParameter("hours", JsonSchemaType.Integer, "Hours back from now, 1 to 2160 (default 168)", "168", "1", "2160"));
    }

    private static async Task<IResult> GetAsync(HttpContext context, string symbol, string? scanId, IScanStore scans, LiveBoard live, CancellationToken cancellationToken)
    {
        var name = Read.Symbol(symbol);
        var format = AnswerFormat.Of(context.Request);
        if (format is null) return ApiProblem.Bad([new BadParameter("format", context.Request.Query["format"].ToString(), "json or csv")]);
        return await scans.FindExplanationAsync(name, scanId, cancellationToken) is not { } explanation
            ? Unknown(name, scanId, live)
            : format == AnswerFormat.Csv ? Results.Bytes(ExplainCsv.Encode(explanation), "text/csv; charset=utf-8")
            : Conditional.IsFresh(context, Conditional.FixedTag(explanation.ScanId, name))
                ? Conditional.NotModified()
                : Results.Ok(explanation);
    }

    private static async Task<IResult> VerifyAsync(string symbol, string? scanId, ScanVerifier verifier, LiveBoard live, CancellationToken cancellationToken)
    {
        var name = Read.Symbol(symbol);
        return await verifier.VerifyAsync(name, scanId, cancellationToken) is { } verification ? Results.Ok(verification) : Unknown(name, scanId, live);
    }

    private static async Task<IResult> HistoryAsync(HttpRequest request, string symbol, IScanStore scans, LiveBoard live, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var hours = Read.Whole(request, "hours", 1, 2160, 168, bad);
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        var (name, to) = (Read.Symbol(symbol), market.Now);
        var points = await scans.HistoryAsync(name, to.AddHours(-hours), to, cancellationToken);
        return points.Count == 0 && !IsOnBoard(name, live) ? Unknown(name, scanId: null, live) : Results.Ok(new ScoreHistory(name, to.AddHours(-hours), to, points));
    }

    /// <summary>404 that names the symbol and what may have been meant.</summary>
    internal static IResult Unknown(string symbol, string? scanId, LiveBoard live)
    {
        var near = SymbolSuggestions.Near(symbol, live.Current.Board?.Candidates.Select(r => r.Symbol) ?? []);
        var excluded = live.Current.Board?.Universe.Excluded.FirstOrDefault(e => string.Equals(e.Symbol, symbol, StringComparison.Ordinal));
        var where = scanId is null ? "any scan" : $"scan {scanId}";
        var detail = excluded is not null
            ? $"{symbol} was left out of the newest scan: {excluded.Reason}, {excluded.Detail}"
            : $"{symbol} is not in {where}." + (near.Count > 0 ? $" Near: {string.Join(", ", near)}." : "");
        return ApiProblem.NotFound("No such score", detail, near);
    }

    private static bool IsOnBoard(string symbol, LiveBoard live) =>
        live.Current.Board?.Candidates.Any(r => string.Equals(r.Symbol, symbol, StringComparison.Ordinal)) == true;
}

/// <summary>A symbol's scores through time.</summary>
/// <param name="Symbol">Symbol.</param>
/// <param name="From">Begin, inclusive.</param>
/// <param name="To">End, inclusive.</param>
/// <param name="Points">Oldest first.</param>
internal sealed record ScoreHistory(string Symbol, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ScoreHistoryPoint> Points);
