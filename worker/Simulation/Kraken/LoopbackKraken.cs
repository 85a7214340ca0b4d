using System.Net;
using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>A venue on 127.0.0.1 that speaks Kraken's public REST interface and WebSocket v2 and trades what a tape says. The adapter cannot tell it from the real one but by its address.</summary>
internal sealed class LoopbackKraken : IAsyncDisposable
{
    private readonly IMarketTape _tape;
    private readonly ILogger _logger;
    private readonly TimeProvider _wall;
    private readonly string _webSocketPath;
    private readonly LoopbackFeed _feed;
    private readonly LoopbackRequests _requests;
    private readonly LoopbackRest _rest;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _application;
    private Uri? _address;
    private Task _work = Task.CompletedTask;
    private long _connections = 16_174_536_464_690;

    /// <summary>Builds the venue; it listens from <see cref="StartAsync"/> on.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time, for heartbeats and the pace of prices.</param>
    /// <param name="loggers">Null for silence.</param>
    /// <param name="webSocketPath">Path of the WebSocket.</param>
    public LoopbackKraken(IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null, string webSocketPath = "/v2")
    {
        (_tape, _wall, _webSocketPath) = (tape, wall, webSocketPath);
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<LoopbackKraken>();
        Faults = new LoopbackFaults(() => _feed!.Drop("dropped on demand"));
        _feed = new LoopbackFeed(tape, clock, wall, Faults, _logger);
        _requests = new LoopbackRequests(tape, clock, _feed);
        _rest = new LoopbackRest(tape, clock, Faults, _stopping.Token);
        _application = Build();
    }

    /// <summary>Misbehaviour on demand.</summary>
    public LoopbackFaults Faults { get; }

    /// <summary>Base address of REST, <c>http://127.0.0.1:PORT/</c>; Kraken's paths <c>0/public/...</c> follow it.</summary>
    /// <exception cref="InvalidOperationException">Not started.</exception>
    public Uri RestBaseAddress => _address ?? throw new InvalidOperationException("The loopback venue has no address before it is started.");

    /// <summary>Address of the WebSocket.</summary>
    /// <exception cref="InvalidOperationException">Not started.</exception>
    public Uri WebSocketAddress => new UriBuilder(RestBaseAddress) { Scheme = "ws", Path = _webSocketPath }.Uri;

    /// <summary>Listens and plays.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _application.StartAsync(cancellationToken);
        _address = new Uri(_application.Urls.First());
        _work = Task.WhenAll(_feed.RunAsync(_stopping.Token), _feed.BeatAsync(_stopping.Token));
        _logger.Listening(_tape.Source.ToString(), RestBaseAddress, WebSocketAddress);
    }

    /// <summary>Breaks all connections and stops listening.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _application.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private WebApplication Build()
    {
        // The empty builder reads no settings and no environment: the program's own addresses are not this host's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.UseWebSockets();
        application.Run(context =>
            context.Request.Path == _webSocketPath ? TalkAsync(context)
            : context.Request.Path.StartsWithSegments(LoopbackRest.Prefix.TrimEnd('/'), StringComparison.Ordinal) ? _rest.AnswerAsync(context)
            : NotFoundAsync(context));
        return application;
    }

    private async Task TalkAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        var id = Interlocked.Increment(ref _connections);
        using var socket = new LoopbackSocket(id, webSocket, _wall, _logger);
        socket.Post(LoopbackFrames.Status(id));
        _feed.Join(socket);
        try
        {
            await socket.RunAsync(message => _requests.Handle(socket, message), _stopping.Token);
        }
        finally
        {
            _feed.Leave(socket);
        }
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
