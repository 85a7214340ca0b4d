using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>One connection to Coinbase. A book that is not to be trusted is subscribed again alone.</summary>
/// <param name="wanted">Symbols and channels.</param>
/// <param name="requests">What we ask.</param>
/// <param name="frames">What Coinbase says.</param>
/// <param name="books">The connection's books.</param>
/// <param name="logger">Log.</param>
internal sealed class CoinbaseSession(Wanted wanted, CoinbaseRequests requests, CoinbaseFrames frames, CoinbaseBooks books, ILogger logger) : IStreamSession
{
    private readonly HashSet<string> _wanted = new(wanted.Symbols, StringComparer.Ordinal);

    /// <inheritdoc />
    public Task SubscribeAsync(CancellationToken cancellationToken)
    {
        if (wanted.Channels.HasFlag(StreamChannels.Books)) books.Asked(wanted.Symbols);
        return requests.SubscribeAsync(wanted, cancellationToken);
    }

    /// <inheritdoc />
    public FrameMeaning Take(ReadOnlySpan<byte> frame, DateTimeOffset now, List<MarketEvent> events)
    {
        var message = frames.Read(frame, now);

        // What was not asked for may be anything and any number of things: nothing is kept of it.
        var symbol = message.Symbol is { } named && _wanted.Contains(named) ? named : null;
        books.Judge(symbol, now);
        switch (message.Kind)
        {
            case CoinbaseMessageKind.Unusable:
                return FrameMeaning.Unusable;
            case CoinbaseMessageKind.Subscribed:
                if (requests.Taken() is { } taken) logger.Subscribed(taken.ProductIds.Count, taken.Name);
                return FrameMeaning.Open;
            case CoinbaseMessageKind.Rejected:
                Refuse(message.Text!);
                return FrameMeaning.Other;
            case CoinbaseMessageKind.Other:
                return FrameMeaning.Other;
            default:
                if (symbol is not null) TakeData(symbol, message, now, events);
                return message.Kind == CoinbaseMessageKind.Heartbeat ? FrameMeaning.Other : FrameMeaning.Open;
        }
    }

    /// <inheritdoc />
    public void Break(DateTimeOffset now) => books.Break(now);

    /// <inheritdoc />
    public async Task TendAsync(bool isIdle, CancellationToken cancellationToken)
    {
        await requests.RepeatAsync(cancellationToken);
        if (requests.CanAsk && books.Due() is { Count: > 0 } due) await requests.RenewBooksAsync(due, cancellationToken);
    }

    /// <inheritdoc />
    public void Lose(DateTimeOffset now) => books.Lose(now);

    private void Refuse(string reason)
    {
        if (requests.Refused(reason) is not var (channel, products))
        {
            logger.ErrorSaid(reason);
            return;
        }

        logger.SubscriptionRejected(channel, products.Count, reason);
        if (channel == CoinbaseRequests.Books) books.GivenUp(products);
    }

    private void TakeData(string symbol, in CoinbaseMessage message, DateTimeOffset now, List<MarketEvent> events)
    {
        switch (message)
        {
            case { Quote: { } quote }:
                books.Claim(symbol, quote.Bid, quote.Ask);
                if (wanted.Channels.HasFlag(StreamChannels.Quotes)) events.Add(new QuoteUpdate(now, quote));
                break;
            case { Book: { } change }:
                if (books.Take(symbol, change) is { } opened) events.Add(new BookOpened(now, opened));
                break;
            case { Kind: CoinbaseMessageKind.Heartbeat }:
                books.Beat(symbol, message.TradeId);
                break;
            case { Kind: CoinbaseMessageKind.LastMatch }:
                books.TakeTrade(symbol, message.TradeId, now);
                break;
            case { Kind: CoinbaseMessageKind.Match }:
                if (books.TakeTrade(symbol, message.TradeId, now) && wanted.Channels.HasFlag(StreamChannels.Trades)) events.Add(new TradeUpdate(now, symbol, [message.Trade]));
                break;
        }
    }
}
