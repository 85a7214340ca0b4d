using System.Globalization;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using static CryptoRun.Worker.Simulation.LoopbackJson;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>Bodies of Kraken's REST answers. Numbers are strings, as there.</summary>
internal static class LoopbackAnswers
{
    /// <summary>Rows of an OHLC answer at most, the forming one included.</summary>
    public const int OhlcRows = 720;

    /// <summary>An error answer.</summary>
    public static byte[] Error(string error) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartArray("error");
        w.WriteStringValue(error);
        w.WriteEndArray();
        w.WriteEndObject();
    });

    /// <summary>SystemStatus.</summary>
    public static byte[] SystemStatus(DateTimeOffset now) => Result(w =>
    {
        w.WriteString("status", "online");
        w.WriteString("timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    });

    /// <summary>Time.</summary>
    public static byte[] Time(DateTimeOffset now) => Result(w =>
    {
        w.WriteNumber("unixtime", now.ToUnixTimeSeconds());
        w.WriteString("rfc1123", now.UtcDateTime.ToString("ddd, dd MMM yy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
    });

    /// <summary>AssetPairs.</summary>
    public static byte[] AssetPairs(IEnumerable<TapeInstrument> instruments) => Result(w =>
    {
        foreach (var i in instruments)
        {
            w.WriteStartObject(i.Key);
            w.WriteString("altname", i.AltName);
            w.WriteString("wsname", i.RestWsName);
            w.WriteString("aclass_base", "currency");
            w.WriteString("base", i.RestBase);
            w.WriteString("aclass_quote", "currency");
            w.WriteString("quote", i.RestQuote);
            w.WriteString("lot", "unit");
            w.WriteNumber("cost_decimals", 5);
            w.WriteNumber("pair_decimals", i.PriceDecimals);
            w.WriteNumber("lot_decimals", TapeInstrument.LotDecimals);
            w.WriteNumber("lot_multiplier", 1);
            w.WriteString("fee_volume_currency", "ZUSD");
            w.WriteNumber("margin_call", 80);
            w.WriteNumber("margin_stop", 40);
            w.WriteString("ordermin", "0.00000001");
            w.WriteString("costmin", "0.5");
            w.WriteString("tick_size", Text(new decimal(1, 0, 0, false, (byte)i.PriceDecimals)));
            w.WriteString("status", i.Status);
            w.WriteEndObject();
        }
    });

    /// <summary>Ticker; <c>a</c> and <c>b</c> are left out when the tape has no book. A pair without a price is left out.</summary>
    public static byte[] Ticker(IMarketTape tape, DateTimeOffset now, IEnumerable<TapeInstrument> instruments) => Result(w =>
    {
        foreach (var i in instruments)
        {
            if (tape.PriceAt(now, i.Symbol) is not { } price) continue;

            var day = DayFigures.At(tape, now, i, price.Last);
            w.WriteStartObject(i.Key);
            if (price is { Bid: { } bid, Ask: { } ask })
            {
                Array(w, "a", Text(ask), "1", "1.000");
                Array(w, "b", Text(bid), "1", "1.000");
            }

            Array(w, "c", Text(price.Last), "0.00000001");
            Array(w, "v", Text(day.Volume), Text(day.Volume));
            Array(w, "p", Text(day.Vwap), Text(day.Vwap));
            w.WriteStartArray("t");
            w.WriteNumberValue(day.Trades);
            w.WriteNumberValue(day.Trades);
            w.WriteEndArray();
            Array(w, "l", Text(day.Low), Text(day.Low));
            Array(w, "h", Text(day.High), Text(day.High));
            w.WriteString("o", Text(day.Open));
            w.WriteEndObject();
        }
    });

    /// <summary>OHLC: the newest rows that open after <paramref name="since"/>, at most <see cref="OhlcRows"/>, the last one forming; <c>last</c> is the newest closed one.</summary>
    public static byte[] Ohlc(IMarketTape tape, DateTimeOffset now, TapeInstrument instrument, DateTimeOffset? since)
    {
        var hour = now.FullHour();
        var rows = tape.HoursAt(now, instrument.Symbol, hour.AddHours(1 - OhlcRows), DateTimeOffset.MaxValue);
        var closed = rows.FindLastIndex(r => r.Candle.OpenTime < hour);
        var last = closed >= 0 ? rows[closed].Candle.OpenTime : hour.AddHours(-1);
        return Result(w =>
        {
            w.WriteStartArray(instrument.Key);
            foreach (var (candle, vwap) in rows)
            {
                if (since is null || candle.OpenTime > since) Row(w, candle, vwap);
            }

            w.WriteEndArray();
            w.WriteNumber("last", last.ToUnixTimeSeconds());
        });
    }

    /// <summary>Trades of one pair, oldest first; <c>last</c> is where the next page begins, in nanoseconds.</summary>
    public static byte[] Trades(TapeInstrument instrument, IReadOnlyList<Trade> trades) => Result(w =>
    {
        w.WriteStartArray(instrument.Key);
        foreach (var trade in trades)
        {
            w.WriteStartArray();
            w.WriteStringValue(Text(trade.Price));
            w.WriteStringValue(Text(trade.Size));
            w.WriteNumberValue((trade.Time - DateTimeOffset.UnixEpoch).Ticks / 10_000_000m);
            w.WriteStringValue(trade.Side == TradeSide.Buy ? "b" : "s");
            w.WriteStringValue("m");
            w.WriteStringValue("");
            w.WriteNumberValue(trade.Id ?? 0);
            w.WriteEndArray();
        }

        w.WriteEndArray();
        w.WriteString("last", $"{(trades.Count == 0 ? 0 : (trades[^1].Time - DateTimeOffset.UnixEpoch).Ticks * 100)}");
    });

    /// <summary>Depth: the best levels of each side, each with the second of the book; none where the tape has no book.</summary>
    public static byte[] Depth(TapeInstrument instrument, TapeBook? book, int levels) => Result(w =>
    {
        w.WriteStartObject(instrument.Key);
        Side("asks", book?.Asks ?? []);
        Side("bids", book?.Bids ?? []);
        w.WriteEndObject();

        void Side(string name, IReadOnlyList<BookLevel> side)
        {
            w.WriteStartArray(name);
            foreach (var (price, size) in side.Take(levels))
            {
                w.WriteStartArray();
                w.WriteStringValue(Text(price));
                w.WriteStringValue(Text(size));
                w.WriteNumberValue(book!.Time.ToUnixTimeSeconds());
                w.WriteEndArray();
            }

            w.WriteEndArray();
        }
    });

    private static void Row(Utf8JsonWriter w, in Candle candle, decimal vwap)
    {
        w.WriteStartArray();
        w.WriteNumberValue(candle.OpenTime.ToUnixTimeSeconds());
        w.WriteStringValue(Text(candle.Open));
        w.WriteStringValue(Text(candle.High));
        w.WriteStringValue(Text(candle.Low));
        w.WriteStringValue(Text(candle.Close));
        w.WriteStringValue(vwap == 0 ? "0.0" : Text(vwap));
        w.WriteStringValue(candle.Volume == 0 ? "0.00000000" : Text(candle.Volume));
        w.WriteNumberValue(candle.Trades ?? 0);
        w.WriteEndArray();
    }

    private static byte[] Result(Action<Utf8JsonWriter> content) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartArray("error");
        w.WriteEndArray();
        w.WriteStartObject("result");
        content(w);
        w.WriteEndObject();
        w.WriteEndObject();
    });

    private static void Array(Utf8JsonWriter w, string name, params ReadOnlySpan<string> values)
    {
        w.WriteStartArray(name);
        foreach (var value in values) w.WriteStringValue(value);
        w.WriteEndArray();
    }
}
