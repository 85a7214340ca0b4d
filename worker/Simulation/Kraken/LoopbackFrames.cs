using System.Globalization;
using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>Frames of Kraken's WebSocket v2. Numbers are JSON numbers with every decimal the tape gives.</summary>
internal static class LoopbackFrames
{
    /// <summary>Symbols in one data frame at most.</summary>
    public const int BatchSize = 50;

    /// <summary>The heartbeat.</summary>
    public static readonly byte[] Heartbeat = "{\"channel\":\"heartbeat\"}"u8.ToArray();

    /// <summary>The greeting of a connection.</summary>
    public static byte[] Status(long connection) => LoopbackJson.Write(w =>
    {
        Begin(w, "status", "update");
        w.WriteStartObject();
        w.WriteString("version", "2.0.10");
        w.WriteString("system", "online");
        w.WriteString("api_version", "v2");
        w.WriteNumber("connection_id", connection);
        End(w);
    });

    /// <summary>Data frames of one channel, <see cref="BatchSize"/> items in each.</summary>
    /// <param name="channel">Channel.</param>
    /// <param name="type">snapshot or update.</param>
    /// <param name="at">Time of the frame.</param>
    /// <param name="items">Items, each a JSON object.</param>
    public static IEnumerable<byte[]> Data(string channel, string type, DateTimeOffset at, IEnumerable<byte[]> items)
    {
        foreach (var batch in items.Chunk(BatchSize))
        {
            yield return LoopbackJson.Write(w =>
            {
                w.WriteStartObject();
                w.WriteString("channel", channel);
                w.WriteString("type", type);
                if (channel == "ohlc") w.WriteString("timestamp", Nanoseconds(at));
                w.WriteStartArray("data");
                foreach (var item in batch) w.WriteRawValue(item, skipInputValidation: true);
                w.WriteEndArray();
                w.WriteEndObject();
            });
        }
    }

    /// <summary>One candle of the channel <c>ohlc</c>.</summary>
    public static byte[] Ohlc(TapeInstrument instrument, in TapeCandle candle)
    {
        var (c, vwap) = candle;
        return LoopbackJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("symbol", instrument.StreamName);
            w.WriteNumber("open", c.Open);
            w.WriteNumber("high", c.High);
            w.WriteNumber("low", c.Low);
            w.WriteNumber("close", c.Close);
            w.WriteNumber("trades", c.Trades ?? 0);
            w.WriteNumber("volume", c.Volume);
            w.WriteNumber("vwap", vwap);
            w.WriteString("interval_begin", Nanoseconds(c.OpenTime));
            w.WriteNumber("interval", 60);
            w.WriteString("timestamp", Microseconds(c.OpenTime.AddHours(1)));
            w.WriteEndObject();
        });
    }

    /// <summary>One item of the channel <c>ticker</c>; bid and ask are left out when the tape has none.</summary>
    public static byte[] Ticker(TapeInstrument instrument, TapePrice price, in DayFigures day)
    {
        var (open, high, low, volume, vwap, _) = day;
        return LoopbackJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("symbol", instrument.StreamName);
            if (price is { Bid: { } bid, Ask: { } ask })
            {
                w.WriteNumber("bid", bid);
                w.WriteNumber("bid_qty", TopQuantity(bid));
                w.WriteNumber("ask", ask);
                w.WriteNumber("ask_qty", TopQuantity(ask));
            }

            w.WriteNumber("last", price.Last);
            w.WriteNumber("volume", volume);
            w.WriteNumber("vwap", vwap);
            w.WriteNumber("low", low);
            w.WriteNumber("high", high);
            w.WriteNumber("change", price.Last - open);
            w.WriteNumber("change_pct", open > 0 ? Math.Round(100 * (price.Last - open) / open, 2) : 0);
            w.WriteString("timestamp", Microseconds(price.Time));
            w.WriteEndObject();
        });
    }

    /// <summary>A frame of the channel <c>book</c>; Kraken puts one pair into each.</summary>
    /// <param name="instrument">Pair.</param>
    /// <param name="type">snapshot or update.</param>
    /// <param name="at">Time of the book.</param>
    /// <param name="bids">Levels; size 0 takes one away.</param>
    /// <param name="asks">Levels.</param>
    /// <param name="checksum">Checksum of the book after it.</param>
    public static byte[] Book(TapeInstrument instrument, string type, DateTimeOffset at, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks, uint checksum) => LoopbackJson.Write(w =>
    {
        Begin(w, "book", type);
        w.WriteStartObject();
        w.WriteString("symbol", instrument.StreamName);
        Levels(w, "bids", bids);
        Levels(w, "asks", asks);
        w.WriteNumber("checksum", checksum);
        w.WriteString("timestamp", Microseconds(at));
        End(w);
    });

    /// <summary>The channel <c>instrument</c>: assets and pairs.</summary>
    public static byte[] Instruments(string type, IReadOnlyList<TapeInstrument> instruments) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("channel", "instrument");
        w.WriteString("type", type);
        w.WriteStartObject("data");
        w.WriteStartArray("assets");
        foreach (var asset in instruments.SelectMany(i => new[] { i.Base, i.Quote }).Distinct(StringComparer.Ordinal))
        {
            w.WriteStartObject();
            w.WriteString("id", asset);
            w.WriteString("status", "enabled");
            w.WriteNumber("precision", asset is "USD" or "EUR" ? 4 : 10);
            w.WriteNumber("precision_display", asset is "USD" or "EUR" ? 2 : 5);
            w.WriteBoolean("borrowable", false);
            w.WriteNumber("collateral_value", 0.00m);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartArray("pairs");
        foreach (var instrument in instruments) Pair(w, instrument);
        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteEndObject();
    });

    /// <summary>One item of the channel <c>trade</c>.</summary>
    public static byte[] Trade(TapeInstrument instrument, Trade trade) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("symbol", instrument.StreamName);
        w.WriteString("side", trade.Side == TradeSide.Buy ? "buy" : "sell");
        w.WriteNumber("price", trade.Price);
        w.WriteNumber("qty", trade.Size);
        w.WriteString("ord_type", "market");
        w.WriteNumber("trade_id", trade.Id ?? 0);
        w.WriteString("timestamp", Microseconds(trade.Time));
        w.WriteEndObject();
    });

    /// <summary>Kraken's time with six decimals.</summary>
    public static string Microseconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Nanoseconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    // About a thousand dollars at the top of the book; nothing reads it.
    private static decimal TopQuantity(decimal price) => Math.Round(1000 / price, TapeInstrument.LotDecimals);

    private static void Pair(Utf8JsonWriter w, TapeInstrument instrument)
    {
        var increment = new decimal(1, 0, 0, false, (byte)instrument.PriceDecimals);
        w.WriteStartObject();
        w.WriteString("symbol", instrument.StreamName);
        w.WriteString("base", instrument.Base);
        w.WriteString("quote", instrument.Quote);
        w.WriteString("status", instrument.Status);
        w.WriteNumber("qty_precision", TapeInstrument.LotDecimals);
        w.WriteNumber("qty_increment", 0.00000001m);
        w.WriteNumber("price_precision", instrument.PriceDecimals);
        w.WriteNumber("cost_precision", 5);
        w.WriteBoolean("marginable", false);
        w.WriteBoolean("has_index", true);
        w.WriteNumber("cost_min", 0.50m);
        w.WriteNumber("tick_size", increment);
        w.WriteNumber("price_increment", increment);
        w.WriteNumber("qty_min", 0.00000001m);
        w.WriteEndObject();
    }

    private static void Levels(Utf8JsonWriter w, string side, IReadOnlyList<BookLevel> levels)
    {
        w.WriteStartArray(side);
        foreach (var (price, size) in levels)
        {
            w.WriteStartObject();
            w.WriteNumber("price", price);
            w.WriteNumber("qty", size);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Begin(Utf8JsonWriter w, string channel, string type)
    {
        w.WriteStartObject();
        w.WriteString("channel", channel);
        w.WriteString("type", type);
        w.WriteStartArray("data");
    }

    private static void End(Utf8JsonWriter w)
    {
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
    }
}
