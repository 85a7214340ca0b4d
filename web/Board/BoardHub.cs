using System.Runtime.CompilerServices;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Telemetry;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace CryptoRun.Web.Board;

/// <summary>SignalR hub <c>/hubs/board</c>: what <c>GET /api/v1/stream</c> says, in the same order and at the same pace, for clients that speak SignalR's JSON protocol over a web socket.</summary>
/// <param name="live">The board.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="market">Market time.</param>
internal sealed class BoardHub(LiveBoard live, TimeProvider wall, MarketClock market) : Hub
{
    /// <summary>Where it is.</summary>
    public const string Path = "/hubs/board";

    private static readonly object Key = new();

    /// <inheritdoc />
    public override Task OnConnectedAsync()
    {
        Context.Items[Key] = new OneStream();

        // Ended when its reader's rights end (Floods). A web socket that was accepted does not see its request's end by itself.
        var connection = Context;
        connection.GetHttpContext()?.RequestAborted.UnsafeRegister(static c => ((HubCallerContext)c!).Abort(), connection);
        return Task.CompletedTask;
    }

    /// <summary>The stream: <c>{"event", "id", "data"}</c> until the client cancels it. A connection counts as one stream, so it has one.</summary>
    /// <param name="lastVersion">Version that the client has, null for none: it resumes there.</param>
    /// <param name="alerts">How many of the alerts that stand already are sent first, 0 to 50; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HubException">This connection has a stream.</exception>
    public IAsyncEnumerable<HubEvent> Stream(long? lastVersion, int? alerts, CancellationToken cancellationToken)
    {
        var one = (OneStream)Context.Items[Key]!;
        if (!one.TryBegin()) throw new HubException("This connection has a stream already. Cancel it and wait for its completion, or open another connection.");
        var events = new HubEvents();
        return SentAsync(one, events, new StreamViewer(events, wall, market, lastVersion, Math.Clamp(alerts ?? 0, 0, LiveBoard.MostAlerts)), cancellationToken);
    }

    // Asked for the next only when the last has left: what is slow skips versions, as it does on the other stream.
    private async IAsyncEnumerable<HubEvent> SentAsync(OneStream one, HubEvents events, StreamViewer viewer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Measures.StreamCame(1);
        try
        {
            await foreach (var _ in viewer.TurnsAsync(live, cancellationToken))
            {
                while (events.TryTake(out var next)) yield return next;
            }
        }
        finally
        {
            Measures.StreamCame(-1);
            one.End();
        }
    }

    private sealed class OneStream
    {
        private int _begun;

        public bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;

        public void End() => Volatile.Write(ref _begun, 0);
    }
}

/// <summary>Sets the hub up.</summary>
internal static class BoardHubFeature
{
    private const int LongestMessage = 4 * 1024;

    /// <summary>Its services and bounds: a client sends little, and is told no detail of an error.</summary>
    public static void AddBoardHub(this IServiceCollection services) => services.AddSignalR().AddHubOptions<BoardHub>(static o =>
    {
        o.SupportedProtocols = ["json"];
        o.EnableDetailedErrors = false;
        o.MaximumReceiveMessageSize = LongestMessage;
        o.StreamBufferCapacity = 1;
    });

    /// <summary>Web sockets alone: each is one connection that can be counted and ended.</summary>
    public static void MapBoardHub(this IEndpointRouteBuilder app) => app.MapHub<BoardHub>(BoardHub.Path, static o =>
    {
        o.Transports = HttpTransportType.WebSockets;
        o.ApplicationMaxBufferSize = 2 * LongestMessage;
    }).RequireAuthorization(Policies.View);
}
