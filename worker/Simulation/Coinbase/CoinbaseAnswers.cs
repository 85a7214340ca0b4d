using System.Text.Json;
using CryptoRun.Domain.Markets;
using static CryptoRun.Worker.Simulation.LoopbackJson;

namespace CryptoRun.Worker.Simulation.Coinbase;

/// <summary>Bodies of Coinbase Exchange's REST answers. Numbers are strings, but in candles, as there.</summary>
internal static class CoinbaseAnswers
{
    /// <summary>A refusal.</summary>
    public static byte[] Refusal(string message) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("message", message);
        w.WriteEndObject();
    });

    /// <summary>Time.</summary>
    public static byte[] Time(DateTimeOffset now) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("iso", CoinbaseMessages.Time(now));
        w.WriteNumber("epoch", now.ToUnixTimeMilliseconds() / 1000m);
        w.WriteEndObject();
    });

    /// <summary>All products.</summary>
    public static byte[] Products(IReadOnlyList<TapeInstrument> instruments) => LoopbackJson.Write(w =>
    {
        w.WriteStartArray();
        foreach (var instrument in instruments) Product(w, instrument);
        w.WriteEndArray();
    });

    /// <summary>One product.</summary>
    public static byte[] Product(TapeInstrument instrument) => LoopbackJson.Write(w => Product(w, instrument));

    /// <summary>Ticker; bid and ask are left out when the tape has none.</summary>
    public static byte[] Ticker(TapePrice price, DayFigures day, long lastTrade) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        if (price is { Bid: { } bid, Ask: { } ask })
        {
            w.WriteString("ask", Text(ask));
            w.WriteString("bid", Text(bid));
        }

        w.WriteString("volume", Text(day.Volume));
        w.WriteNumber("trade_id", lastTrade);
        w.WriteString("price", Text(price.Last));
        w.WriteString("size", "0.00000001");
        w.WriteString("time", CoinbaseMessages.Time(price.Time));
        w.WriteEndObject();
    });

    /// <summary>Candles in the order given.</summary>
    public static byte[] Candles(IEnumerable<TapeCandle> candles) => LoopbackJson.Write(w =>
    {
        w.WriteStartArray();
        foreach (var (candle, _) in candles)
        {
            // There is none for an hour without a trade.
            if (candle.Volume == 0) continue;

            w.WriteStartArray();
            w.WriteNumberValue(candle.OpenTime.ToUnixTimeSeconds());
            foreach (var number in (decimal[])[candle.Low, candle.High, candle.Open, candle.Close, candle.Volume]) w.WriteNumberValue(number);
            w.WriteEndArray();
        }

        w.WriteEndArray();
    });

    /// <summary>Book, level 1 or 2.</summary>
    public static byte[] Book(TapeBook book, int levels) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        Side(w, "bids", book.Bids.Take(levels));
        Side(w, "asks", book.Asks.Take(levels));
        w.WriteNumber("sequence", CoinbaseNumbers.Sequence(book.Time));
        w.WriteBoolean("auction_mode", false);
        w.WriteNull("auction");
        w.WriteString("time", CoinbaseMessages.Time(book.Time));
        w.WriteEndObject();
    });

    /// <summary>Trades in the order given; the side is the maker's.</summary>
    public static byte[] Trades(IEnumerable<(Trade Trade, long Number)> trades) => LoopbackJson.Write(w =>
    {
        w.WriteStartArray();
        foreach (var (trade, number) in trades)
        {
            w.WriteStartObject();
            w.WriteNumber("trade_id", number);
            w.WriteString("side", trade.Side == TradeSide.Buy ? "sell" : "buy");
            w.WriteString("size", Text(trade.Size));
            w.WriteString("price", Text(trade.Price));
            w.WriteString("time", CoinbaseMessages.Time(trade.Time));
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    private static void Product(Utf8JsonWriter w, TapeInstrument instrument)
    {
        w.WriteStartObject();
        w.WriteString("id", instrument.Symbol);
        w.WriteString("base_currency", instrument.Base);
        w.WriteString("quote_currency", instrument.Quote);
        w.WriteString("quote_increment", Text(new decimal(1, 0, 0, false, (byte)instrument.PriceDecimals)));
        w.WriteString("base_increment", "0.00000001");
        w.WriteString("display_name", $"{instrument.Base}/{instrument.Quote}");
        w.WriteString("min_market_funds", "1");
        w.WriteBoolean("margin_enabled", false);
        w.WriteBoolean("post_only", false);
        w.WriteBoolean("limit_only", false);
        w.WriteBoolean("cancel_only", instrument.Status == "cancel_only");
        w.WriteString("status", "online");
        w.WriteString("status_message", "");
        w.WriteBoolean("trading_disabled", false);
        w.WriteBoolean("fx_stablecoin", false);
        w.WriteString("max_slippage_percentage", "0.02000000");
        w.WriteBoolean("auction_mode", false);
        w.WriteString("high_bid_limit_percentage", "");
        w.WriteEndObject();
    }

    private static void Side(Utf8JsonWriter w, string name, IEnumerable<BookLevel> levels)
    {
        w.WriteStartArray(name);
        foreach (var (price, size) in levels)
        {
            w.WriteStartArray();
            w.WriteStringValue(Text(price));
            w.WriteStringValue(Text(size));
            w.WriteNumberValue(1);
            w.WriteEndArray();
        }

        w.WriteEndArray();
    }
}
