using System.Text.Json;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>
/// What we ask of Coinbase on one connection. A request is answered as a whole, in turn: one product that is not known refuses it for all, so it is asked again without that product.
/// </summary>
/// <param name="send">Sends a text message on the connection.</param>
/// <param name="endpoints">Batch size and depth.</param>
/// <param name="wall">Wall time: Coinbase takes 8 requests a second, 20 at once.</param>
internal sealed class CoinbaseRequests(Func<ReadOnlyMemory<byte>, CancellationToken, Task> send, CoinbaseEndpoints endpoints, TimeProvider wall)
{
    /// <summary>The channel of the books: the one that needs no key.</summary>
    public const string Books = "level2_batch";

    private const int MostAsked = 1024;

    private readonly TokenBucket _pace = new(perSecond: 8, burst: 20, wall);
    private readonly Queue<CoinbaseRequest> _asked = new();
    private readonly Queue<CoinbaseRequest> _again = new();

    /// <summary>Subscribes to everything that is wanted, each channel for itself, so that a refused one costs no other.</summary>
    public async Task SubscribeAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        var hasBooks = wanted.Channels.HasFlag(StreamChannels.Books) && endpoints.BookDepth > 0;
        foreach (var batch in wanted.Symbols.Select(CoinbaseSymbols.ToProduct).Chunk(endpoints.SymbolsPerSubscription))
        {
            await AskAsync("subscribe", "heartbeat", batch, cancellationToken);
            if (wanted.Channels.HasFlag(StreamChannels.Quotes)) await AskAsync("subscribe", "ticker", batch, cancellationToken);

            // The trades tell whether a book lacks a message.
            if (hasBooks || wanted.Channels.HasFlag(StreamChannels.Trades)) await AskAsync("subscribe", "matches", batch, cancellationToken);
            if (hasBooks) await AskAsync("subscribe", Books, batch, cancellationToken);
        }
    }

    /// <summary>Whether books can be renewed without making the connection wait.</summary>
    public bool CanAsk => _pace.Left >= 2;

    /// <summary>Gives up books' subscriptions and takes them anew: snapshots follow.</summary>
    public async Task RenewBooksAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        foreach (var batch in symbols.Select(CoinbaseSymbols.ToProduct).Chunk(endpoints.SymbolsPerSubscription))
        {
            await AskAsync("unsubscribe", Books, batch, cancellationToken);
            await AskAsync("subscribe", Books, batch, cancellationToken);
        }
    }

    /// <summary>The channel that was taken by the newest answer, null for an answer to nothing.</summary>
    public CoinbaseChannel? Taken() => _asked.TryDequeue(out var request) ? request.Channels[0] : null;

    /// <summary>
    /// What was refused by the newest answer: the products that its reason names, the others are to be asked for again; all of the request's when it names none.
    /// Null for an answer to nothing.
    /// </summary>
    public CoinbaseChannel? Refused(string reason)
    {
        if (!_asked.TryDequeue(out var request)) return null;

        var channel = request.Channels[0];
        var words = reason.Split([' ', ',', '(', ')', '"', '\''], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var named = channel.ProductIds.Where(words.Contains).ToList();
        if (named.Count == 0) return channel;

        if (named.Count < channel.ProductIds.Count) _again.Enqueue(request with { Channels = [channel with { ProductIds = [.. channel.ProductIds.Except(named)] }] });
        return channel with { ProductIds = named };
    }

    /// <summary>Sends what is to be asked again.</summary>
    public async Task RepeatAsync(CancellationToken cancellationToken)
    {
        while (CanAsk && _again.TryDequeue(out var request)) await SendAsync(request, cancellationToken);
    }

    private Task AskAsync(string type, string channel, IReadOnlyList<string> products, CancellationToken cancellationToken) =>
        SendAsync(new CoinbaseRequest(type, [new CoinbaseChannel(channel, products)]), cancellationToken);

    private async Task SendAsync(CoinbaseRequest request, CancellationToken cancellationToken)
    {
        await _pace.TakeAsync(cancellationToken);
        if (_asked.Count < MostAsked) _asked.Enqueue(request);
        await send(JsonSerializer.SerializeToUtf8Bytes(request, CoinbaseJson.Default.CoinbaseRequest), cancellationToken);
    }
}
