using System.Net;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Web.Venues;

/// <summary><c>/api/v1/providers</c>: how the venues do; <c>/api/v1/simulation/faults</c>: what our own loopback venues do wrong on demand.</summary>
internal static class VenuesEndpoints
{
    private const string Example =
        """{"at":"2025-11-06T15:00:48Z","source":"Simulated","providers":[{"report":{"at":"2025-11-06T15:00:48Z","venue":"kraken","health":{"at":"2025-11-06T15:00:48Z","venue":"kraken","state":"green","measures":[{"name":"heartbeat","value":0.4,"unit":"s","state":"green","reason":"heartbeat 0.4 s ago"}],"reason":"every measure is green"},"p50Milliseconds":3.1,"link":{"isUp":true,"since":"2025-11-06T14:58:00Z","reason":null},"totals":{"calls":62,"errors":0,"messages":4711,"missed":0,"connections":1,"losses":0,"booksDropped":0},"budgetLeft":1,"breaker":"closed","anomalies":{}},"role":"scanned","books":60,"booksTrusted":60,"faults":[]}]}""";

    private const string FaultsExample = """{"faults":["tooManyRequests","dropSockets"],"venues":{"kraken":[],"okx":["dropSockets"]}}""";

    public static void MapVenues(this IEndpointRouteBuilder api)
    {
        api.MapGet("/providers", (VenueStatuses venues, MarketView market) => Results.Ok(new ProvidersAnswer(market.Now, market.Source, venues.Now())))
            .Produces<ProvidersAnswer>()
            .WithTags("Venues")
            .Describe("Venues", "Health of the last 60 s, latency, errors, gaps, budget, breaker and books of every venue. Times are wall times. None before the market has started.", Example);
        api.MapGet("/simulation/faults", (FaultSwitches switches) => switches.Exist ? Results.Ok(FaultsAnswer.Of(switches)) : None())
            .Produces<FaultsAnswer>()
            .ProducesProblems(404)
            .WithTags("Venues")
            .Describe("Faults of the loopback venues", "What can go wrong on demand, and what stands by venue. 404 at a live market.", FaultsExample);
        api.MapPost("/simulation/faults", Switch)
            .Produces<FaultsAnswer>()
            .ProducesProblems(400, 403, 404, 415)
            .WithTags("Venues")
            .Describe("Switches a fault", "Of a simulated or replayed market, from this machine only. Without a fault the venue behaves again.", FaultsExample);
    }

    private static IResult Switch(HttpContext context, FaultOrder order, FaultSwitches switches)
    {
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address)) return ApiProblem.Forbidden("Faults are switched on the machine itself", "Ask from 127.0.0.1.");
        if (!switches.Exist) return None();

        var venue = order.Venue ?? "";
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

/// <summary>All venues.</summary>
internal sealed record ProvidersAnswer(DateTimeOffset At, MarketSource Source, IReadOnlyList<VenueStatus> Providers);

/// <summary>Faults that exist, and those that stand.</summary>
internal sealed record FaultsAnswer(IReadOnlyList<VenueFault> Faults, IReadOnlyDictionary<string, IReadOnlyList<VenueFault>> Venues)
{
    public static FaultsAnswer Of(FaultSwitches switches) => new(Enum.GetValues<VenueFault>(), switches.Standing);
}

/// <summary>What is to go wrong.</summary>
internal sealed record FaultOrder(string? Venue, string? Fault = null, bool? On = null);
