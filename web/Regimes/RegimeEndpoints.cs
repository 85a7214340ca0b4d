using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Regimes;

/// <summary><c>/api/v1/regime</c>: the regime in force with its votes, and all detections.</summary>
internal static class RegimeEndpoints
{
    private const string Example =
        """{"state":"Choppy","confidence":0.667,"since":"2025-10-18T20:00:00Z","pending":null,"asOf":"2025-11-06T12:00:00Z","nextAt":"2025-11-06T16:00:00Z","indicators":[{"name":"breadth","value":0.14,"threshold":0.65,"vote":"Choppy"}],"weights":{"momentum":0.27,"technical":0.25,"volume":0.1815,"quality":0.1485,"catalyst":0.15},"reason":"Breadth 14 % is below 65 %."}""";

    private const string HistoryExample =
        """{"from":"2025-10-07T15:00:00Z","to":"2025-11-06T15:00:00Z","detections":[{"at":"2025-11-06T12:00:00Z","state":"Choppy","confidence":0.667,"since":"2025-10-18T20:00:00Z","pending":null,"rawState":"Choppy","previous":"Choppy","indicators":[],"reason":"Breadth 14 % is below 65 %.","universeCount":60,"flags":[]}]}""";

    public static void MapRegime(this IEndpointRouteBuilder api)
    {
        api.MapGet("/regime", GetAsync)
            .Produces<RegimeAnswer>()
            .ProducesProblems(503)
            .WithTags("Regime")
            .Describe("The regime in force", "State, confidence, votes with their thresholds, and the factor weights that follow from it.", Example);
        api.MapGet("/regime/history", HistoryAsync)
            .Produces<RegimeHistory>()
            .ProducesProblems(400)
            .WithTags("Regime")
            .Describe("Detections through time", "Oldest first; history is append-only.", HistoryExample, new ApiParameter("hours", JsonSchemaType.Integer, "Hours back from now, 1 to 8760 (default 720)", "720", "1", "8760"));
    }

    private static async Task<IResult> GetAsync(IRegimeStore regimes, ScanOptions options, MarketView market, CancellationToken cancellationToken) =>
        await regimes.LatestAsync(market.Now, cancellationToken) is { } record
            ? Results.Ok(new RegimeAnswer(record.State, record.Confidence, record.Since, record.Pending, record.At, RegimeSchedule.NextBoundary(record.At), record.Indicators, options.Weights.For(record.State), record.Reason))
            : ApiProblem.NotYet("No regime yet", "The first detection runs at start, as soon as there are candles of 10 symbols.");

    private static async Task<IResult> HistoryAsync(HttpRequest request, IRegimeStore regimes, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var hours = Read.Whole(request, "hours", 1, 8760, 720, bad);
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        var to = market.Now;
        return Results.Ok(new RegimeHistory(to.AddHours(-hours), to, await regimes.HistoryAsync(to.AddHours(-hours), to, cancellationToken)));
    }
}

/// <summary>The regime in force.</summary>
internal sealed record RegimeAnswer(
    RegimeState State, double Confidence, DateTimeOffset Since, RegimeState? Pending, DateTimeOffset AsOf, DateTimeOffset NextAt, IReadOnlyList<RegimeIndicator> Indicators, FactorWeights Weights, string Reason);

/// <summary>Detections of a span.</summary>
internal sealed record RegimeHistory(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<RegimeRecord> Detections);
