using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Api;
using CryptoRun.Web.Auditing;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;
using MarketSource = CryptoRun.Domain.Markets.MarketSource;

namespace CryptoRun.Web.Backtests;

/// <summary><c>/api/v1/backtests</c>: what waits, what is at work, what came of it; starting, stopping, running again, deleting.</summary>
internal static class BacktestsEndpoints
{
    private const string Stamp = """{"engineVersion":"1.4.0","optionsHash":"9c1f","dataHash":"52ab","decisionsHash":"f00d","tradesHash":"77e0"}""";

    private const string Test =
        """{"id":"7f3a91c2aa10","request":{"name":"Patient, quarter","from":"2025-08-01T00:00:00Z","to":"2025-11-01T00:00:00Z","venue":"kraken","universe":"all","symbols":[],"top":50,"regime":null,"scanEveryHours":4,"exits":"patient","costs":"venue","flatBps":20,"initialUsd":100000,"mostPositions":15,"seed":1,"audit":true},"owner":"mia","asOf":"2025-11-06T15:00:00Z","createdAt":"2025-11-06T15:00:04Z","state":"succeeded","verifies":null,"startedAt":"2025-11-06T15:00:05Z","endedAt":"2025-11-06T15:01:12Z","node":"app-1/4711","attempt":1,"beats":66,"progress":{"phase":"trading","done":552,"total":552,"elapsedSeconds":66.8,"etaSeconds":null},"error":null,"stamp":"""
        + Stamp + ""","summary":{"symbols":60,"scans":552,"wishes":81,"refused":12,"trades":69,"finalUsd":98210.4,"netReturn":-0.0179,"maxDrawdown":0.061,"hitRate":0.42,"profitFactor":0.87,"meanNetReturn":-0.0031,"meanGrossReturn":0.0042,"meanHours":31.5,"meanExposure":0.22,"grossUsd":2410.2,"feesUsd":3120.9,"slippageUsd":1078.9,"fundingUsd":0,"audit":{"runs":9,"scans":2480,"trades":301,"differences":0,"first":null,"isPassed":true}},"verification":null,"isOver":true}""";

    private const string Trade =
        """{"number":1,"symbol":"SOL-USD","venue":"kraken","signalAt":"2025-08-03T08:00:00Z","scanId":"20250803T080000Z-1f","regime":"TrendingBull","score":81.2,"weight":0.05,"entry":{"at":"2025-08-03T08:00:00Z","marketPrice":171.2,"price":171.31,"quantity":29.2,"feeUsd":20.01,"slippageUsd":3.2,"usd":5002.3},"exits":[{"cause":"timeStop","reason":"held 48.0 h","fill":{"at":"2025-08-05T08:00:00Z","marketPrice":175.1,"price":174.98,"quantity":29.2,"feeUsd":20.4,"slippageUsd":3.5,"usd":5109.4}}],"fundingUsd":0,"worst":-0.021,"best":0.034,"explanation":null,"grossUsd":113.9,"feesUsd":40.4,"slippageUsd":6.7,"netUsd":66.8,"investedUsd":4999.0,"netReturn":0.0134,"grossReturn":0.0228,"closedAt":"2025-08-05T08:00:00Z","hours":48,"cause":"timeStop"}""";

    private static readonly ApiParameter Format = new("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\"");

    public static void MapBacktests(this IEndpointRouteBuilder api)
    {
        api.MapGet("/backtests", ListAsync).Produces<BacktestsAnswer>().ProducesProblems(400).WithTags("Back-tests")
            .Describe("Back-tests", "What is at work and waits, in its order, and the tests, newest first; the newest 200 are kept.", """{"source":"Live","queue":[],"backtests":[""" + Test + "]}", new ApiParameter("limit", JsonSchemaType.Integer, "Most tests, 1 to 200 (default 50)", "50", "1", "200"));
        api.MapPost("/backtests", StartAsync).FromHereOnly().RequireAuthorization(Policies.Analyse)
            .Produces<StoredBacktest>(StatusCodes.Status201Created).ProducesProblems(400, 403, 409, 413, 415).Accepts<BacktestRequest>("application/json").WithTags("Back-tests")
            .Describe("Starts a back-test", "It waits for those before it. What is left out is the default: 30 days up to the last full hour, all symbols, the regime as detected, fees of the venue. With audit it is run again with other futures, and its summary says whether anything that was decided depends on what came later. 409 when 20 wait already.", Test);
        api.MapGet("/backtests/{id}", GetAsync).Produces<StoredBacktest>().ProducesProblems(404).WithTags("Back-tests").Describe("One back-test", "How far it is, or its figures. Its ETag changes with it.", Test);
        api.MapGet("/backtests/{id}/trades", TradesAsync).Produces<TradesAnswer>(StatusCodes.Status200OK, "application/json", "text/csv").ProducesProblems(400, 404).WithTags("Back-tests")
            .Describe("Its trades", "In the order of their purchases. JSON, or CSV by Accept: text/csv or format=csv.", """{"id":"7f3a91c2aa10","source":"Live","trades":[""" + Trade + "]}", Format);
        api.MapGet("/backtests/{id}/trades/{number}", TradeAsync).Produces<TradeAnswer>().ProducesProblems(404).WithTags("Back-tests").Describe("One trade", "With the whole reason of its entry, as the scan of its instant gave it.", """{"id":"7f3a91c2aa10","source":"Live","trade":""" + Trade + ""","explanation":null}""");
        api.MapGet("/backtests/{id}/equity", EquityAsync).Produces<EquityAnswer>(StatusCodes.Status200OK, "application/json", "text/csv").ProducesProblems(400, 404).WithTags("Back-tests")
            .Describe("Its equity", "The account at the start and at the close of every hour. JSON, or CSV by Accept: text/csv or format=csv.", """{"id":"7f3a91c2aa10","source":"Live","equity":[{"at":"2025-08-01T00:00:00Z","equityUsd":100000,"cashUsd":100000,"positions":0,"exposure":0}]}""", Format);
        api.MapPost("/backtests/{id}/cancel", CancelAsync).FromHereOnly().RequireAuthorization(Policies.Analyse).Produces(StatusCodes.Status202Accepted).ProducesProblems(403, 404).WithTags("Back-tests").Describe("Stops a back-test", "One that waits at once, one at work within a second or two.", "{}");
        api.MapPost("/backtests/{id}/verify", VerifyAsync).FromHereOnly().RequireAuthorization(Policies.Analyse).Produces<StoredBacktest>(StatusCodes.Status202Accepted).ProducesProblems(403, 404, 409).WithTags("Back-tests")
            .Describe("Runs a back-test again", "On the data as they were known when it was asked for. Engine, parameters, data, every decision and every fill are held against the first time; what came of it is the test's verification.", Test);
        api.MapDelete("/backtests/{id}", DeleteAsync).FromHereOnly().RequireAuthorization(Policies.Analyse).Produces(StatusCodes.Status204NoContent).ProducesProblems(403, 404, 409).WithTags("Back-tests").Describe("Deletes a back-test", "With all that came of it; 409 while it is at work.", "{}");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, IBacktestStore store, MarketView market, CancellationToken cancellationToken)
    {
        List<BadParameter> bad = [];
        var limit = Read.Whole(request, "limit", 1, BacktestBook.Kept, 50, bad);
        return bad.Count > 0 ? ApiProblem.Bad(bad) : Results.Ok(new BacktestsAnswer(market.Source, await store.QueueAsync(cancellationToken), await store.ListAsync(limit, cancellationToken)));
    }

    private static async Task<IResult> StartAsync(HttpRequest request, BacktestBook book, CancellationToken cancellationToken)
    {
        var (wanted, problem) = await Body.ReadAsync<BacktestRequest>(request, cancellationToken);
        if (problem is not null) return problem;
        var answer = await book.StartAsync(wanted!, Caller.Of(request.HttpContext), cancellationToken);
        return answer.Test is { } test ? Results.Created($"/api/v1/backtests/{test.Id}", test) : Refused(answer, "");
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, IBacktestStore store, CancellationToken cancellationToken)
    {
        if (await FindAsync(store, id, cancellationToken) is not { } test) return None(id);
        return Conditional.IsFresh(context, Conditional.FixedTag(test.Id, $"{test.State}", $"{test.Attempt}", $"{test.Beats}", $"{test.Verification?.At.UtcTicks}")) ? Conditional.NotModified() : Results.Ok(test);
    }

    private static Task<IResult> TradesAsync(string id, HttpContext context, IBacktestStore store, MarketView market, CancellationToken cancellationToken) => PartAsync(
        id, "trades", context, store, async format => await store.TradesAsync(id, cancellationToken) is var trades && format == AnswerFormat.Csv
            ? Results.Bytes(BacktestsCsv.Trades(trades), "text/csv; charset=utf-8", $"trades-{id}.csv")
            : Results.Ok(new TradesAnswer(id, market.Source, trades)), cancellationToken);

    private static Task<IResult> EquityAsync(string id, HttpContext context, IBacktestStore store, MarketView market, CancellationToken cancellationToken) => PartAsync(
        id, "equity", context, store, async format => await store.EquityAsync(id, cancellationToken) is var equity && format == AnswerFormat.Csv
            ? Results.Bytes(BacktestsCsv.Equity(equity), "text/csv; charset=utf-8", $"equity-{id}.csv")
            : Results.Ok(new EquityAnswer(id, market.Source, equity)), cancellationToken);

    private static async Task<IResult> TradeAsync(string id, string number, IBacktestStore store, MarketView market, CancellationToken cancellationToken)
    {
        if (await FindAsync(store, id, cancellationToken) is null) return None(id);
        if (!int.TryParse(number, out var wanted) || (await store.TradesAsync(id, cancellationToken)).FirstOrDefault(t => t.Number == wanted) is not { } trade) return ApiProblem.NotFound("No such trade", $"The test {id} has no trade of that number.");
        return Results.Ok(new TradeAnswer(id, market.Source, trade, await store.ExplanationAsync(id, wanted, cancellationToken)));
    }

    private static async Task<IResult> CancelAsync(string id, HttpContext context, BacktestBook book, CancellationToken cancellationToken) =>
        IsId(id) && await book.CancelAsync(id, Caller.Of(context), cancellationToken) ? Results.Accepted() : None(id);

    private static async Task<IResult> VerifyAsync(string id, HttpContext context, BacktestBook book, CancellationToken cancellationToken)
    {
        if (!IsId(id)) return None(id);
        var answer = await book.VerifyAsync(id, Caller.Of(context), cancellationToken);
        return answer is { Outcome: BacktestOutcome.Done, Test: { } test } ? Results.Accepted($"/api/v1/backtests/{test.Id}", test) : Refused(answer, id);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, BacktestBook book, CancellationToken cancellationToken)
    {
        if (!IsId(id)) return None(id);
        var outcome = await book.DeleteAsync(id, Caller.Of(context), cancellationToken);
        return outcome == BacktestOutcome.Done ? Results.NoContent() : Refused(new BacktestAnswer(outcome, null, []), id);
    }

    /// <summary>What came of a test never changes: its tag is its stamp.</summary>
    private static async Task<IResult> PartAsync(string id, string part, HttpContext context, IBacktestStore store, Func<string, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        if (AnswerFormat.Of(context.Request) is not { } format) return ApiProblem.Bad("format", context.Request.Query["format"].ToString(), "json or csv");
        if (await FindAsync(store, id, cancellationToken) is not { } test) return None(id);
        return test.Stamp is { } stamp && Conditional.IsFresh(context, Conditional.FixedTag(id, part, stamp.TradesHash[..12], format)) ? Conditional.NotModified() : await answer(format);
    }

    private static IResult Refused(BacktestAnswer answer, string id) => answer.Outcome switch
    {
        BacktestOutcome.Invalid => ApiProblem.Bad([.. answer.Problems.Select(static p => new BadParameter(p.Field, p.Value, p.Allowed))]),
        BacktestOutcome.Full => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "The queue is full", detail: $"{BacktestBook.MostQueued} back-tests wait already: cancel one, or come back when one has ended."),
        BacktestOutcome.NotYet => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "Not in this state", detail: $"The test {id} is at work, or did not succeed."),
        _ => None(id),
    };

    private static async Task<StoredBacktest?> FindAsync(IBacktestStore store, string id, CancellationToken cancellationToken) => IsId(id) ? await store.FindAsync(id, cancellationToken) : null;

    private static bool IsId(string id) => id is { Length: > 0 and <= 40 } && id.All(char.IsAsciiLetterOrDigit);

    private static IResult None(string id) => ApiProblem.NotFound("No such back-test", $"There is no back-test {(id.Length <= 40 ? id : id[..40])}, or it has ended already.");
}

/// <summary>All back-tests.</summary>
internal sealed record BacktestsAnswer(MarketSource Source, IReadOnlyList<StoredBacktest> Queue, IReadOnlyList<StoredBacktest> Backtests);

/// <summary>Trades of a test.</summary>
internal sealed record TradesAnswer(string Id, MarketSource Source, IReadOnlyList<Trade> Trades);

/// <summary>A trade and why it was entered.</summary>
internal sealed record TradeAnswer(string Id, MarketSource Source, Trade Trade, ScoreExplanation? Explanation);

/// <summary>The account of a test.</summary>
internal sealed record EquityAnswer(string Id, MarketSource Source, IReadOnlyList<EquityPoint> Equity);
