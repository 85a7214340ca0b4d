using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>
/// Frames of WebSocket v2 to market events. No frame, however broken, throws or costs another frame anything. What comes often and is as documented is read by
/// <see cref="KrakenHotFrames"/>, all else here; the events are the same.
/// </summary>
/// <param name="symbols">Names.</param>
/// <param name="parser">The rules that REST and stream share.</param>
internal sealed class KrakenFrames(KrakenSymbols symbols, KrakenParser parser)
{
    private readonly KrakenHotFrames _hot = new(symbols);
    private readonly List<KrakenBookChange> _changes = [];

    /// <summary>What the last frame says of books; good until the next one.</summary>
    public IReadOnlyList<KrakenBookChange> Changes => _changes;

    /// <summary>Reads a frame. What it says of books is in <see cref="Changes"/>.</summary>
    /// <param name="frame">UTF-8 JSON.</param>
    /// <param name="receivedAt">Market time of receipt.</param>
    /// <param name="events">Its events are added here.</param>
    public KrakenMessage Read(ReadOnlySpan<byte> frame, DateTimeOffset receivedAt, ICollection<MarketEvent> events) =>
        _hot.TryRead(frame, receivedAt, events, _changes, out var channel) ? new KrakenMessage(KrakenMessageKind.Data, Channel: channel) : ReadAny(frame, receivedAt, events);

    /// <summary>Reads a frame the general way, whatever it is.</summary>
    public KrakenMessage ReadAny(ReadOnlySpan<byte> frame, DateTimeOffset receivedAt, ICollection<MarketEvent> events)
    {
        _changes.Clear();
        if (WireJson.Read(frame, KrakenJson.Default.KrakenFrame) is not { } message)
        {
            parser.Skip("frame", WireJson.Excerpt(frame));
            return new KrakenMessage(KrakenMessageKind.Unusable);
        }

        switch (message)
        {
            case { Method: "subscribe", Success: true }:
                return new KrakenMessage(KrakenMessageKind.Subscribed, SymbolOf(message), ChannelOf(message));
            case { Method: "subscribe" }:
                return new KrakenMessage(KrakenMessageKind.Rejected, SymbolOf(message), ChannelOf(message), message.Error ?? "no reason given");
            case { Method: not null }:
                return new KrakenMessage(KrakenMessageKind.Other, Text: message.Error);
            case { Channel: "heartbeat" }:
                return new KrakenMessage(KrakenMessageKind.Heartbeat);
            case { Channel: "status" }:
                return new KrakenMessage(KrakenMessageKind.Status, Text: Text(FirstOf(message.Data), "system") ?? "unknown");
            case { Channel: "ticker" }:
                Records(message, receivedAt, events, Ticker);
                return new KrakenMessage(KrakenMessageKind.Data, Channel: message.Channel);
            case { Channel: "trade" }:
                Trades(message, receivedAt, events);
                return new KrakenMessage(KrakenMessageKind.Data, Channel: message.Channel);
            case { Channel: "ohlc" }:
                Records(message, receivedAt, events, Candle);
                return new KrakenMessage(KrakenMessageKind.Data, Channel: message.Channel);
            case { Channel: "book" }:
                Records(message, receivedAt, events, (record, at) => Book(record, at, message.Type == "snapshot"));
                return new KrakenMessage(KrakenMessageKind.Data, Channel: message.Channel);
            case { Channel: "instrument" }:
                Records(message, receivedAt, events, Pair);
                return new KrakenMessage(KrakenMessageKind.Data, Channel: message.Channel);
            default:
                parser.Skip("unknown channel", message.Channel ?? WireJson.Excerpt(frame));
                return new KrakenMessage(KrakenMessageKind.Unusable, Text: message.Error);
        }
    }

    private void Records(KrakenFrame message, DateTimeOffset receivedAt, ICollection<MarketEvent> events, Func<JsonElement, DateTimeOffset, MarketEvent?> read)
    {
        // The instrument channel's data are an object of assets and pairs, those of the others an array.
        var records = message.Data;
        if (message.Channel == "instrument" && records.ValueKind == JsonValueKind.Object && records.TryGetProperty("pairs", out var pairs)) records = pairs;
        if (message.Type is not ("snapshot" or "update")) parser.Skip("unknown frame type", $"{message.Channel}: {message.Type}");
        else if (records.ValueKind != JsonValueKind.Array) parser.Skip($"{message.Channel} data", $"{records.ValueKind}");
        else
        {
            foreach (var record in records.EnumerateArray())
            {
                if (read(record, receivedAt) is { } marketEvent) events.Add(marketEvent);
            }
        }
    }

    private QuoteUpdate? Ticker(JsonElement record, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(record, KrakenJson.Default.KrakenStreamTicker) is not { } ticker) return Skipped<QuoteUpdate>("ticker", record);
        if (symbols.ToCanonical(ticker.Symbol) is not { } symbol) return Skipped<QuoteUpdate>("unknown pair", record);

        // A venue's clock ahead of ours makes no price of the future: what has been received has been.
        var time = ticker.Timestamp is { } stamp && stamp < receivedAt ? stamp.ToUniversalTime() : receivedAt;
        var quote = parser.Quote(time, symbol, ticker.Last, ticker.Bid, ticker.Ask);
        return quote is null ? null : new QuoteUpdate(receivedAt, quote);
    }

    private void Trades(KrakenFrame message, DateTimeOffset receivedAt, ICollection<MarketEvent> events)
    {
        var runs = new TradeRuns(events);
        Records(message, receivedAt, events, (record, at) =>
        {
            if (Trade(record, at) is var (symbol, trade)) runs.Add(at, symbol, trade);
            return null;
        });
        runs.Close(receivedAt);
    }

    private (string Symbol, Trade Trade)? Trade(JsonElement record, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(record, KrakenJson.Default.KrakenStreamTrade) is not { } wire || KrakenParser.Side(wire.Side) is not { } side) return Unusable("trade");
        if (symbols.ToCanonical(wire.Symbol) is not { } symbol) return Unusable("unknown pair");

        var time = wire.Timestamp < receivedAt ? wire.Timestamp.ToUniversalTime() : receivedAt;
        var trade = new Trade(time, wire.Price, wire.Qty, side, wire.TradeId);
        return TradeRules.Broken(trade) is { } rule ? Unusable($"trade: {rule}") : (symbol, trade);

        (string, Trade)? Unusable(string kind)
        {
            parser.Skip(kind, record.GetRawText());
            return null;
        }
    }

    private CandleUpdate? Candle(JsonElement record, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(record, KrakenJson.Default.KrakenStreamCandle) is not { Interval: > 0 } wire) return Skipped<CandleUpdate>("candle", record);
        if (symbols.ToCanonical(wire.Symbol) is not { } symbol) return Skipped<CandleUpdate>("unknown pair", record);

        var interval = TimeSpan.FromMinutes(wire.Interval);
        var quoteVolume = KrakenParser.QuoteVolume(wire.Vwap, wire.Volume);
        var candle = new Candle(wire.IntervalBegin.ToUniversalTime(), wire.Open, wire.High, wire.Low, wire.Close, wire.Volume, quoteVolume, wire.Trades);
        return CandleRules.Broken(candle, interval, receivedAt) is { } rule
            ? Skipped<CandleUpdate>($"candle: {rule}", record)
            : new CandleUpdate(receivedAt, symbol, interval, candle);
    }

    private MarketEvent? Book(JsonElement record, DateTimeOffset receivedAt, bool isSnapshot)
    {
        if (WireJson.Read(record, KrakenJson.Default.KrakenStreamBook) is { } book && Levels(book.Bids) is { } bids && Levels(book.Asks) is { } asks)
        {
            if (symbols.ToCanonical(book.Symbol) is not { } symbol) return Skipped<MarketEvent>("unknown pair", record);
            var time = book.Timestamp is { } stamp && stamp < receivedAt ? stamp.ToUniversalTime() : receivedAt;
            _changes.Add(new KrakenBookChange(time, symbol, isSnapshot, bids, asks, book.Checksum));
            return null;
        }

        // A change that cannot be read is missing from the book, which must then not be trusted.
        parser.Skip("book", record.GetRawText());
        if (Text(record, "symbol") is { } name && symbols.ToCanonical(name) is { } unread) _changes.Add(new KrakenBookChange(receivedAt, unread, isSnapshot, [], [], null));
        return null;
    }

    private static BookLevel[]? Levels(IReadOnlyList<KrakenStreamLevel> wire)
    {
        var levels = new BookLevel[wire.Count];
        for (var i = 0; i < levels.Length; i++)
        {
            if (wire[i] is not { Price: > 0, Qty: >= 0 }) return null;
            levels[i] = new BookLevel(wire[i].Price, wire[i].Qty);
        }

        return levels;
    }

    private InstrumentUpdate? Pair(JsonElement record, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(record, KrakenJson.Default.KrakenStreamPair) is not { } pair) return Skipped<InstrumentUpdate>("instrument", record);
        if (pair.Quote != "USD") return null;
        return parser.Instrument(pair.Symbol, pair.Status) is { } instrument ? new InstrumentUpdate(receivedAt, instrument) : null;
    }

    private T? Skipped<T>(string kind, JsonElement record)
        where T : MarketEvent
    {
        parser.Skip(kind, record.GetRawText());
        return null;
    }

    private static JsonElement FirstOf(JsonElement data) => data.ValueKind == JsonValueKind.Array && data.GetArrayLength() > 0 ? data[0] : default;

    private static string? ChannelOf(KrakenFrame message) => Text(message.Result, "channel");

    private static string? SymbolOf(KrakenFrame message) => message.Symbol ?? Text(message.Result, "symbol");

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>What a frame was, beside its events.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Symbol">Symbol of a subscription, as Kraken names it.</param>
/// <param name="Channel">Channel.</param>
/// <param name="Text">Reason of a rejection, or the system's state.</param>
internal readonly record struct KrakenMessage(KrakenMessageKind Kind, string? Symbol = null, string? Channel = null, string? Text = null);

/// <summary>Kinds of frames.</summary>
internal enum KrakenMessageKind
{
    /// <summary>Could not be used; counted.</summary>
    Unusable,

    /// <summary>Alive.</summary>
    Heartbeat,

    /// <summary>The state of Kraken's engine.</summary>
    Status,

    /// <summary>A subscription holds.</summary>
    Subscribed,

    /// <summary>A subscription was refused.</summary>
    Rejected,

    /// <summary>Market data.</summary>
    Data,

    /// <summary>An answer to another method, such as a pong.</summary>
    Other,
}
