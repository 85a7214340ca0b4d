using CryptoRun.Web.Board;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Telemetry;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CryptoRun.Web.Security;

/// <summary>Bounds what stays open, and ends it when the rights of whoever opened it end.</summary>
internal static class Floods
{
    private const string Stream = "/api/v1/stream";
    private const string Hub = "/_blazor";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddFloodLimits(this IServiceCollection services)
    {
        services.AddSingleton(static p => ConnectionLimits.Read(p.GetRequiredService<IConfiguration>()));
        services.AddSingleton<OpenConnections>();
        services.AddScoped<CircuitHandler, CountedCircuit>();
        services.Configure<KestrelServerOptions>(Set);
        return services;
    }

    /// <summary>What the server itself bounds: slow heads of requests, long bodies, connections that say nothing. Slow bodies and slow readers it ends by its own rate, 240 bytes a second after 5 s.</summary>
    public static void Set(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        server.Limits.MaxRequestBodySize = 256 * 1024;
        server.Limits.MaxRequestLineSize = 8 * 1024;
        server.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        server.Limits.MaxConcurrentConnections = 50_000;
    }

    public static void UseFloodLimits(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<ConnectionLimits>(); // read, so that a wrong value is told at the start
        app.UseWhen(static c => KindOf(c.Request) is not null, static b => b.Use(HoldAsync));
    }

    private static async Task HoldAsync(HttpContext context, RequestDelegate next)
    {
        var kind = KindOf(context.Request)!.Value;
        var reader = OpenConnections.ReaderOf(context);
        var connections = context.RequestServices.GetRequiredService<OpenConnections>();
        var limits = context.RequestServices.GetRequiredService<ConnectionLimits>();

        // Pages that are kept for a return count too: else whoever opens and drops them fills the memory.
        if (kind == ConnectionKind.Socket && connections.Of(ConnectionKind.Circuit, reader) >= limits.CircuitsPerReader * 2L)
        {
            await RefuseAsync(context, kind, new ConnectionPlace(null, "reader", limits.CircuitsPerReader));
            return;
        }

        if (IsNegotiation(context.Request))
        {
            await next(context);
            return;
        }

        var place = connections.Enter(kind, reader);
        if (place.Lease is not { } lease)
        {
            await RefuseAsync(context, kind, place);
            return;
        }

        // A negotiation only learns whether there is a place; the web socket after it takes one.
        using (lease)
        {
            OpenConnections.Reader = reader;
            if (kind == ConnectionKind.Socket) Measures.SocketCame(1);
            try
            {
                await FollowedAsync(context, kind, next);
            }
            finally
            {
                if (kind == ConnectionKind.Socket) Measures.SocketCame(-1);
            }
        }
    }

    private static async Task FollowedAsync(HttpContext context, ConnectionKind kind, RequestDelegate next)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var looks = 0;
        using var followed = context.RequestServices.GetRequiredService<ReaderWatch>().Follow(context.User, () =>
        {
            // A stream just ends, a hub ends its connection (BoardHub). A page is told over its connection to go where the server sends it (Routes.razor); what has not gone by the next look is cut.
            if (kind == ConnectionKind.Stream) ended.Cancel();
            else if (++looks > 1) context.Abort();
        });
        if (kind == ConnectionKind.Stream) context.RequestAborted = ended.Token;
        await next(context);
    }

    private static async Task RefuseAsync(HttpContext context, ConnectionKind kind, ConnectionPlace place)
    {
        var (what, isReader) = (kind == ConnectionKind.Stream ? "event streams" : "open pages", place.Reached == "reader");
        Measures.ConnectionRefused(kind == ConnectionKind.Stream ? "stream" : "circuit", place.Reached!);
        context.Response.Headers.RetryAfter = $"{(int)Again.TotalSeconds}";
        await Results.Problem(
            statusCode: isReader ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable,
            title: isReader ? $"Too many {what}" : $"No room for more {what}",
            detail: isReader ? $"One reader may have {place.Most} {what} here. Close some, or ask again in {Again.TotalSeconds} s." : $"This node holds {place.Most} {what}, as many as it may. Ask again in {Again.TotalSeconds} s.").ExecuteAsync(context);
    }

    // Without a web socket a page asks again and again, and each question stays open.
    private static ConnectionKind? KindOf(HttpRequest request)
    {
        if (request.Path.Equals(Stream, StringComparison.OrdinalIgnoreCase) || IsHub(request)) return ConnectionKind.Stream;
        return (request.Path.Equals(Hub, StringComparison.OrdinalIgnoreCase) && !HttpMethods.IsPost(request.Method)) || IsNegotiation(request) ? ConnectionKind.Socket : null;
    }

    private static bool IsHub(HttpRequest request) => request.Path.StartsWithSegments(BoardHub.Path, StringComparison.OrdinalIgnoreCase);

    private static bool IsNegotiation(HttpRequest request) => request.Path.Equals($"{Hub}/negotiate", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Counts a circuit for its reader and in the measures, from its beginning until it is kept no more.</summary>
/// <param name="connections">What is open.</param>
internal sealed class CountedCircuit(OpenConnections connections) : CircuitHandler
{
    private IDisposable? _place;

    /// <inheritdoc />
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _place = connections.Enter(ConnectionKind.Circuit, OpenConnections.Reader).Lease;
        Measures.CircuitCame(1);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _place?.Dispose();
        Measures.CircuitCame(-1);
        return Task.CompletedTask;
    }
}
