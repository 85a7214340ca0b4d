using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Simulation;

/// <summary>One client of the WebSocket: what it subscribed to and the frames that wait for it. A client that lets <see cref="MostWaiting"/> frames pile up is disconnected.</summary>
/// <param name="id">Connection number.</param>
/// <param name="socket">The accepted socket.</param>
/// <param name="wall">The wall clock: heartbeats are about the connection, not about the market.</param>
/// <param name="logger">Log.</param>
internal sealed class LoopbackSocket(long id, WebSocket socket, TimeProvider wall, ILogger logger) : IDisposable
{
    /// <summary>Frames that may wait.</summary>
    public const int MostWaiting = 2048;

    private const int LongestMessage = 1 << 20;

    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly CancellationTokenSource _end = new();
    private long _lastPost = wall.GetTimestamp();
    private readonly Dictionary<string, int>[] _subscribed = [.. Enum.GetValues<LoopbackChannel>().Select(static _ => new Dictionary<string, int>(StringComparer.Ordinal))];
    private string _reason = "closed by the client";

    /// <summary>Its subscriptions of a channel: canonical symbols, with the depth of books. Guarded by the feed.</summary>
    public Dictionary<string, int> Subscribed(LoopbackChannel channel) => _subscribed[(int)channel];

    /// <summary>Whether it is told of new pairs. Guarded by the feed.</summary>
    public bool HearsListings { get; set; }

    /// <summary>Sends nothing, whatever is posted: on demand.</summary>
    public bool IsMute { get; set; }

    /// <summary>Wall time since the last frame for it.</summary>
    public TimeSpan Idle => wall.GetElapsedTime(Volatile.Read(ref _lastPost));

    /// <summary>Queues a frame; a full queue ends the connection.</summary>
    public void Post(byte[] frame)
    {
        Volatile.Write(ref _lastPost, wall.GetTimestamp());
        if (IsMute || _outgoing.Writer.TryWrite(frame) || _end.IsCancellationRequested) return;

        logger.SocketTooSlow(id, MostWaiting);
        End("too slow");
    }

    /// <summary>Breaks the connection without a closing handshake.</summary>
    public void End(string reason)
    {
        _reason = reason;
        _end.Cancel();
    }

    /// <inheritdoc />
    public void Dispose() => _end.Dispose();

    /// <summary>Sends and receives until either side ends.</summary>
    /// <param name="handle">Takes a message of the client.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    public async Task RunAsync(Action<ReadOnlyMemory<byte>> handle, CancellationToken cancellationToken)
    {
        logger.SocketOpened(id);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
        var send = SendAsync(end.Token);
        try
        {
            await ReceiveAsync(handle, end.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, end.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The connection is over, whichever side ended it.
            socket.Abort();
        }

        await _end.CancelAsync();
        await send;
        logger.SocketClosed(id, _reason);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var frame in _outgoing.Reader.ReadAllAsync(cancellationToken))
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            socket.Abort();
        }
    }

    private async Task ReceiveAsync(Action<ReadOnlyMemory<byte>> handle, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.GetMemory(4096), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return;

            buffer.Advance(received.Count);
            if (buffer.WrittenCount > LongestMessage) throw new WebSocketException(WebSocketError.HeaderError);
            if (!received.EndOfMessage) continue;

            handle(buffer.WrittenMemory);
            buffer.ResetWrittenCount();
        }
    }
}

/// <summary>Channels of a stream.</summary>
internal enum LoopbackChannel
{
    /// <summary>Prices.</summary>
    Ticker,

    /// <summary>Hourly candles.</summary>
    Candles,

    /// <summary>Order books.</summary>
    Book,

    /// <summary>Trades.</summary>
    Trades,

    /// <summary>Signs of life by pair, where a venue has that.</summary>
    Heartbeat,
}
