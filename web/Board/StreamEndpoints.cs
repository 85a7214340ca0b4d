using System.Globalization;
using CryptoRun.Web.Api;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Board;

/// <summary>
/// <c>GET /api/v1/stream</c>: server-sent events. A viewer gets the newest state at most once a second and skips what it was too slow for: its own question "newer than this?"
/// is asked again only when its last answer has left. The bytes are the board's own; nothing is encoded per viewer.
/// </summary>
internal static class StreamEndpoints
{
    /// <summary>Longest silence.</summary>
    public static readonly TimeSpan Heartbeat = LiveBoard.Beat;

    public static void MapStream(this IEndpointRouteBuilder api) => api.MapGet("/stream", StreamAsync)
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
        .WithTags("Board")
        .Describe(
            "The board as it changes (server-sent events)",
            "Events: snapshot (a candidates document) on connect and whenever a delta would not fit, delta ({version, from, upserts, removed}; contributions, gates and sparkline are absent from an upsert where they are what they were at version from), progress, regime on change, alert, heartbeat ({now}, market time) on connect and every 15 s. id is the version; Last-Event-ID resumes. The SignalR hub /hubs/board (JSON protocol, web sockets) says the same: its method Stream(lastVersion, alerts), either of which may be null, streams {event, id, data}.",
            "{}",
            new ApiParameter("lastEventId", JsonSchemaType.Integer, "Instead of the header Last-Event-ID", "812", "0"),
            new ApiParameter("alerts", JsonSchemaType.Integer, "How many of the alerts that stand already are sent on connect, 0 to 50 (default 0)", "3", "0", "50"));

    private static async Task StreamAsync(HttpContext context, LiveBoard live, TimeProvider wall, MarketClock market, IHostApplicationLifetime lifetime)
    {
        var headers = context.Response.Headers;
        headers.ContentType = "text/event-stream";
        headers.CacheControl = "no-cache";
        headers["X-Accel-Buffering"] = "no";
        headers.Vary = "Accept-Encoding";
        var deflated = TakesGzip(context.Request);
        if (deflated) headers.ContentEncoding = "gzip";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var events = new EventWriter(context.Response.BodyWriter, deflated);
        var viewer = new StreamViewer(events, wall, market, LastVersion(context.Request), Alerts(context.Request));
        Measures.StreamCame(1);
        try
        {
            await events.SendAsync(viewer.TurnsAsync(live, stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The viewer went away, or the server does.
        }
        finally
        {
            Measures.StreamCame(-1);
        }
    }

    private static bool TakesGzip(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding.Any(static e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is not 0);

    private static int Alerts(HttpRequest request) =>
        int.TryParse(request.Query["alerts"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, LiveBoard.MostAlerts) : 0;

    private static long? LastVersion(HttpRequest request)
    {
        var text = request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : request.Query["lastEventId"].ToString();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
