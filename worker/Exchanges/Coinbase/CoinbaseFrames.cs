using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>Frames of the WebSocket feed, one message of one product each. No frame, however broken, throws or costs another frame anything.</summary>
/// <param name="symbols">Names.</param>
/// <param name="parser">The rules that REST and stream share.</param>
internal sealed class CoinbaseFrames(CoinbaseSymbols symbols, CoinbaseParser parser)
{
    private static readonly CoinbaseMessage Other = new(CoinbaseMessageKind.Other);

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">UTF-8 JSON.</param>
    /// <param name="receivedAt">Market time of receipt.</param>
    public CoinbaseMessage Read(ReadOnlySpan<byte> frame, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(frame, CoinbaseJson.Default.CoinbaseFrame) is not { Type: { } type } message)
        {
            parser.Skip("frame", WireJson.Excerpt(frame));
            return new CoinbaseMessage(CoinbaseMessageKind.Unusable);
        }

        switch (type)
        {
            case "subscriptions":
                return new CoinbaseMessage(CoinbaseMessageKind.Subscribed);
            case "error":
                return new CoinbaseMessage(CoinbaseMessageKind.Rejected, Text: $"{message.Message ?? "no message"} ({message.Reason ?? "no reason given"})");
            case "ticker" or "match" or "last_match" or "heartbeat" or "snapshot" or "l2update":
                break;
            default:
                // Coinbase's guide: new types may come at any time, clients are expected to ignore them.
                parser.Skip("unknown type", type);
                return Other;
        }

        if (message.ProductId is not { } product || symbols.ToCanonical(product) is not { } symbol)
        {
            parser.Skip("unknown pair", message.ProductId ?? WireJson.Excerpt(frame));
            return Other;
        }

        return type switch
        {
            "ticker" => Ticker(frame, symbol, receivedAt),
            "heartbeat" => Heartbeat(frame, symbol),
            "snapshot" => Snapshot(frame, symbol, receivedAt),
            "l2update" => Update(frame, symbol, receivedAt),
            _ => Match(frame, symbol, receivedAt, type == "match" ? CoinbaseMessageKind.Match : CoinbaseMessageKind.LastMatch),
        };
    }

    private CoinbaseMessage Ticker(ReadOnlySpan<byte> frame, string symbol, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(frame, CoinbaseJson.Default.CoinbaseStreamTicker) is not { } ticker) return Skipped("ticker", frame);

        var quote = parser.Quote(CoinbaseParser.Earlier(ticker.Time, receivedAt), symbol, ticker.Price, ticker.BestBid, ticker.BestAsk);
        return quote is null ? Other : new CoinbaseMessage(CoinbaseMessageKind.Ticker, symbol, Quote: quote);
    }

    private CoinbaseMessage Heartbeat(ReadOnlySpan<byte> frame, string symbol) =>
        WireJson.Read(frame, CoinbaseJson.Default.CoinbaseStreamHeartbeat) is { } heartbeat
            ? new CoinbaseMessage(CoinbaseMessageKind.Heartbeat, symbol, TradeId: heartbeat.LastTradeId)
            : Skipped("heartbeat", frame);

    private CoinbaseMessage Match(ReadOnlySpan<byte> frame, string symbol, DateTimeOffset receivedAt, CoinbaseMessageKind kind)
    {
        var wire = WireJson.Read(frame, CoinbaseJson.Default.CoinbaseTrade);
        var text = wire is null ? WireJson.Excerpt(frame) : $"{symbol} {wire}";
        return parser.Trade(wire, () => text, receivedAt) is { } trade ? new CoinbaseMessage(kind, symbol, Trade: trade, TradeId: wire!.TradeId) : Other;
    }

    private CoinbaseMessage Snapshot(ReadOnlySpan<byte> frame, string symbol, DateTimeOffset receivedAt) =>
        CoinbaseParser.WholeBook(frame, receivedAt) is { } book
            ? new CoinbaseMessage(CoinbaseMessageKind.Book, symbol, Book: book)
            : Unread(frame, symbol, receivedAt, isSnapshot: true);

    private CoinbaseMessage Update(ReadOnlySpan<byte> frame, string symbol, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(frame, CoinbaseJson.Default.CoinbaseStreamUpdate) is not { } update) return Unread(frame, symbol, receivedAt, isSnapshot: false);

        List<BookLevel> bids = [], asks = [];
        foreach (var change in update.Changes) (change.IsBid ? bids : asks).Add(change.Level);
        return CoinbaseParser.AreLevels(bids) && CoinbaseParser.AreLevels(asks)
            ? new CoinbaseMessage(CoinbaseMessageKind.Book, symbol, Book: new CoinbaseBookChange(CoinbaseParser.Earlier(update.Time, receivedAt), IsSnapshot: false, bids, asks))
            : Unread(frame, symbol, receivedAt, isSnapshot: false);
    }

    /// <summary>A change that cannot be read is missing from the book, which must then not be trusted.</summary>
    private CoinbaseMessage Unread(ReadOnlySpan<byte> frame, string symbol, DateTimeOffset receivedAt, bool isSnapshot)
    {
        parser.Skip("book", WireJson.Excerpt(frame));
        return new CoinbaseMessage(CoinbaseMessageKind.Book, symbol, Book: new CoinbaseBookChange(receivedAt, isSnapshot, [], [], IsReadable: false));
    }

    private CoinbaseMessage Skipped(string kind, ReadOnlySpan<byte> frame)
    {
        parser.Skip(kind, WireJson.Excerpt(frame));
        return Other;
    }
}

/// <summary>What a frame says.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Symbol">Canonical symbol; of market data.</param>
/// <param name="Text">Reason of a rejection.</param>
/// <param name="TradeId">Number of a trade, or of the newest.</param>
/// <param name="Trade">Trade.</param>
/// <param name="Quote">Quote.</param>
/// <param name="Book">Change of a book.</param>
internal readonly record struct CoinbaseMessage(
    CoinbaseMessageKind Kind, string? Symbol = null, string? Text = null, long TradeId = 0, Trade Trade = default, Quote? Quote = null, CoinbaseBookChange? Book = null);

/// <summary>Kinds of frames.</summary>
internal enum CoinbaseMessageKind
{
    /// <summary>Could not be used, and may have been anything; counted.</summary>
    Unusable,

    /// <summary>Of no use to us, or a record that was counted and left out.</summary>
    Other,

    /// <summary>A request was taken.</summary>
    Subscribed,

    /// <summary>A request was refused, as a whole.</summary>
    Rejected,

    /// <summary>Alive; names the newest trade.</summary>
    Heartbeat,

    /// <summary>A price.</summary>
    Ticker,

    /// <summary>A trade.</summary>
    Match,

    /// <summary>The newest trade before the subscription.</summary>
    LastMatch,

    /// <summary>A book, or its change.</summary>
    Book,
}
