using System.Globalization;
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
            "public/time" => LoopbackBodies.Data(w => Record(w, ("ts", LoopbackBodies.Milliseconds(now)))),
            "public/instruments" when request.Query["instType"] == "SPOT" => LoopbackBodies.Data(w => Each(tape.InstrumentsAt(now), i => LoopbackBodies.Spot(w, i))),
            "market/tickers" when request.Query["instType"] == "SPOT" => LoopbackBodies.Data(w => Each(tape.InstrumentsAt(now), i => Ticker(w, i, now))),
            "market/ticker" => Of(request, now, i => LoopbackBodies.Data(w => Ticker(w, i, now))),
            "market/candles" => Of(request, now, i => Candles(request, i, now, Math.Min(300, Limit(request, 100)), FullHour(now).AddHours(1 - NewestCandles))),
            "market/history-candles" => Of(request, now, i => Candles(request, i, now, Math.Min(100, Limit(request, 100)), DateTimeOffset.MinValue.AddHours(1))),
            "market/trades" => Of(request, now, i => Trades(i, now, Math.Min(500, Limit(request, 100)), long.MaxValue)),
            "market/history-trades" => Of(request, now, i => Trades(i, now, Math.Min(100, Limit(request, 100)), After(request) ?? long.MaxValue)),
            "market/books" => Of(request, now, i => Book(i, now, (int)(long.TryParse(request.Query["sz"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? Math.Clamp(size, 1, 400) : 1))),
            var other => _perpetuals.Answer(other, request, now),
        };
        return body is null ? new(StatusCodes.Status404NotFound, LoopbackBodies.Error("404", "Not Found")) : new(StatusCodes.Status200OK, body);
    }

    /// <summary>Most records of a page, as asked for.</summary>
    public static int Limit(HttpRequest request, int usual) => int.TryParse(request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : usual;

    /// <summary>Older than this, as asked for: a time in milliseconds, or the number of a trade.</summary>
    public static long? After(HttpRequest request) => long.TryParse(request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null;

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

        var hour = FullHour(now);
        var after = After(request) is { } milliseconds and < 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : DateTimeOffset.MaxValue;
        var forming = hour < after ? tape.FormingAt(now, instrument.Symbol) : null;
        var end = hour < after ? hour : after;
        var from = oldest > end.AddHours(-2 * limit) ? oldest : end.AddHours(-2 * limit);
        List<(TapeCandle Candle, bool IsFinal)> rows = [.. tape.CandlesAt(now, instrument.Symbol, from, end).Select(static c => (c, true))];
        if (forming is { } candle) rows.Add((candle, false));
        return LoopbackBodies.Data(w => Each(rows.AsEnumerable().Reverse().Take(limit), r => LoopbackBodies.Candle(w, r.Candle, r.IsFinal)));
    }

    private byte[] Trades(TapeInstrument instrument, DateTimeOffset now, int limit, long before) =>
        LoopbackBodies.Data(w => Each(tape.TradesAfter(now - OldestTrades, now, instrument.Symbol).Where(t => t.Id < before).Reverse().Take(limit), t => LoopbackBodies.Trade(w, instrument, t)));

    private byte[] Book(TapeInstrument instrument, DateTimeOffset now, int size) => LoopbackBodies.Data(w =>
    {
        if (tape.BookAt(now, instrument.Symbol) is not { } book) return;
        w.WriteStartObject();
        LoopbackBodies.Levels(w, "asks", book.Asks.Take(size));
        LoopbackBodies.Levels(w, "bids", book.Bids.Take(size));
        w.WriteString("ts", LoopbackBodies.Milliseconds(book.Time));
        w.WriteEndObject();
    });

    private static void Each<T>(IEnumerable<T> items, Action<T> write)
    {
        foreach (var item in items) write(item);
    }

    private static DateTimeOffset FullHour(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
