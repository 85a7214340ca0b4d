using System.Text.Json;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>Frames of the public WebSocket to market events. No frame, however broken, throws or costs another frame anything.</summary>
/// <param name="symbols">Names.</param>
/// <param name="parser">The rules that REST and stream share.</param>
internal sealed class OkxFrames(OkxSymbols symbols, OkxParser parser)
{
    /// <summary>Reads a frame.</summary>
    /// <param name="frame">UTF-8 JSON, or the text <c>pong</c>.</param>
    /// <param name="receivedAt">Market time of receipt.</param>
    /// <param name="events">Its events are added here.</param>
    public OkxMessage Read(ReadOnlySpan<byte> frame, DateTimeOffset receivedAt, ICollection<MarketEvent> events)
    {
        if (frame.SequenceEqual("pong"u8)) return new OkxMessage(OkxMessageKind.Other);
        if (WireJson.Read(frame, OkxJson.Default.OkxFrame) is not { } message)
        {
            parser.Skip("frame", WireJson.Excerpt(frame));
            return new OkxMessage(OkxMessageKind.Unusable);
        }

        switch (message)
        {
            case { Event: "subscribe" }:
                return new OkxMessage(OkxMessageKind.Subscribed, message.Arg?.InstId ?? message.Arg?.InstType, message.Arg?.Channel);
            case { Event: "error" }:
                return new OkxMessage(OkxMessageKind.Rejected, Text: $"{message.Code} {message.Msg}");
            case { Event: "notice" }:
                return new OkxMessage(OkxMessageKind.Notice, Text: $"{message.Code} {message.Msg}");
            case { Event: not null }:
                return new OkxMessage(OkxMessageKind.Other);
            case { Arg.Channel: "tickers" }:
                return Records(message, (record, at) => parser.Ticker(record, at, out _) is { } quote ? new QuoteUpdate(at, quote) : null);
            case { Arg.Channel: "instruments" }:
                return Records(message, (record, at) => parser.Instrument(record, out _) is { } instrument ? new InstrumentUpdate(at, instrument) : null);
            case { Arg.Channel: "trades" }:
                return Trades(message);
            case { Arg: { Channel: "books", InstId: { } name } }:
                return Records(message, (record, at) => Book(record, at, name, message.Action));
            default:
                parser.Skip("unknown channel", message.Arg?.Channel ?? WireJson.Excerpt(frame));
                return new OkxMessage(OkxMessageKind.Unusable);
        }

        OkxMessage Records(OkxFrame message, Func<JsonElement, DateTimeOffset, MarketEvent?> read)
        {
            if (message.Data.ValueKind != JsonValueKind.Array)
            {
                parser.Skip($"{message.Arg!.Channel} data", $"{message.Data.ValueKind}");
                return new OkxMessage(OkxMessageKind.Unusable);
            }

            foreach (var record in message.Data.EnumerateArray())
            {
                if (read(record, receivedAt) is { } marketEvent) events.Add(marketEvent);
            }

            return new OkxMessage(OkxMessageKind.Data, message.Arg!.InstId, message.Arg.Channel);
        }

        OkxMessage Trades(OkxFrame message)
        {
            var runs = new TradeRuns(events);
            var meaning = Records(message, (record, at) =>
            {
                if (parser.Trade(record, at) is var (symbol, trade)) runs.Add(at, symbol, trade);
                return null;
            });
            runs.Close(receivedAt);
            return meaning;
        }
    }

    private OkxBookChange? Book(JsonElement record, DateTimeOffset receivedAt, string name, string? action)
    {
        if (symbols.ToCanonical(name) is not { } symbol)
        {
            parser.Skip("unknown pair", name);
            return null;
        }

        if (action is "snapshot" or "update" && WireJson.Read(record, OkxJson.Default.OkxStreamBook) is { } book)
            return new OkxBookChange(receivedAt, symbol, OkxParser.Time(book.Ts, receivedAt), action == "snapshot", book.Bids, book.Asks, book.SeqId, book.PrevSeqId);

        // A change that cannot be read is missing from the book, which must then not be trusted.
        parser.Skip("book", record.GetRawText());
        return new OkxBookChange(receivedAt, symbol, receivedAt, IsSnapshot: false, [], [], null, -1);
    }
}

/// <summary>What a frame was, beside its events.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Symbol">Instrument of a subscription, as OKX names it.</param>
/// <param name="Channel">Channel.</param>
/// <param name="Text">Reason of a rejection, or the venue's notice.</param>
internal readonly record struct OkxMessage(OkxMessageKind Kind, string? Symbol = null, string? Channel = null, string? Text = null);

/// <summary>Kinds of frames.</summary>
internal enum OkxMessageKind
{
    /// <summary>Could not be used; counted.</summary>
    Unusable,

    /// <summary>A subscription holds.</summary>
    Subscribed,

    /// <summary>A request was refused.</summary>
    Rejected,

    /// <summary>The venue says that it will close the connection, or the like.</summary>
    Notice,

    /// <summary>Market data.</summary>
    Data,

    /// <summary>A pong, or an answer to another request.</summary>
    Other,
}
