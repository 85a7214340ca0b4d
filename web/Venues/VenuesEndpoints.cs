using System.Net;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Web.Api;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Storage;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Venues;

/// <summary><c>/api/v1/providers</c>: how the venues do; <c>/api/v1/simulation/faults</c>: what our own loopback venues do wrong on demand.</summary>
internal static class VenuesEndpoints
{
    private const string Example =
        """{"at":"2025-11-06T15:00:48Z","source":"Simulated","providers":[{"report":{"at":"2025-11-06T15:00:48Z","venue":"kraken","health":{"at":"2025-11-06T15:00:48Z","venue":"kraken","state":"green","measures":[{"name":"heartbeat","value":0.4,"unit":"s","state":"green","reason":"heartbeat 0.4 s ago"}],"reason":"every measure is green"},"p50Milliseconds":3.1,"link":{"isUp":true,"since":"2025-11-06T14:58:00Z","reason":null},"totals":{"calls":62,"errors":0,"messages":4711,"missed":0,"connections":1,"losses":0,"booksDropped":0},"budgetLeft":1,"breaker":"closed","anomalies":{}},"role":"scanned","books":60,"booksTrusted":60,"faults":[],"storedAt":null}]}""";

    private const string HistoryExample =
        """{"from":"2025-11-05T15:00:00Z","to":"2025-11-06T15:00:00Z","points":[{"at":"2025-11-06T14:57:30Z","wallAt":"2025-11-06T14:57:30Z","venue":"kraken","state":"green","reason":"every measure is green","p99Milliseconds":31.5,"errorRate":0,"heartbeatSeconds":0.4,"completeness":1,"breaker":"closed","budgetLeft":14,"missed":0,"booksDropped":0}]}""";

    private const string FaultsExample = """{"faults":["tooManyRequests","dropSockets"],"venues":{"kraken":[],"okx":["dropSockets"]}}""";

    public static void MapVenues(this IEndpointRouteBuilder api)
    {
        api.MapGet("/providers", (VenueStatuses venues, MarketView market) => Results.Ok(new ProvidersAnswer(market.Now, market.Source, venues.Now())))
            .Produces<ProvidersAnswer>()
            .WithTags("Venues")
            .Describe("Venues", "Health of the last 60 s, latency, errors, gaps, budget, breaker and books of every venue. Times are wall times. None before the market has started. A node without a market tells what the workers wrote down last and when (storedAt, market time); what was not written down is null.", Example);
        api.MapGet("/providers/history", HistoryAsync)
            .Produces<ProvidersHistory>(StatusCodes.Status200OK, "application/json", "text/csv")
            .ProducesProblems(400)
            .WithTags("Venues")
            .Describe(
                "Venues through time", "What each run of providers.health said of each venue, by venue, oldest first; at is market time, wallAt wall time. JSON, or CSV by Accept: text/csv or format=csv.", HistoryExample,
                new ApiParameter("hours", JsonSchemaType.Integer, "Hours back from now, 1 to 720 (default 24)", "24", "1", "720"),
                new ApiParameter("format", JsonSchemaType.String, "json or csv, for links; programs send Accept", "\"csv\""));
        api.MapGet("/simulation/faults", (FaultSwitches switches) => switches.Exist ? Results.Ok(FaultsAnswer.Of(switches)) : None())
            .Produces<FaultsAnswer>()
            .ProducesProblems(404)
            .WithTags("Venues")
            .Describe("Faults of the loopback venues", "What can go wrong on demand, and what stands by venue. 404 at a live market.", FaultsExample);
        api.MapPost("/simulation/faults", SwitchAsync).FromHereOnly().RequireAuthorization(Policies.Administer)
            .Produces<FaultsAnswer>()
            .ProducesProblems(400, 403, 404, 413, 415)
            .Accepts<FaultOrder>("application/json")
            .WithTags("Venues")
            .Describe("Switches a fault", "Of a simulated or replayed market, from this machine only. Without a fault the venue behaves again.", FaultsExample);
    }

    private static async Task<IResult> HistoryAsync(HttpRequest request, IVenueHistoryStore history, MarketView market, CancellationToken cancellationToken)
    {
        var bad = new List<BadParameter>();
        var hours = Read.Whole(request, "hours", 1, 720, 24, bad);
        var format = AnswerFormat.Of(request);
        if (format is null) bad.Add(new BadParameter("format", request.Query["format"].ToString(), "json or csv"));
        if (bad.Count > 0) return ApiProblem.Bad(bad);

        var to = market.Now;
        var points = await history.ReadAsync(to.AddHours(-hours), to, cancellationToken);
        return format == AnswerFormat.Csv ? Results.Bytes(VenueHistoryCsv.Encode(points), "text/csv; charset=utf-8") : Results.Ok(new ProvidersHistory(to.AddHours(-hours), to, points));
    }

    private static async Task<IResult> SwitchAsync(HttpContext context, FaultSwitches switches, CancellationToken cancellationToken)
    {
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address)) return ApiProblem.Forbidden("Faults are switched on the machine itself", "Ask from 127.0.0.1.");
        if (!switches.Exist) return None();

        var (order, problem) = await Body.ReadAsync<FaultOrder>(context.Request, cancellationToken);
        if (problem is not null) return problem;
        var venue = order!.Venue ?? "";
        if (order.Fault is null) return switches.Clear(venue) ? Results.Ok(FaultsAnswer.Of(switches)) : Bad("venue", venue, switches.Venues);
        if (Named(order.Fault, Enum.GetValues<VenueFault>()) is null) return Bad("fault", order.Fault, Names(Enum.GetValues<VenueFault>()));
        if (switches.Offered(venue) is not { Count: > 0 } offered) return Bad("venue", venue, switches.Venues);
        if (Named(order.Fault, offered) is not { } fault) return Bad("fault", order.Fault, Names(offered));
        switches.Switch(venue, fault, order.On ?? true);
        return Results.Ok(FaultsAnswer.Of(switches));
    }

    /// <summary>By name alone: a number is no name.</summary>
    private static VenueFault? Named(string name, IReadOnlyList<VenueFault> faults) =>
        faults.Where(f => string.Equals(f.ToString(), name, StringComparison.OrdinalIgnoreCase)).Select(static f => (VenueFault?)f).FirstOrDefault();

    private static IEnumerable<string> Names(IEnumerable<VenueFault> faults) => faults.Select(static f => JsonNamingPolicy.CamelCase.ConvertName(f.ToString()));

    private static IResult Bad(string name, string value, IEnumerable<string> allowed) => ApiProblem.Bad(name, value, string.Join(", ", allowed));

    private static IResult None() => ApiProblem.NotFound("No fault switches", "This market is live or has not started: its venues are not ours.");
}

/// <summary>Venues through time.</summary>
internal sealed record ProvidersHistory(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<VenuePoint> Points);

/// <summary>All venues.</summary>
internal sealed record ProvidersAnswer(DateTimeOffset At, MarketSource Source, IReadOnlyList<VenueStatus> Providers);

/// <summary>Faults that exist, and those that stand.</summary>
internal sealed record FaultsAnswer(IReadOnlyList<VenueFault> Faults, IReadOnlyDictionary<string, IReadOnlyList<VenueFault>> Venues)
{
    public static FaultsAnswer Of(FaultSwitches switches) => new(Enum.GetValues<VenueFault>(), switches.Standing);
}

/// <summary>What is to go wrong.</summary>
internal sealed record FaultOrder(string? Venue, string? Fault = null, bool? On = null);
