using System.Text.Json;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>What we ask of OKX on one connection.</summary>
/// <param name="send">Sends a text message on the connection.</param>
/// <param name="symbols">Names.</param>
/// <param name="endpoints">Batch size, and whether there are books.</param>
internal sealed class OkxRequests(Func<ReadOnlyMemory<byte>, CancellationToken, Task> send, OkxSymbols symbols, OkxEndpoints endpoints)
{
    private static readonly byte[] Alive = "ping"u8.ToArray();

    /// <summary>Subscribes to everything that is wanted; hourly candles are on no public channel.</summary>
    public async Task SubscribeAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        await SendAsync("subscribe", [new OkxArgument("instruments", InstType: "SPOT")], cancellationToken);
        foreach (var batch in wanted.Symbols.Select(symbols.ToVenue).Chunk(endpoints.SymbolsPerSubscription))
        {
            List<OkxArgument> channels = [];
            if (wanted.Channels.HasFlag(StreamChannels.Quotes)) channels.AddRange(batch.Select(static name => new OkxArgument("tickers", name)));
            if (wanted.Channels.HasFlag(StreamChannels.Trades)) channels.AddRange(batch.Select(static name => new OkxArgument("trades", name)));
            if (wanted.Channels.HasFlag(StreamChannels.Books) && endpoints.BookDepth > 0) channels.AddRange(batch.Select(static name => new OkxArgument("books", name)));
            if (channels.Count > 0) await SendAsync("subscribe", channels, cancellationToken);
        }
    }

    /// <summary>Gives up a book's subscription and takes it anew: a snapshot follows.</summary>
    public async Task RenewBookAsync(string symbol, CancellationToken cancellationToken)
    {
        OkxArgument[] book = [new("books", symbols.ToVenue(symbol))];
        await SendAsync("unsubscribe", book, cancellationToken);
        await SendAsync("subscribe", book, cancellationToken);
    }

    /// <summary>Asks for a sign of life.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => send(Alive, cancellationToken);

    private Task SendAsync(string operation, IReadOnlyList<OkxArgument> arguments, CancellationToken cancellationToken) =>
        send(JsonSerializer.SerializeToUtf8Bytes(new OkxRequest(operation, arguments), OkxJson.Default.OkxRequest), cancellationToken);
}
