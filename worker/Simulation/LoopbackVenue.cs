using System.Globalization;
using System.Net;
using CryptoRun.Worker.Markets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Simulation;

/// <summary>A venue on 127.0.0.1 that speaks one venue's public protocol and shows what a tape says. The adapter cannot tell it from the real one but by its address.</summary>
internal abstract class LoopbackVenue : IAsyncDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

    private readonly FaultyTape _tape;
    private readonly TimeProvider _wall;
    private readonly string? _webSocketPath;
    private readonly LoopbackFeed? _feed;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _application;
    private Uri? _address;
    private Task _work = Task.CompletedTask;
    private long _connections = 16_174_536_464_690;

    /// <summary>Builds the venue; it listens from <see cref="StartAsync"/> on.</summary>
    /// <param name="name">The adapter's name of the venue.</param>
    /// <param name="tape">The market.</param>
    /// <param name="clock">Market time.</param>
    /// <param name="wall">Wall time, for heartbeats and the pace of prices.</param>
    /// <param name="loggers">Null for silence.</param>
    /// <param name="voice">How it speaks on its stream; null for a venue without one.</param>
    /// <param name="webSocketPath">Path of the WebSocket.</param>
    protected LoopbackVenue(
        string name, IMarketTape tape, MarketClock clock, TimeProvider wall, ILoggerFactory? loggers = null, Func<VenueFaults, ILoopbackVoice>? voice = null, string? webSocketPath = null)
    {
        (Name, Clock, _wall, _webSocketPath) = (name, clock, wall, webSocketPath);
        Logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger(GetType());
        Faults = new VenueFaults(() => _feed?.Drop("dropped on demand"));
        _tape = new FaultyTape(tape, Faults);
        if (voice is not null) _feed = new LoopbackFeed(_tape, voice(Faults), clock, wall, Faults, Logger);
        _application = Build();
    }

    /// <summary>The adapter's name of the venue, <c>kraken</c>.</summary>
    public string Name { get; }

    /// <summary>Misbehaviour on demand.</summary>
    public VenueFaults Faults { get; }

    /// <summary>Faults that show at this venue: those of REST at every one, those of the stream where there is one.</summary>
    public virtual IReadOnlyList<VenueFault> CanShow =>
        _feed is null
            ? [.. VenueFaults.OfRest, VenueFault.WrongDecimals, VenueFault.ClockSkew]
            : [.. Enum.GetValues<VenueFault>().Where(static f => f != VenueFault.CorruptChecksums)];

    /// <summary>Base address of REST, <c>http://127.0.0.1:PORT/</c>.</summary>
    /// <exception cref="InvalidOperationException">Not started.</exception>
    public Uri RestBaseAddress => _address ?? throw new InvalidOperationException("The loopback venue has no address before it is started.");

    /// <summary>Address of the WebSocket.</summary>
    /// <exception cref="InvalidOperationException">Not started, or the venue has none.</exception>
    public Uri WebSocketAddress => _webSocketPath is { } path ? new UriBuilder(RestBaseAddress) { Scheme = "ws", Path = path }.Uri : throw new InvalidOperationException($"{Name} has no WebSocket.");

    /// <summary>The market as this venue shows it, its faults included.</summary>
    protected IMarketTape Tape => _tape;

    /// <summary>Market time.</summary>
    protected MarketClock Clock { get; }

    /// <summary>What is sent to the connections; only at a venue with a stream.</summary>
    protected LoopbackFeed Feed => _feed!;

    /// <summary>Log.</summary>
    protected ILogger Logger { get; }

    /// <summary>Listens and plays.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _application.StartAsync(cancellationToken);
        _address = new Uri(_application.Urls.First());
        if (_feed is not null) _work = Task.WhenAll(_feed.RunAsync(_stopping.Token), _feed.BeatAsync(_stopping.Token));
        Logger.Listening(Name, _tape.Source.ToString(), RestBaseAddress);
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

    /// <summary>Answers a REST call.</summary>
    protected abstract LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now);

    /// <summary>The venue's own way to say that it was asked too often.</summary>
    protected abstract LoopbackAnswer TooOften(DateTimeOffset now);

    /// <summary>What a connection is greeted with; null for nothing.</summary>
    protected virtual byte[]? Greeting(long connection) => null;

    /// <summary>Takes a message of a connection.</summary>
    protected virtual void Handle(LoopbackSocket socket, ReadOnlyMemory<byte> message)
    {
    }

    private static async Task WriteAsync(HttpContext context, LoopbackAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private WebApplication Build()
    {
        // The empty builder reads no settings and no environment: the program's own addresses are not this host's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.UseWebSockets();
        application.Run(context => context.Request.Path == _webSocketPath ? TalkAsync(context) : AnswerAsync(context));
        return application;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        switch (Faults.NextRest())
        {
            case { Kind: VenueFault.TooManyRequests, RetryAfter: var pause }:
                context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await WriteAsync(context, new LoopbackAnswer(StatusCodes.Status429TooManyRequests, "Too Many Requests"u8.ToArray(), "text/plain"));
                break;
            case { Kind: VenueFault.LimitCode }:
                await WriteAsync(context, TooOften(Clock.GetUtcNow()));
                break;
            case { Kind: VenueFault.ServerError }:
                await WriteAsync(context, new LoopbackAnswer(StatusCodes.Status500InternalServerError, "<html><body>Internal Server Error</body></html>"u8.ToArray(), "text/html"));
                break;
            case { Kind: VenueFault.WrongJson }:
                var whole = Answer(context.Request, Clock.GetUtcNow());
                await WriteAsync(context, whole with { Body = whole.Body[..(whole.Body.Length / 2)] });
                break;
            case { Kind: VenueFault.Hang }:
                await PauseAsync(context, Timeout.InfiniteTimeSpan);
                context.Abort();
                break;
            case { Kind: VenueFault.Slow }:
                await PauseAsync(context, Late);
                await WriteAsync(context, Answer(context.Request, Clock.GetUtcNow()));
                break;
            default:
                await WriteAsync(context, Answer(context.Request, Clock.GetUtcNow()));
                break;
        }
    }

    private async Task PauseAsync(HttpContext context, TimeSpan pause)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        await Task.Delay(pause, _wall, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TalkAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || Faults.Has(VenueFault.DropSockets))
        {
            context.Response.StatusCode = Faults.Has(VenueFault.DropSockets) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        var id = Interlocked.Increment(ref _connections);
        using var socket = new LoopbackSocket(id, webSocket, _wall, Logger) { IsMute = Faults.Has(VenueFault.Silence) };
        if (Greeting(id) is { } greeting) socket.Post(greeting);
        Feed.Join(socket);
        try
        {
            await socket.RunAsync(message => Handle(socket, message), _stopping.Token);
        }
        finally
        {
            Feed.Leave(socket);
        }
    }
}

/// <summary>A REST answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body.</param>
/// <param name="ContentType">Its type.</param>
internal sealed record LoopbackAnswer(int Status, byte[] Body, string ContentType = "application/json; charset=utf-8");
