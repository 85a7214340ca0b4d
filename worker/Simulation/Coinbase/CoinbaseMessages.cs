using System.Globalization;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using static CryptoRun.Worker.Simulation.LoopbackJson;

namespace CryptoRun.Worker.Simulation.Coinbase;

/// <summary>Messages of Coinbase's WebSocket feed. Numbers of the market are texts, with every decimal the tape gives.</summary>
internal static class CoinbaseMessages
{
    /// <summary>The answer to a request that was taken: everything that is subscribed.</summary>
    public static byte[] Subscriptions(IEnumerable<(string Name, IEnumerable<string> Products)> channels) => Message("subscriptions", w =>
    {
        w.WriteStartArray("channels");
        foreach (var (name, products) in channels)
        {
            w.WriteStartObject();
            w.WriteString("name", name);
            w.WriteStartArray("product_ids");
            foreach (var product in products) w.WriteStringValue(product);
            w.WriteEndArray();
            w.WriteNull("account_ids");
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    /// <summary>The answer to a request that was refused.</summary>
    public static byte[] Error(string message, string reason) => Message("error", w =>
    {
        w.WriteString("message", message);
        w.WriteString("reason", reason);
    });

    /// <summary>A heartbeat.</summary>
    public static byte[] Heartbeat(string product, long lastTrade, DateTimeOffset at) => Message("heartbeat", w =>
    {
        w.WriteNumber("last_trade_id", lastTrade);
        w.WriteString("product_id", product);
        w.WriteNumber("sequence", CoinbaseNumbers.Sequence(at));
        w.WriteString("time", Time(at));
    });

    /// <summary>A ticker; best bid and ask are left out when the tape has none.</summary>
    public static byte[] Ticker(TapeInstrument instrument, TapePrice price, in DayFigures day, long lastTrade)
    {
        var (open, high, low, volume, _, _) = day;
        return Message("ticker", w =>
        {
            w.WriteNumber("sequence", CoinbaseNumbers.Sequence(price.Time));
            w.WriteString("product_id", instrument.Symbol);
            w.WriteString("price", Text(price.Last));
            w.WriteString("open_24h", Text(open));
            w.WriteString("volume_24h", Text(volume));
            w.WriteString("low_24h", Text(low));
            w.WriteString("high_24h", Text(high));
            w.WriteString("volume_30d", Text(30 * volume));
            if (price is { Bid: { } bid, Ask: { } ask })
            {
                w.WriteString("best_bid", Text(bid));
                w.WriteString("best_bid_size", Text(TopSize(bid)));
                w.WriteString("best_ask", Text(ask));
                w.WriteString("best_ask_size", Text(TopSize(ask)));
            }

            w.WriteString("side", "buy");
            w.WriteString("time", Time(price.Time));
            w.WriteNumber("trade_id", lastTrade);
            w.WriteString("last_size", "0.00000001");
        });
    }

    /// <summary>A trade, <c>match</c> or <c>last_match</c>; its side is the maker's.</summary>
    public static byte[] Match(string type, TapeInstrument instrument, Trade trade, long number) => Message(type, w =>
    {
        w.WriteNumber("trade_id", number);
        w.WriteString("maker_order_id", Order(number, 1));
        w.WriteString("taker_order_id", Order(number, 2));
        w.WriteString("side", trade.Side == TradeSide.Buy ? "sell" : "buy");
        w.WriteString("size", Text(trade.Size));
        w.WriteString("price", Text(trade.Price));
        w.WriteString("product_id", instrument.Symbol);
        w.WriteNumber("sequence", CoinbaseNumbers.Sequence(trade.Time));
        w.WriteString("time", Time(trade.Time));
    });

    /// <summary>The whole book.</summary>
    public static byte[] Snapshot(TapeInstrument instrument, LoopbackBook book) => Message("snapshot", w =>
    {
        w.WriteString("product_id", instrument.Symbol);
        w.WriteStartArray("asks");
        foreach (var level in book.Asks) Level(w, null, level);
        w.WriteEndArray();
        w.WriteStartArray("bids");
        foreach (var level in book.Bids) Level(w, null, level);
        w.WriteEndArray();
        w.WriteString("time", Time(book.Time));
    });

    /// <summary>What has changed in a book.</summary>
    public static byte[] Update(TapeInstrument instrument, LoopbackBook book) => Message("l2update", w =>
    {
        w.WriteString("product_id", instrument.Symbol);
        w.WriteStartArray("changes");
        foreach (var level in book.Bids) Level(w, "buy", level);
        foreach (var level in book.Asks) Level(w, "sell", level);
        w.WriteEndArray();
        w.WriteString("time", Time(book.Time));
    });

    /// <summary>Coinbase's time with six decimals.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Size at the top of the book, about a thousand dollars; nothing reads it.</summary>
    public static decimal TopSize(decimal price) => Math.Round(1000 / price, TapeInstrument.LotDecimals);

    private static string Order(long number, int side) => string.Create(CultureInfo.InvariantCulture, $"{number & 0xFFFFFFFF:x8}-0000-4000-8000-{side:x12}");

    private static void Level(Utf8JsonWriter w, string? side, BookLevel level)
    {
        w.WriteStartArray();
        if (side is not null) w.WriteStringValue(side);
        w.WriteStringValue(Text(level.Price));
        w.WriteStringValue(Text(level.Size));
        w.WriteEndArray();
    }

    private static byte[] Message(string type, Action<Utf8JsonWriter> content) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("type", type);
        content(w);
        w.WriteEndObject();
    });
}
