using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>
/// Kraken's WebSocket v2: instrument, ticker, hourly ohlc and book. A silent or broken socket is given up and opened anew with backoff, and everything is subscribed again;
/// a book that fails Kraken's checksum is subscribed again alone.
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
    public bool HasBooks => endpoints.BookDepth > 0;

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
        var books = new KrakenBooks(endpoints.BookDepth, _parser, wall);
        var open = false;
        try
        {
            await socket.ConnectAsync(endpoints.WebSocketAddress, either.Token);
            open = true;
            silence.CancelAfter(endpoints.HeartbeatTimeout);
            var requests = new KrakenRequests(socket, endpoints);
            await requests.SubscribeAsync(wanted, either.Token);
            return await ReceiveAsync(socket, silence, wanted.Count, buffer, connected, requests, books, either.Token);
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
            books.Lose(market.GetUtcNow());
        }
    }

    private async Task<string> ReceiveAsync(
        ClientWebSocket socket,
        CancellationTokenSource silence,
        int wanted,
        MarketEventBuffer buffer,
        Func<int> connected,
        KrakenRequests requests,
        KrakenBooks books,
        CancellationToken cancellationToken)
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
                books.Break(market.GetUtcNow());
                continue;
            }

            var now = market.GetUtcNow();
            events.Clear();
            var message = frames.Read(frame.Bytes.Span, now, events);
            if (message.Kind == KrakenMessageKind.Unusable) books.Break(now);
            Log(message);
            if (!announced && message.Kind is KrakenMessageKind.Subscribed or KrakenMessageKind.Data)
            {
                announced = true;
                var connection = connected();
                logger.Connected(connection, wanted);
                await buffer.WriteAsync(new StreamConnected(now, connection), cancellationToken);
            }

            foreach (var marketEvent in events)
            {
                // A book is kept here, where its messages come in order; who reads it gets the book, not its messages.
                var passed = marketEvent is not KrakenBookChange change ? marketEvent : books.Take(change) is { } opened ? new BookOpened(now, opened) : null;
                if (passed is not null) await buffer.WriteAsync(passed, cancellationToken);
            }

            foreach (var symbol in books.Due()) await requests.RenewBookAsync(symbol, cancellationToken);
        }
    }

    private void Log(KrakenMessage message)
    {
        if (message.Kind == KrakenMessageKind.Rejected) logger.SubscriptionRejected(message.Symbol ?? "?", message.Channel ?? "?", message.Text ?? "");
        else if (message.Kind == KrakenMessageKind.Subscribed) logger.Subscribed(message.Symbol ?? "all", message.Channel ?? "?");
        else if (message.Kind == KrakenMessageKind.Status) logger.SystemState(message.Text ?? "unknown");
    }
}
