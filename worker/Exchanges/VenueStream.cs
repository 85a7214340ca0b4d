using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// A venue's WebSocket: a silent or broken one is given up and opened anew with backoff, and everything is subscribed again. What is said on it is the matter of the venue's
/// <see cref="IStreamSession"/>.
/// </summary>
/// <param name="endpoints">Address and limits.</param>
/// <param name="monitor">Counts what the venue does.</param>
/// <param name="market">Market time: stamps.</param>
/// <param name="wall">Wall time: watchdog and backoff.</param>
/// <param name="logger">Log.</param>
internal abstract class VenueStream(StreamEndpoints endpoints, VenueMonitor monitor, MarketClock market, TimeProvider wall, ILogger logger) : IMarketDataStream
{
    /// <inheritdoc />
    public string Venue => Monitor.Venue;

    /// <inheritdoc />
    public abstract bool HasBooks { get; }

    /// <inheritdoc />
    public async IAsyncEnumerable<MarketEvent> ReadAsync(IReadOnlyList<string> symbols, StreamChannels channels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new MarketEventBuffer(endpoints.EventCapacity);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(new Wanted(symbols, channels), buffer, stop.Token);
        try
        {
            await foreach (var marketEvent in buffer.ReadAsync(cancellationToken)) yield return marketEvent;
        }
        finally
        {
            await stop.CancelAsync();
            await pump;
        }
    }

    /// <summary>Counts what the venue does.</summary>
    protected VenueMonitor Monitor => monitor;

    /// <summary>Market time.</summary>
    protected MarketClock Market => market;

    /// <summary>Wall time.</summary>
    protected TimeProvider Wall => wall;

    /// <summary>Log.</summary>
    protected ILogger Logger => logger;

    /// <summary>The protocol of a new connection.</summary>
    /// <param name="wanted">Symbols and channels.</param>
    /// <param name="send">Sends a text message.</param>
    protected abstract IStreamSession Open(Wanted wanted, Func<ReadOnlyMemory<byte>, CancellationToken, Task> send);

    private async Task PumpAsync(Wanted wanted, MarketEventBuffer buffer, CancellationToken cancellationToken)
    {
        var (connections, failures) = (0, 0);
        Exception? error = null;
        try
        {
            while (true)
            {
                var before = connections;
                var reason = await ConnectAsync(wanted, buffer, () => ++connections, cancellationToken);
                failures = connections > before ? 1 : failures + 1;
                monitor.Lost(reason);
                await buffer.WriteAsync(new StreamLost(market.GetUtcNow(), reason), cancellationToken);
                var delay = Backoff.FullJitter(failures, endpoints.ReconnectDelay, endpoints.LongestReconnectDelay);
                logger.Lost(Venue, reason, delay.TotalSeconds);
                await Task.Delay(delay, wall, cancellationToken);
            }
        }
        catch (OperationCanceledException e)
        {
            error = e;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A defect of ours: the reader gets it.
            error = e;
        }
        finally
        {
            monitor.Lost("not read any more.");
            buffer.Complete(error);
        }
    }

    /// <summary>One connection from its opening to its end. Returns why it ended; only cancellation is thrown.</summary>
    private async Task<string> ConnectAsync(Wanted wanted, MarketEventBuffer buffer, Func<int> connected, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(endpoints.ConnectTimeout, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        using var socket = new ClientWebSocket();
        var session = Open(wanted, (text, token) => socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, token).AsTask());
        var open = false;
        try
        {
            await socket.ConnectAsync(endpoints.WebSocketAddress, either.Token);
            open = true;
            silence.CancelAfter(endpoints.HeartbeatTimeout);
            await session.SubscribeAsync(either.Token);
            return await ReceiveAsync(socket, session, silence, wanted.Symbols.Count, buffer, connected, either.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return open ? $"silent for {endpoints.HeartbeatTimeout.TotalSeconds:0.#} s." : $"no connection within {endpoints.ConnectTimeout.TotalSeconds:0.#} s.";
        }
        catch (WebSocketException e)
        {
            return $"{e.WebSocketErrorCode}: {e.Message}";
        }
        finally
        {
            session.Lose(market.GetUtcNow());
        }
    }

    private async Task<string> ReceiveAsync(
        ClientWebSocket socket, IStreamSession session, CancellationTokenSource silence, int wanted, MarketEventBuffer buffer, Func<int> connected, CancellationToken cancellationToken)
    {
        var reader = new FrameReader(socket, endpoints.MaxFrameBytes);
        List<MarketEvent> events = [];
        var announced = false;
        while (true)
        {
            var frame = await NextAsync(reader, session, cancellationToken);
            silence.CancelAfter(endpoints.HeartbeatTimeout);
            var now = market.GetUtcNow();
            if (frame.Kind == FrameKind.Closed) return $"closed by the venue ({socket.CloseStatus} {socket.CloseStatusDescription}).";
            if (frame.Kind == FrameKind.Oversized)
            {
                logger.FrameOversized(Venue, endpoints.MaxFrameBytes);
                monitor.Missed();
                session.Break(now);
                continue;
            }

            events.Clear();
            var meaning = session.Take(frame.Bytes.Span, now, events);
            if (meaning == FrameMeaning.Unusable)
            {
                monitor.Missed();
                session.Break(now);
            }
            else
            {
                monitor.Received();
            }

            if (!announced && meaning == FrameMeaning.Open)
            {
                announced = true;
                var connection = connected();
                monitor.Connected();
                logger.Connected(Venue, connection, wanted);
                await buffer.WriteAsync(new StreamConnected(now, connection), cancellationToken);
            }

            foreach (var marketEvent in events) await buffer.WriteAsync(marketEvent, cancellationToken);
            await session.TendAsync(isIdle: false, cancellationToken);
        }
    }

    /// <summary>The next message; in its absence the session is given its turns.</summary>
    private async ValueTask<Frame> NextAsync(FrameReader reader, IStreamSession session, CancellationToken cancellationToken)
    {
        var next = reader.ReadAsync(cancellationToken);
        if (endpoints.PingEvery is not { } interval || next.IsCompleted) return await next;

        var frame = next.AsTask();
        while (true)
        {
            try
            {
                return await frame.WaitAsync(interval, wall, cancellationToken);
            }
            catch (TimeoutException)
            {
                await session.TendAsync(isIdle: true, cancellationToken);
            }
        }
    }
}

/// <summary>What a connection is opened for.</summary>
/// <param name="Symbols">Canonical symbols.</param>
/// <param name="Channels">Channels.</param>
internal sealed record Wanted(IReadOnlyList<string> Symbols, StreamChannels Channels);
