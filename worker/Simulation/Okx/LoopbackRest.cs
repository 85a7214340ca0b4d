using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CryptoRun.Worker.Simulation.Okx;

/// <summary>OKX's public REST interface v5 over a tape: same paths, same shapes, errors inside a 200, pages with the newest first.</summary>
internal sealed class LoopbackRest(IMarketTape tape)
{
    private const string Prefix = "/api/v5/";
    private const int NewestCandles = 1440;
    private static readonly TimeSpan OldestTrades = TimeSpan.FromHours(2);
    private readonly LoopbackPerpetuals _perpetuals = new(tape);

    /// <summary>Answers a call.</summary>
    public LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now)
    {
        if (request.Path.Value is not { } path || !path.StartsWith(Prefix, StringComparison.Ordinal)) return new(StatusCodes.Status404NotFound, []);

        var body = path[Prefix.Length..] switch
        {
            "public/time" => LoopbackBodies.Data(w => Record(w, ("ts", LoopbackJson.Milliseconds(now)))),
            "public/instruments" when request.Query["instType"] == "SPOT" => LoopbackBodies.Data(w => Each(tape.InstrumentsAt(now), i => LoopbackBodies.Spot(w, i))),
            "market/tickers" when request.Query["instType"] == "SPOT" => LoopbackBodies.Data(w => Each(tape.InstrumentsAt(now), i => Ticker(w, i, now))),
            "market/ticker" => Of(request, now, i => LoopbackBodies.Data(w => Ticker(w, i, now))),
            "market/candles" => Of(request, now, i => Candles(request, i, now, request.Limit(100, 300), now.FullHour().AddHours(1 - NewestCandles))),
            "market/history-candles" => Of(request, now, i => Candles(request, i, now, request.Limit(100, 100), DateTimeOffset.MinValue.AddHours(1))),
            "market/trades" => Of(request, now, i => Trades(i, now, request.Limit(100, 500), long.MaxValue)),
            "market/history-trades" => Of(request, now, i => Trades(i, now, request.Limit(100, 100), request.Whole("after") ?? long.MaxValue)),
            "market/books" => Of(request, now, i => Book(i, now, (int)Math.Clamp(request.Whole("sz") ?? 1, 1, 400))),
            var other => _perpetuals.Answer(other, request, now),
        };
        return body is null ? new(StatusCodes.Status404NotFound, LoopbackBodies.Error("404", "Not Found")) : new(StatusCodes.Status200OK, body);
    }

    /// <summary>A record of texts.</summary>
    public static void Record(Utf8JsonWriter w, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        w.WriteStartObject();
        LoopbackBodies.Fields(w, fields);
        w.WriteEndObject();
    }

    private byte[] Of(HttpRequest request, DateTimeOffset now, Func<TapeInstrument, byte[]> answer) =>
        tape.InstrumentsAt(now).FirstOrDefault(i => i.Symbol == request.Query["instId"]) is { } instrument ? answer(instrument) : LoopbackBodies.Error("51001", "Instrument ID doesn't exist.");

    private void Ticker(Utf8JsonWriter w, TapeInstrument instrument, DateTimeOffset now)
    {
        if (tape.PriceAt(now, instrument.Symbol) is { } price) LoopbackBodies.Ticker(w, instrument, price, DayFigures.At(tape, now, instrument, price.Last));
    }

    private byte[] Candles(HttpRequest request, TapeInstrument instrument, DateTimeOffset now, int limit, DateTimeOffset oldest)
    {
        // OKX has other widths and a default of one minute; this market has hours.
        if (request.Query["bar"] != "1H") return LoopbackBodies.Error("51000", "Parameter bar error");

        var after = request.Milliseconds("after") ?? DateTimeOffset.MaxValue;
        var hour = now.FullHour();
        var begin = (hour < after ? hour : after).AddHours(-2 * limit);
        var rows = tape.HoursAt(now, instrument.Symbol, oldest > begin ? oldest : begin, after);
        return LoopbackBodies.Data(w => Each(rows.AsEnumerable().Reverse().Take(limit), r => LoopbackBodies.Candle(w, r, isFinal: r.Candle.OpenTime < hour)));
    }

    private byte[] Trades(TapeInstrument instrument, DateTimeOffset now, int limit, long before) =>
        LoopbackBodies.Data(w => Each(tape.TradesAfter(now - OldestTrades, now, instrument.Symbol).Where(t => t.Id < before).Reverse().Take(limit), t => LoopbackBodies.Trade(w, instrument, t)));

    private byte[] Book(TapeInstrument instrument, DateTimeOffset now, int size) => LoopbackBodies.Data(w =>
    {
        if (tape.BookAt(now, instrument.Symbol) is not { } book) return;
        w.WriteStartObject();
        LoopbackBodies.Levels(w, "asks", book.Asks.Take(size));
        LoopbackBodies.Levels(w, "bids", book.Bids.Take(size));
        w.WriteString("ts", LoopbackJson.Milliseconds(book.Time));
        w.WriteEndObject();
    });

    private static void Each<T>(IEnumerable<T> items, Action<T> write)
    {
        foreach (var item in items) write(item);
    }
}
