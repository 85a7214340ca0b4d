using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Regimes;

/// <summary><c>/api/v1/regime</c>: the regime in force with its votes, and all detections.</summary>
internal static class RegimeEndpoints
{
    private const string Opinions =
        """{"at":"2025-11-06T12:00:00Z","vote":"Choppy","days":730,"firstDay":"2023-11-07T00:00:00Z","lastDay":"2025-11-05T00:00:00Z","hiddenMarkov":{"state":"Choppy","agreesWithVote":true,"agreement":0.91,"states":[{"state":"TrendingBull","probability":0.07,"meanReturn":0.004,"returnSd":0.02,"volatilityAnnualised":0.45,"logVolatilitySd":0.3,"share":0.4,"next":[0.92,0.08,0]}],"logLikelihood":1071.2,"isConverged":true,"reason":"On 730 days a hidden Markov model says Choppy with probability 0.91.","isAbsent":false},"changePoints":{"changes":["2025-10-10T00:00:00Z","2025-10-15T00:00:00Z"],"daysSinceLastChange":22,"volatilityAnnualised":0.77,"volatilityBefore":1.58,"isElevated":false,"agreesWithVote":true,"reason":"Daily volatility is calm (0.770) since 2025-10-15, after 1.580.","isAbsent":false}}""";

    private const string OpinionsExample = """{"from":"2025-10-30T15:00:00Z","to":"2025-11-06T15:00:00Z","opinions":[""" + Opinions + "]}";

    private const string TransitionsExample =
        """{"from":"2025-10-07T16:00:00Z","to":"2025-11-06T12:00:00Z","detections":180,"steps":179,"holes":0,"matrix":[{"from":"Choppy","to":"HighVolatility","count":2,"outOf":120,"probability":0.0167,"low":0.0046,"high":0.0587}],"stays":[{"state":"HighVolatility","count":2,"meanHours":76,"medianHours":76,"expectedHours":80,"shareOfTime":0.22}],"now":{"state":"Choppy","since":"2025-10-18T20:00:00Z","hours":448,"percentile":1}}""";

    private const string Example =
        """{"state":"Choppy","confidence":0.667,"since":"2025-10-18T20:00:00Z","pending":null,"asOf":"2025-11-06T12:00:00Z","nextAt":"2025-11-06T16:00:00Z","indicators":[{"name":"breadth","value":0.14,"threshold":0.65,"vote":"Choppy","basis":"14 of 100 coins closed 2025-11-05 UTC above their 20-day average"}],"weights":{"momentum":0.27,"technical":0.25,"volume":0.1815,"quality":0.1485,"catalyst":0.15},"reason":"Breadth 14 % is below 65 %.","secondOpinions":""" + Opinions + "}";

    private const string HistoryExample =
        """{"from":"2025-10-07T15:00:00Z","to":"2025-11-06T15:00:00Z","detections":[{"at":"2025-11-06T12:00:00Z","state":"Choppy","confidence":0.667,"since":"2025-10-18T20:00:00Z","pending":null,"rawState":"Choppy","previous":"Choppy","indicators":[],"reason":"Breadth 14 % is below 65 %.","universeCount":60,"flags":[]}]}""";

    public static void MapRegime(this IEndpointRouteBuilder api)
    {
        api.MapGet("/regime", GetAsync)
            .WithMetadata(EncodedAnswer.Itself)
            .Produces<RegimeAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(503)
            .WithTags("Regime")
            .Describe("The regime in force", "State, confidence, votes with their thresholds, and the factor weights that follow from it.", Example);
        api.MapGet("/regime/history", HistoryAsync)
            .Produces<RegimeHistory>(StatusCodes.Status200OK, "application/json", "text/csv")
            .ProducesProblems(400)
            .WithTags("Regime")
            .Describe(
                "Detections through time", "Oldest first; history is append-only. basis says what an indicator was made of. JSON, or CSV by Accept: text/csv or format=csv.", HistoryExample,
                new ApiParameter("hours", JsonSchemaType.Integer, "Hours back from now, 1 to 8760 (default 720)", "720", "1", "8760"),
                new ApiParameter("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));
        api.MapGet("/regime/opinions", OpinionsAsync)
            .Produces<RegimeOpinions>()
            .ProducesProblems(400)
            .WithTags("Regime")
            .Describe("Second opinions through time", "A hidden Markov model and change points on daily data, oldest first, beside the votes and never replacing them. A null state or volatility is no opinion; its reason says why.", OpinionsExample, new ApiParameter("hours", JsonSchemaType.Integer, "Hours back from now, 1 to 8760 (default 168)", "168", "1", "8760"));
        api.MapGet("/regime/transitions", TransitionsAsync)
            .Produces<RegimeTransitions>()
            .ProducesProblems(400)
            .WithTags("Regime")
            .Describe("How regimes follow one another", "Transition matrix of 4 h steps with 95 % intervals, and how long each state lasts. Over missed detections nothing is counted.", TransitionsExample, new ApiParameter("hours", JsonSchemaType.Integer, "Hours back from now, 1 to 17520 (default 8760)", "8760", "1", "17520"));
    }

    private static async Task<IResult> OpinionsAsync(HttpRequest request, IRegimeStore regimes, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var hours = Read.Whole(request, "hours", 1, 8760, 168, bad);
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        var to = market.Now;
        return Results.Ok(new RegimeOpinions(to.AddHours(-hours), to, await regimes.OpinionsAsync(to.AddHours(-hours), to, cancellationToken)));
    }

    private static async Task<IResult> TransitionsAsync(HttpRequest request, IRegimeStore regimes, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var hours = Read.Whole(request, "hours", 1, 17_520, 8760, bad);
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        return Results.Ok(RegimeTransitions.Of(await regimes.HistoryAsync(market.Now.AddHours(-hours), market.Now, cancellationToken)));
    }

    private static async Task<IResult> GetAsync(HttpContext context, RegimeAnswers answers, CancellationToken cancellationToken) => await answers.NewestAsync(cancellationToken) is var (answer, tag)
        ? answer.For(context, tag)
        : ApiProblem.NotYet("No regime yet", "The first detection runs at start, as soon as there are candles of 10 symbols.");

    private static async Task<IResult> HistoryAsync(HttpRequest request, IRegimeStore regimes, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var hours = Read.Whole(request, "hours", 1, 8760, 720, bad);
        var format = AnswerFormat.Of(request);
        if (format is null) bad.Add(new BadParameter("format", request.Query["format"].ToString(), "json or csv"));
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        var to = market.Now;
        var history = await regimes.HistoryAsync(to.AddHours(-hours), to, cancellationToken);
        return format == AnswerFormat.Csv
            ? Results.Bytes(RegimeCsv.Encode(history, market.Source.ToString()), "text/csv; charset=utf-8")
            : Results.Ok(new RegimeHistory(to.AddHours(-hours), to, history));
    }
}

/// <summary>The regime in force.</summary>
internal sealed record RegimeAnswer(
    RegimeState State, double Confidence, DateTimeOffset Since, RegimeState? Pending, DateTimeOffset AsOf, DateTimeOffset NextAt, IReadOnlyList<RegimeIndicator> Indicators, FactorWeights Weights, string Reason, SecondOpinions? SecondOpinions);

/// <summary>Second opinions of a span.</summary>
internal sealed record RegimeOpinions(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SecondOpinions> Opinions);

/// <summary>Detections of a span.</summary>
internal sealed record RegimeHistory(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<RegimeRecord> Detections);
