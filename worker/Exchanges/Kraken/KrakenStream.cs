using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>
/// Kraken's WebSocket v2: instrument, ticker and hourly ohlc. A silent or broken socket is given up and opened anew with backoff, and everything is subscribed again.
/// </summary>
/// <param name="endpoints">Address and limits.</param>
/// <param name="symbols">The names, shared with the client.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: watchdog and backoff.</param>
/// <param name="logger">Log.</param>
internal sealed class KrakenStream(KrakenEndpoints endpoints, KrakenSymbols symbols, MarketClock market, TimeProvider wall, ILogger<KrakenStream> logger) : IMarketDataStream
{
    private readonly KrakenParser _parser = new(symbols, new WireAnomalies(KrakenParser.Venue, logger));

    /// <inheritdoc />
    public string Venue => KrakenParser.Venue;

    /// <inheritdoc />
    public async IAsyncEnumerable<MarketEvent> ReadAsync(IReadOnlyList<string> symbols, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new MarketEventBuffer(endpoints.EventCapacity);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(symbols, buffer, stop.Token);
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

    private async Task PumpAsync(IReadOnlyList<string> wanted, MarketEventBuffer buffer, CancellationToken cancellationToken)
    {
        var (connections, failures) = (0, 0);
        Exception? error = null;
        try
        {
            while (true)
            {
                var before = connections;
                var reason = await SessionAsync(wanted, buffer, () => ++connections, cancellationToken);
                failures = connections > before ? 1 : failures + 1;
                await buffer.WriteAsync(new StreamLost(market.GetUtcNow(), reason), cancellationToken);
                var delay = Backoff.FullJitter(failures, endpoints.ReconnectDelay, endpoints.LongestReconnectDelay);
                logger.Lost(reason, delay.TotalSeconds);
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
            buffer.Complete(error);
        }
    }

    /// <summary>One connection from its opening to its end. Returns why it ended; only cancellation is thrown.</summary>
    private async Task<string> SessionAsync(IReadOnlyList<string> wanted, MarketEventBuffer buffer, Func<int> connected, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(endpoints.ConnectTimeout, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        using var socket = new ClientWebSocket();
        var open = false;
        try
        {
            await socket.ConnectAsync(endpoints.WebSocketAddress, either.Token);
            open = true;
            silence.CancelAfter(endpoints.HeartbeatTimeout);
            await SubscribeAsync(socket, wanted, either.Token);
            return await ReceiveAsync(socket, silence, wanted.Count, buffer, connected, either.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return open ? $"silent for {endpoints.HeartbeatTimeout.TotalSeconds:0.#} s." : $"no connection within {endpoints.ConnectTimeout.TotalSeconds:0.#} s.";
        }
        catch (WebSocketException e)
        {
            return $"{e.WebSocketErrorCode}: {e.Message}";
        }
    }

    private async Task SubscribeAsync(ClientWebSocket socket, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var requests = 0;
        await SendAsync(new KrakenSubscription("instrument"));
        foreach (var batch in wanted.Select(KrakenSymbols.ToWebSocket).Chunk(endpoints.SymbolsPerSubscription))
        {
            await SendAsync(new KrakenSubscription("ticker", batch));
            await SendAsync(new KrakenSubscription("ohlc", batch, Interval: 60));
        }

        async Task SendAsync(KrakenSubscription subscription)
        {
            var request = JsonSerializer.SerializeToUtf8Bytes(new KrakenRequest("subscribe", subscription, ++requests), KrakenJson.Default.KrakenRequest);
            await socket.SendAsync(request.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
    }

    private async Task<string> ReceiveAsync(
        ClientWebSocket socket, CancellationTokenSource silence, int wanted, MarketEventBuffer buffer, Func<int> connected, CancellationToken cancellationToken)
    {
        var reader = new FrameReader(socket, endpoints.MaxFrameBytes);
        var frames = new KrakenFrames(symbols, _parser);
        List<MarketEvent> events = [];
        var announced = false;
        while (true)
        {
            var frame = await reader.ReadAsync(cancellationToken);
            silence.CancelAfter(endpoints.HeartbeatTimeout);
            if (frame.Kind == FrameKind.Closed) return $"closed by the venue ({socket.CloseStatus} {socket.CloseStatusDescription}).";
            if (frame.Kind == FrameKind.Oversized)
            {
                _parser.Skip("oversized frame", $"over {endpoints.MaxFrameBytes} bytes");
                continue;
            }

            var now = market.GetUtcNow();
            events.Clear();
            var message = frames.Read(frame.Bytes.Span, now, events);
            Log(message);
            if (!announced && message.Kind is KrakenMessageKind.Subscribed or KrakenMessageKind.Data)
            {
                announced = true;
                var connection = connected();
                logger.Connected(connection, wanted);
                await buffer.WriteAsync(new StreamConnected(now, connection), cancellationToken);
            }

            foreach (var marketEvent in events) await buffer.WriteAsync(marketEvent, cancellationToken);
        }
    }

    private void Log(KrakenMessage message)
    {
        if (message.Kind == KrakenMessageKind.Rejected) logger.SubscriptionRejected(message.Symbol ?? "?", message.Channel ?? "?", message.Text ?? "");
        else if (message.Kind == KrakenMessageKind.Subscribed) logger.Subscribed(message.Symbol ?? "all", message.Channel ?? "?");
        else if (message.Kind == KrakenMessageKind.Status) logger.SystemState(message.Text ?? "unknown");
    }
}
