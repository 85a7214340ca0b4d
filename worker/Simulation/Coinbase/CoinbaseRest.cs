using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CryptoRun.Worker.Simulation.Coinbase;

/// <summary>Coinbase Exchange's public REST interface over a tape: same paths, same shapes, errors by status and message.</summary>
/// <param name="tape">Market.</param>
/// <param name="numbers">Numbers of trades.</param>
internal sealed class CoinbaseRest(IMarketTape tape, CoinbaseNumbers numbers)
{
    private const int MostCandles = 300;
    private const int MostTrades = 1000;
    private const int UsualTrades = 100;
    private const int BestLevels = 1;

    private static readonly LoopbackAnswer NotFound = new(StatusCodes.Status404NotFound, CoinbaseAnswers.Refusal("NotFound"));

    /// <summary>Answers a call.</summary>
    public LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now)
    {
        if (request.Headers.UserAgent.Count == 0) return Bad("User-Agent header is required.");

        var parts = (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["time"]) return new(200, CoinbaseAnswers.Time(now));
        if (parts is ["products"]) return new(200, CoinbaseAnswers.Products(tape.InstrumentsAt(now)));
        if (parts is not ["products", var product, ..] || tape.InstrumentsAt(now).FirstOrDefault(i => i.Symbol == product) is not { } instrument) return NotFound;

        return parts[2..] switch
        {
            [] => new(200, CoinbaseAnswers.Product(instrument)),
            ["ticker"] => Ticker(instrument, now),
            ["candles"] => Candles(request.Query, instrument, now),
            ["book"] => Book(request.Query, instrument, now),
            ["trades"] => Trades(request.Query, instrument, now),
            _ => NotFound,
        };
    }

    private LoopbackAnswer Ticker(TapeInstrument instrument, DateTimeOffset now) =>
        tape.PriceAt(now, instrument.Symbol) is { } price
            ? new(200, CoinbaseAnswers.Ticker(price, DayFigures.At(tape, now, instrument, price.Last), numbers.TradeAt(instrument.Symbol, now)))
            : NotFound;

    /// <summary>Newest first, an hour without a trade left out; the newest 720 hours are there, as at the other loopback venues.</summary>
    private LoopbackAnswer Candles(IQueryCollection query, TapeInstrument instrument, DateTimeOffset now)
    {
        // Coinbase has other widths and a default of one minute; this market has hours.
        if (query["granularity"] != "3600") return Bad("Unsupported granularity");

        var hour = now.FullHour();
        var (from, to) = (hour.AddHours(1 - MostCandles), hour);
        if (query.ContainsKey("start") && query.ContainsKey("end"))
        {
            if (Instant(query["start"].ToString()) is not { } start || Instant(query["end"].ToString()) is not { } end) return Bad("invalid start or end");
            if ((end - start).TotalHours > MostCandles) return Bad($"granularity too small for the requested time range. Count of aggregations requested exceeds {MostCandles}");
            (from, to) = (start, end);
        }

        var oldest = hour.AddHours(1 - Kraken.LoopbackAnswers.OhlcRows);
        var rows = tape.HoursAt(now, instrument.Symbol, from > oldest ? from : oldest, to < hour ? to.AddTicks(1) : DateTimeOffset.MaxValue);
        rows.Reverse();
        return new(200, CoinbaseAnswers.Candles(rows));
    }

    private LoopbackAnswer Book(IQueryCollection query, TapeInstrument instrument, DateTimeOffset now)
    {
        var level = query.TryGetValue("level", out var asked) ? asked.ToString() : "1";
        if (level is not ("1" or "2")) return Bad("Invalid level");
        return tape.BookAt(now, instrument.Symbol) is { } book ? new(200, CoinbaseAnswers.Book(book, level == "1" ? BestLevels : int.MaxValue)) : NotFound;
    }

    private LoopbackAnswer Trades(IQueryCollection query, TapeInstrument instrument, DateTimeOffset now)
    {
        var limit = UsualTrades;
        if (query.TryGetValue("limit", out var text) && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostTrades)) return Bad("Invalid limit");
        var after = long.MaxValue;
        if (query.TryGetValue("after", out text) && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after)) return Bad("Invalid after");

        // The tape's own instant, not one that a fault has moved: a number belongs to a trade.
        var trades = tape.TradesAfter(numbers.OldestAt(now), now, instrument.Symbol);
        var first = numbers.TradeAt(instrument.Symbol, now) - trades.Count + 1;
        return new(200, CoinbaseAnswers.Trades(trades.Select((t, i) => (Trade: t, Number: first + i)).Where(t => t.Number < after).Reverse().Take(limit)));
    }

    /// <summary>ISO 8601, or seconds since 1970.</summary>
    private static DateTimeOffset? Instant(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : null;

    private static LoopbackAnswer Bad(string message) => new(StatusCodes.Status400BadRequest, CoinbaseAnswers.Refusal(message));
}
