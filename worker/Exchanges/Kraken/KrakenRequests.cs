using System.Text.Json;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>What we ask of Kraken on one connection.</summary>
/// <param name="send">Sends a text message on the connection.</param>
/// <param name="endpoints">Batch size and depth.</param>
internal sealed class KrakenRequests(Func<ReadOnlyMemory<byte>, CancellationToken, Task> send, KrakenEndpoints endpoints)
{
    private int _requests;

    /// <summary>Subscribes to everything that is wanted.</summary>
    public async Task SubscribeAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        await SendAsync("subscribe", new KrakenSubscription("instrument"), cancellationToken);
        foreach (var batch in wanted.Symbols.Select(KrakenSymbols.ToWebSocket).Chunk(endpoints.SymbolsPerSubscription))
        {
            if (wanted.Channels.HasFlag(StreamChannels.Quotes)) await SendAsync("subscribe", new KrakenSubscription("ticker", batch), cancellationToken);
            if (wanted.Channels.HasFlag(StreamChannels.Candles)) await SendAsync("subscribe", new KrakenSubscription("ohlc", batch, Interval: 60), cancellationToken);
            if (wanted.Channels.HasFlag(StreamChannels.Trades)) await SendAsync("subscribe", new KrakenSubscription("trade", batch), cancellationToken);
            if (wanted.Channels.HasFlag(StreamChannels.Books) && endpoints.BookDepth > 0) await SendAsync("subscribe", new KrakenSubscription("book", batch, Depth: endpoints.BookDepth), cancellationToken);
        }
    }

    /// <summary>Gives up a book's subscription and takes it anew: a snapshot follows.</summary>
    public async Task RenewBookAsync(string symbol, CancellationToken cancellationToken)
    {
        var book = new KrakenSubscription("book", [KrakenSymbols.ToWebSocket(symbol)], Depth: endpoints.BookDepth);
        await SendAsync("unsubscribe", book, cancellationToken);
        await SendAsync("subscribe", book, cancellationToken);
    }

    private async Task SendAsync(string method, KrakenSubscription subscription, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.SerializeToUtf8Bytes(new KrakenRequest(method, subscription, ++_requests), KrakenJson.Default.KrakenRequest);
        await send(request, cancellationToken);
    }
}
