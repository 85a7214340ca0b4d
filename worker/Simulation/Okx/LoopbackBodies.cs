using System.Globalization;
using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation.Okx;

/// <summary>OKX's records, alike in REST answers and frames. Every number is a text; what there is none of is an empty one.</summary>
internal static class LoopbackBodies
{
    /// <summary>A good answer.</summary>
    public static byte[] Data(Action<Utf8JsonWriter> records) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("code", "0");
        w.WriteString("msg", "");
        w.WriteStartArray("data");
        records(w);
        w.WriteEndArray();
        w.WriteEndObject();
    });

    /// <summary>An error answer.</summary>
    public static byte[] Error(string code, string text) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("code", code);
        w.WriteStartArray("data");
        w.WriteEndArray();
        w.WriteString("msg", text);
        w.WriteEndObject();
    });

    /// <summary>A frame of a channel.</summary>
    /// <param name="channel">Channel.</param>
    /// <param name="key">Name of the field beside it, <c>instId</c>.</param>
    /// <param name="name">Its value.</param>
    /// <param name="records">The data.</param>
    /// <param name="action">snapshot or update, on the channel <c>books</c>.</param>
    public static byte[] Frame(string channel, string key, string name, Action<Utf8JsonWriter> records, string? action = null) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("arg");
        w.WriteString("channel", channel);
        w.WriteString(key, name);
        w.WriteEndObject();
        if (action is not null) w.WriteString("action", action);
        w.WriteStartArray("data");
        records(w);
        w.WriteEndArray();
        w.WriteEndObject();
    });

    /// <summary>A spot pair; of BTC there is one against USDT too, that nobody here wants.</summary>
    public static void Spot(Utf8JsonWriter w, TapeInstrument instrument)
    {
        Write(instrument.Quote);
        if (instrument.Symbol == "BTC-USD") Write("USDT");

        void Write(string quote)
        {
            w.WriteStartObject();
            Fields(w, ("instType", "SPOT"), ("instId", $"{instrument.Base}-{quote}"), ("baseCcy", instrument.Base), ("quoteCcy", quote), ("settleCcy", ""), ("ctVal", ""), ("ctMult", ""), ("ctValCcy", ""), ("ctType", ""));
            Fields(w, ("tickSz", Text(new decimal(1, 0, 0, false, (byte)instrument.PriceDecimals))), ("lotSz", "0.00000001"), ("minSz", "0.00001"), ("category", "1"), ("alias", ""), ("expTime", ""), ("uly", ""), ("instFamily", ""));
            Fields(w, ("state", instrument.Status == TapeInstrument.Online ? "live" : "suspend"));
            w.WriteEndObject();
        }
    }

    /// <summary>A ticker.</summary>
    public static void Ticker(Utf8JsonWriter w, TapeInstrument instrument, TapePrice price, in DayFigures day)
    {
        w.WriteStartObject();
        Fields(w, ("instType", "SPOT"), ("instId", instrument.Symbol), ("last", Text(price.Last)), ("lastSz", "0.1"));
        Fields(w, ("askPx", Text(price.Ask)), ("askSz", price.Ask is null ? "" : "1"), ("bidPx", Text(price.Bid)), ("bidSz", price.Bid is null ? "" : "1"));
        Fields(w, ("open24h", Text(day.Open)), ("high24h", Text(day.High)), ("low24h", Text(day.Low)), ("volCcy24h", Text(Math.Round(day.Volume * day.Vwap, 8))), ("vol24h", Text(day.Volume)));
        Fields(w, ("sodUtc0", Text(day.Open)), ("sodUtc8", Text(day.Open)), ("ts", LoopbackJson.Milliseconds(price.Time)));
        w.WriteEndObject();
    }

    /// <summary>A trade.</summary>
    public static void Trade(Utf8JsonWriter w, TapeInstrument instrument, in Trade trade)
    {
        w.WriteStartObject();
        Fields(w, ("instId", instrument.Symbol), ("tradeId", (trade.Id ?? 0).ToString(CultureInfo.InvariantCulture)), ("px", Text(trade.Price)), ("sz", Text(trade.Size)));
        Fields(w, ("side", trade.Side == TradeSide.Buy ? "buy" : "sell"), ("ts", LoopbackJson.Milliseconds(trade.Time)), ("count", "1"));
        w.WriteEndObject();
    }

    /// <summary>A candle: base volume, then twice the quote volume, then whether it is final.</summary>
    public static void Candle(Utf8JsonWriter w, in TapeCandle candle, bool isFinal)
    {
        var c = candle.Candle;
        var worth = Text(c.QuoteVolume ?? Math.Round(c.Volume * candle.Vwap, 8));
        w.WriteStartArray();
        foreach (var value in (string[])[LoopbackJson.Milliseconds(c.OpenTime), Text(c.Open), Text(c.High), Text(c.Low), Text(c.Close), Text(c.Volume), worth, worth, isFinal ? "1" : "0"]) w.WriteStringValue(value);
        w.WriteEndArray();
    }

    /// <summary>One side of a book.</summary>
    public static void Levels(Utf8JsonWriter w, string name, IEnumerable<BookLevel> levels)
    {
        w.WriteStartArray(name);
        foreach (var (price, size) in levels)
        {
            w.WriteStartArray();
            foreach (var value in (string[])[Text(price), size == 0 ? "0" : Text(size), "0", size == 0 ? "0" : "1"]) w.WriteStringValue(value);
            w.WriteEndArray();
        }

        w.WriteEndArray();
    }

    /// <summary>Texts of a record.</summary>
    public static void Fields(Utf8JsonWriter w, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        foreach (var (name, value) in fields) w.WriteString(name, value);
    }

    /// <summary>A number; an empty text for none.</summary>
    public static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
