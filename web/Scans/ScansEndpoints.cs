using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Web.Api;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Scans;

/// <summary><c>/api/v1/scans</c>: what was scanned when, newest first, page by page.</summary>
internal static class ScansEndpoints
{
    private const string ListExample =
        """{"scans":[{"scanId":"20251106T150000Z-7f3a91c2","asOf":"2025-11-06T15:00:00Z","source":"Simulated","job":"scan.hot","runId":"7f3a91c2","regime":"Choppy","total":60,"scored":58,"candidates":1,"best":"SOL-USD","bestFinal":83.1}],"next":"20251106T150000Z-7f3a91c2"}""";

    private const string OneExample =
        """{"scanId":"20251106T150000Z-7f3a91c2","asOf":"2025-11-06T15:00:00Z","source":"Simulated","job":"scan.hot","runId":"7f3a91c2","previousScanId":null,"venue":"kraken","regime":"Choppy","universe":{"total":60,"scored":58,"excluded":[]},"nominalWeights":[0.27,0.25,0.1815,0.1485,0.15],"effectiveWeights":[0.3,0.28,0.2,0.12,0.1],"inputHash":"7f3a91c2","parametersHash":"55d0917e","flags":[],"candidates":[{"rank":1,"symbol":"SOL-USD","final":83.1,"composite":80.4,"verdict":"watch"}]}""";

    public static void MapScans(this IEndpointRouteBuilder api)
    {
        api.MapGet("/scans", ListAsync)
            .Produces<ScanPage>()
            .ProducesProblems(400)
            .WithTags("Scans")
            .Describe(
                "Scans, newest first", "A page at a time: next is the before= of the page that follows, and null on the last.", ListExample,
                new ApiParameter("limit", JsonSchemaType.Integer, "Scans on a page, 1 to 500 (default 50)", "50", "1", "500"),
                new ApiParameter("before", JsonSchemaType.String, "The scan id that the last page ended with", "\"20251106T150000Z-7f3a91c2\""));
        api.MapGet("/scans/{id}", GetAsync)
            .Produces<ScanAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(404)
            .WithTags("Scans")
            .Describe("One scan", "Universe, weights, hashes and the ranking. Reasons are at explain/{symbol}?scanId=.", OneExample);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, string? before, IScanStore scans, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var limit = Read.Whole(request, "limit", 1, 500, 50, bad);
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        if (before is { Length: > 0 } && await scans.FindAsync(before, cancellationToken) is null) return ApiProblem.Bad("before", before, "the scanId that a page ended with");

        // One more than asked for tells whether another page follows.
        var page = await scans.ListAsync(before is { Length: > 0 } ? before : null, limit + 1, cancellationToken);
        var shown = page.Count > limit ? [.. page.Take(limit)] : page;
        return Results.Ok(new ScanPage(shown, page.Count > limit ? shown[^1].ScanId : null));
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, IScanStore scans, CancellationToken cancellationToken)
    {
        if (await scans.FindAsync(id, cancellationToken) is not { } scan) return ApiProblem.NotFound("No such scan", $"There is no scan {id}.");
        return Conditional.IsFresh(context, Conditional.FixedTag(id)) ? Conditional.NotModified() : Results.Ok(ScanAnswer.Of(scan));
    }
}

/// <summary>A page of scans.</summary>
internal sealed record ScanPage(IReadOnlyList<ScanSummary> Scans, string? Next);

/// <summary>A scan without its reasons.</summary>
internal sealed record ScanAnswer(
    string ScanId, DateTimeOffset AsOf, MarketSource Source, string Job, string RunId, string? PreviousScanId, string Venue, RegimeState Regime, UniverseReport Universe,
    IReadOnlyList<double> NominalWeights, IReadOnlyList<double> EffectiveWeights, string InputHash, string ParametersHash, IReadOnlyList<string> Flags, IReadOnlyList<RankedSymbol> Candidates)
{
    public static ScanAnswer Of(StoredScan scan)
    {
        var r = scan.Result;
        return new ScanAnswer(
            r.ScanId, r.AsOf, r.Source, scan.Job, scan.RunId, scan.PreviousScanId, scan.Venue, r.Regime.State, r.Universe, r.NominalWeights, r.EffectiveWeights, r.InputHash, r.ParametersHash, r.Flags,
            [.. r.Candidates.Select(c => new RankedSymbol(c.Rank, c.Symbol, c.Final, c.Composite, c.Verdict))]);
    }
}

/// <summary>A place of the ranking.</summary>
internal sealed record RankedSymbol(int Rank, string Symbol, double Final, double Composite, Verdict Verdict);
