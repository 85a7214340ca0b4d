using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Premove;

/// <summary><c>/api/v1/premove</c>: the newest sweep of the pre-movement detector, or that of an earlier instant; and how sweeps and coins went through time.</summary>
internal static class PremoveEndpoints
{
    private const string Coin =
        """{"rank":1,"symbol":"SOL-USD","sector":null,"advUsd":412000000,"score":{"pointsAvailable":74,"pointsScored":61.2,"rescaled":82.7,"value":82.7,"components":[{"id":"funding","group":"derivatives","block":"structural","points":7,"pointsAvailable":7,"pointsScored":5.6,"absentReason":null,"inputs":[{"name":"fundingZ","value":2.4,"unit":"z","source":"krakenfutures, okx","exchangeTime":"2025-11-06T14:59:48Z","ageSeconds":12}],"sentence":"Funding z 2.40: 5.6 of 7 points"}],"sentence":"Scored on 74 of 100 points: 61.2 points, score 82.7"},"cvd":null,"freshness":{"factor":1,"oldestFeed":"reserves","oldestAgeSeconds":1810,"staleLiveFeeds":[],"sentence":"Oldest feed reserves, 30 min: full value","hint":"Falls when a feed is older than 2.0 h","hasFailed":false},"confirmation":{"isConfirmed":true,"met":2,"conditions":[{"id":"funding","isMet":true,"actual":2.4,"threshold":2,"margin":0.4,"unit":"z","isRequired":false,"sentence":"Funding divergence","hint":"Falls under 2"}],"squeezeParts":[],"rankPoints":5,"sentence":"2 of 3","hint":"-"},"judgement":{"state":"prepare","stateSentence":"-","stateHint":"-","verdict":"moderate","verdictSentence":"-","verdictHint":"-"},"isCandidate":true,"alert":{"kind":"candidate","isSent":true,"inHour":0,"hourLimit":3,"inDay":0,"dayLimit":10,"nextAt":null,"sentence":"Candidate"}}""";

    private const string Example =
        """{"at":"2025-11-06T15:00:00Z","nextAt":"2025-11-06T16:00:00Z","runId":"7f3a91c2","source":"Simulated","detector":"3.3","engineVersion":"0.2.0","inputHash":"7f3a91c2","parametersHash":"55d0917e","knownAt":"2025-11-06T15:00:01Z","regime":"Choppy","coins":[""" + Coin + """],"portfolio":{"accepted":[{"symbol":"SOL-USD","score":82.7,"weight":0.05,"beta":1.1,"highestCorrelation":null,"nearest":null,"inSector":null,"sentence":"first position"}],"rejected":[],"totalWeight":0.05,"totalBeta":1.1,"correlations":[],"flags":[]},"outside":[{"symbol":"X-USD","reason":"not among the 50 largest by ADV"}],"feeds":[{"feed":"whaleComposite","coins":0,"outOf":50,"absent":"no source of whale transactions exists in this program"}],"gatesFrom":"20251106T150000Z-7f3a91c2","warnings":[]}""";

    private const string HistoryExample =
        """{"from":"2025-11-05T15:00:00Z","to":"2025-11-06T15:00:00Z","sweeps":[{"at":"2025-11-06T15:00:00Z","runId":"7f3a91c2","inputHash":"7f3a91c2","regime":"Choppy","coins":50,"scored":50,"confirmed":1,"candidates":1,"alerts":1,"best":"SOL-USD","bestScore":82.7}],"symbol":"SOL-USD","points":[{"at":"2025-11-06T15:00:00Z","symbol":"SOL-USD","rank":1,"score":82.7,"pointsAvailable":74,"state":"prepare","verdict":"moderate","met":2,"isConfirmed":true,"alert":"candidate","points":[5.6,1.2,null,8,null,2.1,0,20,9,10,5.3]}]}""";

    public static void MapPremove(this IEndpointRouteBuilder api)
    {
        api.MapGet("/premove", GetAsync)
            .Produces<PremoveAnswer>(StatusCodes.Status200OK, "application/json", "text/csv")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(400, 404, 503)
            .WithTags("Pre-move")
            .Describe(
                "Pre-movement sweep", "Which coins look coiled, with components, confirmations, pruning and alerts; what has no feed is absent and named. The newest sweep, or that of an instant. JSON, or CSV by Accept: text/csv or format=csv.", Example,
                new ApiParameter("asOf", JsonSchemaType.String, "The newest sweep at or before this instant", "\"2025-11-06T15:00:00Z\""),
                new ApiParameter("state", JsonSchemaType.String, "quiet, watch, prepare or prime", "\"prepare\""),
                new ApiParameter("verdict", JsonSchemaType.String, "strong, moderate, weak or blocked", "\"moderate\""),
                new ApiParameter("met", JsonSchemaType.Integer, "Least confirmations met, 0 to 3", "2", "0", "3"),
                new ApiParameter("q", JsonSchemaType.String, "Only symbols that contain this", "\"SOL\""),
                new ApiParameter("sort", JsonSchemaType.String, "rank, symbol, score, points or age; a leading - for descending", "\"-score\""),
                new ApiParameter("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));
        api.MapGet("/premove/history", HistoryAsync)
            .Produces<PremoveHistory>()
            .ProducesProblems(400)
            .WithTags("Pre-move")
            .Describe(
                "Sweeps through time", "Sweeps, newest first; with a symbol also that coin in each, oldest first, with the points of its components (null: absent). History is append-only.", HistoryExample,
                new ApiParameter("hours", JsonSchemaType.Integer, "Hours back from asOf, 1 to 8760 (default 24)", "24", "1", "8760"),
                new ApiParameter("symbol", JsonSchemaType.String, "A coin", "\"SOL\""),
                new ApiParameter("asOf", JsonSchemaType.String, "End of the span; default now", "\"2025-11-06T15:00:00Z\""));
    }

    private static async Task<IResult> GetAsync(HttpContext context, IPremoveStore sweeps, LatestSweep latest, SweepSchedule schedule, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var query = PremoveQuery.Read(context.Request.Query, bad);
        var asOf = Read.Instant(context.Request, "asOf", bad);
        var format = AnswerFormat.Of(context.Request);
        if (format is null) bad.Add(new BadParameter("format", context.Request.Query["format"].ToString(), "json or csv"));
        if (bad.Count > 0) return ApiProblem.Bad(bad);

        if (await FindAsync(asOf, sweeps, latest, market, cancellationToken) is not { } sweep)
        {
            return asOf is { } instant
                ? ApiProblem.NotFound("No sweep so early", $"No sweep is kept in full at or before {Format.Iso(instant)}.")
                : ApiProblem.NotYet("No sweep has run yet", "The first one runs at start, after the first scan.");
        }

        var tag = Conditional.FixedTag("premove", Format.Iso(sweep.At), sweep.InputHash[..Math.Min(8, sweep.InputHash.Length)], query.ToAddress(), format!);
        if (Conditional.IsFresh(context, tag)) return Conditional.NotModified();
        var coins = query.Apply(sweep);
        return format == AnswerFormat.Csv
            ? Results.Bytes(PremoveCsv.Encode(sweep, coins), "text/csv; charset=utf-8")
            : Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(PremoveAnswer.Of(sweep, coins, schedule.NextAfter(sweep.At)), Json.Options), "application/json; charset=utf-8");
    }

    private static async Task<StoredSweep?> FindAsync(DateTimeOffset? asOf, IPremoveStore sweeps, LatestSweep latest, MarketView market, CancellationToken cancellationToken) =>
        asOf is null && latest.Current is { } current ? current : await sweeps.FindAtAsync(asOf ?? market.Now, cancellationToken);

    private static async Task<IResult> HistoryAsync(HttpRequest request, IPremoveStore sweeps, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var hours = Read.Whole(request, "hours", 1, 8760, 24, bad);
        var to = Read.Instant(request, "asOf", bad) ?? market.Now;
        if (bad.Count > 0) return ApiProblem.Bad(bad);

        var from = to.AddHours(-hours);
        var symbol = request.Query["symbol"].ToString() is { Length: > 0 } asked ? Read.Symbol(asked) : null;
        return Results.Ok(new PremoveHistory(
            from, to, await sweeps.ListAsync(from, to, 8760, cancellationToken), symbol, symbol is null ? [] : await sweeps.HistoryAsync(symbol, from, to, cancellationToken)));
    }
}

/// <summary>A sweep with the coins that were asked for.</summary>
internal sealed record PremoveAnswer(
    DateTimeOffset At, DateTimeOffset? NextAt, string RunId, MarketSource Source, string Detector, string EngineVersion, string InputHash, string ParametersHash, DateTimeOffset KnownAt, RegimeState Regime,
    IReadOnlyList<CoinReading> Coins, StoredPruning Portfolio, IReadOnlyList<OutsideCoin> Outside, IReadOnlyList<SweepFeed> Feeds, string? GatesFrom, IReadOnlyList<string> Warnings)
{
    public static PremoveAnswer Of(StoredSweep s, IReadOnlyList<CoinReading> coins, DateTimeOffset? nextAt) => new(
        s.At, nextAt, s.RunId, s.Source, s.Detector, s.EngineVersion, s.InputHash, s.ParametersHash, s.KnownAt, s.Regime, coins, s.Portfolio, s.Outside, s.Feeds, s.GatesFrom, s.Warnings);
}

/// <summary>Sweeps of a span, and a coin in them.</summary>
internal sealed record PremoveHistory(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SweepSummary> Sweeps, string? Symbol, IReadOnlyList<SweepPoint> Points);
