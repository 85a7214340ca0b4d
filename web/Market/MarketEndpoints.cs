using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Markets.Tiers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Market;

/// <summary><c>GET /api/v1/market/{symbol}/...</c>: what is known of a symbol now, each answer with where it came from and how old it is.</summary>
internal static class MarketEndpoints
{
    private const string Order = "From the stream while it is fresh, else from the venue's REST through the cache, else from the store; fallbackChain says what was tried.";

    private static readonly ApiParameter[] Venue =
    [
        new("venue", JsonSchemaType.String, "This venue's data alone; by default the primary one's", "\"kraken\""),
        new("anyVenue", JsonSchemaType.Boolean, "Whether another venue may stand in for it (default false); provenance names the one that did", "true"),
    ];

    public static void MapMarket(this IEndpointRouteBuilder api)
    {
        Map<Quote>(api, "quote", "Newest price", $"{Order} Age counts from the venue's time of the price.", MarketExamples.Quote, static (q, market) => market.QuoteAsync(q.Symbol, q.Venue, q.Aborted), static (_, quote) => quote);
        Map<BookDocument>(
            api, "book", "Order book", $"{Order} Only as an exchange itself gave it; one that its own check refused is never given.", MarketExamples.Book,
            static async (q, market) => BookDocument.Of(await market.BookAsync(q.Symbol, q.Venue, q.Aborted), q.Count, market), static (_, book) => book,
            new CountParameter("levels", 1, 1000, 50, "Most levels a side"));
        Map<CandleWindow>(
            api, "candles", "Hourly candles and the one that forms", $"{Order} Oldest first; volume in base units.", MarketExamples.Candles,
            static (q, market) => market.CandlesAsync(q.Symbol, q.Count, q.Venue, q.Aborted), static (_, candles) => candles, new CountParameter("hours", 1, 720, 168, "Closed candles back from the last full hour"));
        Map<IReadOnlyList<FundingRate>>(
            api, "funding", "Funding rates of the perpetual", $"{Order} Oldest first; positive: longs pay shorts.", MarketExamples.Funding,
            static (q, market) => market.FundingAsync(q.Symbol, q.Count, q.Venue, q.Aborted), static (_, rates) => rates, new CountParameter("hours", 1, 384, 72, "Hours back from the last full hour"));
        Map<IReadOnlyList<OpenInterest>>(
            api, "open-interest", "Open interest of the perpetual", $"{Order} Oldest first, USD.", MarketExamples.OpenInterest,
            static (q, market) => market.OpenInterestAsync(q.Symbol, q.Count, q.Venue, q.Aborted), static (_, points) => points, new CountParameter("hours", 1, 384, 72, "Hours back from the last full hour"));
        Map<IReadOnlyList<Trade>>(
            api, "trades", "Trades of the last five minutes", $"{Order} Oldest first.", MarketExamples.Trades,
            static (q, market) => market.TradesAsync(q.Symbol, q.Venue, q.Aborted), static (q, trades) => [.. trades.Skip(trades.Count - q.Count)], new CountParameter("limit", 1, 1000, 200, "Most trades, the newest"));
    }

    private static void Map<T>(
        IEndpointRouteBuilder api, string kind, string summary, string description, string example, Func<MarketRequest, MarketData, Task<TieredAnswer<T>>> read, Func<MarketRequest, T, T> shown,
        CountParameter? count = null)
        where T : class => api.MapGet($"/market/{{symbol}}/{kind}", (HttpContext context, string symbol, MarketData data, MarketView market) => GetAsync(context, symbol, data, market, kind, count, read, shown))
        .Produces<MarketAnswer<T>>()
        .ProducesProblems(400, 404, 503)
        .WithTags("Market")
        .Describe(summary, description, example, count is null ? Venue : [count.Describe(), .. Venue]);

    private static async Task<IResult> GetAsync<T>(
        HttpContext context, string symbol, MarketData data, MarketView market, string kind, CountParameter? count, Func<MarketRequest, MarketData, Task<TieredAnswer<T>>> read, Func<MarketRequest, T, T> shown)
        where T : class
    {
        var bad = new List<BadParameter>();
        var number = count?.Read(context.Request, bad) ?? 0;
        var venue = VenueOf(context.Request, bad);
        if (bad.Count > 0) return ApiProblem.Bad(bad);
        if (!data.IsOpen) return ApiProblem.NotYet("No market yet", "The market has not started; /health/ready says what it waits for.");

        var request = new MarketRequest(Read.Symbol(symbol), venue, number, context.RequestAborted);
        var known = await data.SymbolsAsync(context.RequestAborted);
        if (!known.Contains(request.Symbol, StringComparer.Ordinal))
            return ApiProblem.NotFound("No such symbol", $"{request.Symbol} is not known here.", SymbolSuggestions.Near(request.Symbol, known));

        var answer = await read(request, data);
        return answer is { Value: { } value, Provenance: { } provenance }
            ? Results.Ok(new MarketAnswer<T>(request.Symbol, market.Source, market.Now, shown(request, value), provenance, answer.FallbackChain))
            : Nothing(request, kind, answer);
    }

    private static VenueChoice VenueOf(HttpRequest request, List<BadParameter> bad)
    {
        var any = request.Query["anyVenue"].ToString();
        var orAnother = false;
        if (any.Length > 0 && !bool.TryParse(any, out orAnother)) bad.Add(new BadParameter("anyVenue", any, "true or false"));
        return new VenueChoice(request.Query["venue"] is [{ Length: > 0 } venue] ? venue.ToLowerInvariant() : null, orAnother);
    }

    private static IResult Nothing<T>(MarketRequest request, string kind, TieredAnswer<T> answer)
        where T : class
    {
        var tried = string.Join("; ", answer.FallbackChain.Select(static s => $"{s.Tier.ToString().ToLowerInvariant()} {s.Venue}: {s.Outcome.TrimEnd('.')}"));
        return Results.Problem(new ProblemDetails
        {
            Status = answer.HasFailed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound,
            Title = answer.HasFailed ? $"No {kind} at the moment" : $"No {kind}",
            Detail = tried.Length > 0
                ? $"{request.Symbol}: {tried}."
                : request.Venue.Named is { } venue ? $"There is no {kind} from {venue} in this market." : $"There is no source of {kind} in this market.",
            Extensions = { ["fallbackChain"] = answer.FallbackChain },
        });
    }
}

/// <summary>A request of market data.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Venue">Accepted venues.</param>
/// <param name="Count">Hours, levels or trades.</param>
/// <param name="Aborted">Ends with the request.</param>
internal sealed record MarketRequest(string Symbol, VenueChoice Venue, int Count, CancellationToken Aborted);

/// <summary>How much is wanted.</summary>
internal sealed record CountParameter(string Name, int Low, int High, int Default, string Words)
{
    public int Read(HttpRequest request, List<BadParameter> bad) => Api.Read.Whole(request, Name, Low, High, Default, bad);

    public ApiParameter Describe() => new(
        Name, JsonSchemaType.Integer, $"{Words}, {Low} to {High} (default {Default})", Text(Default), Text(Low), Text(High));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
