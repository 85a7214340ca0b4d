using System.Globalization;
using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>
/// REST answers to domain types. Decimal text becomes decimal, never by way of a double. What cannot be used is counted in <paramref name="anomalies"/> and left out; the rest of the
/// answer stays. Frames of the stream are read by <see cref="OkxFrames"/> with the same rules.
/// </summary>
/// <param name="symbols">Names.</param>
/// <param name="anomalies">Where unusable records are counted.</param>
internal sealed class OkxParser(OkxSymbols symbols, WireAnomalies anomalies)
{
    /// <summary>Venue name.</summary>
    public const string Venue = "okx";

    /// <summary>OKX's own errors in an answer with status 200; null when there are none.</summary>
    public static VenueFailure? FailureIn(byte[] body, string what) => WireJson.Read(body, OkxJson.Default.OkxAnswer) switch
    {
        null => WireJson.Malformed(Venue, what, body),
        { Code: not "0" } answer => new VenueFailure(KindOf(answer.Code), $"{Venue} {what}: {answer.Code} {answer.Msg}"),
        { Data.ValueKind: not JsonValueKind.Array } => new VenueFailure(VenueFailureKind.Malformed, $"{Venue} {what}: the answer has no data: {WireJson.Excerpt(body)}"),
        _ => null,
    };

    /// <summary>The records of a body that <see cref="FailureIn"/> has let through.</summary>
    public static JsonElement.ArrayEnumerator Records(byte[] body) => WireJson.Items(WireJson.Read(body, OkxJson.Default.OkxAnswer)!.Data);

    /// <summary>Spot pairs against USD, in all states; teaches the symbol map.</summary>
    public (IReadOnlyList<Instrument> Instruments, int Skipped) Instruments(byte[] body)
    {
        symbols.Learn(Records(body).Select(static r => WireJson.Read(r, OkxJson.Default.OkxInstrument)).Where(static i => i is { BaseCcy.Length: > 0, QuoteCcy.Length: > 0 })
            .Select(static i => (i!.InstId, i.BaseCcy!, i.QuoteCcy!)));
        return All(Records(body), Instrument);
    }

    /// <summary>Prices; of pairs against USD alone.</summary>
    public (IReadOnlyList<Quote> Quotes, int Skipped) Tickers(byte[] body, DateTimeOffset receivedAt) => All(Records(body), (JsonElement record, out bool isOthers) => Ticker(record, receivedAt, out isOthers));

    /// <summary>One page of candles, newest first as it comes; an hour that is over and not yet final is left out.</summary>
    public (IReadOnlyList<Candle> Candles, int Skipped, DateTimeOffset? Oldest) Candles(byte[] body, TimeSpan interval, DateTimeOffset now)
    {
        List<Candle> candles = [];
        var skipped = 0;
        DateTimeOffset? oldest = null;
        foreach (var row in Records(body))
        {
            if (Candle(row) is not var (candle, isFinal)) skipped += Skip("candle", row.GetRawText());
            else if ((CandleRules.Broken(candle, interval, now) ?? CandleRules.OutOfOrder(candle, oldest, isNewestFirst: true)) is { } rule) skipped += Skip($"candle: {rule}", row.GetRawText());
            else
            {
                oldest = candle.OpenTime;
                if (isFinal || candle.OpenTime + interval > now) candles.Add(candle);
            }
        }

        return (candles, skipped, oldest);
    }

    /// <summary>One page of trades, newest first as it comes.</summary>
    public (IReadOnlyList<Trade> Trades, int Skipped) Trades(byte[] body, DateTimeOffset now)
    {
        List<Trade> trades = [];
        var skipped = 0;
        foreach (var record in Records(body))
        {
            if (Trade(record, now) is not var (_, trade)) skipped++;
            else if (trades.Count > 0 && trade.Time > trades[^1].Time) skipped += Skip("trade: unsorted", record.GetRawText());
            else trades.Add(trade);
        }

        return (trades, skipped);
    }

    /// <summary>The only book of an answer; a failure, counted, when there is none or any of it is nonsense.</summary>
    public VenueResult<ExchangeNativeBook> Book(byte[] body, string symbol, DateTimeOffset receivedAt)
    {
        var records = Records(body);
        var book = records.MoveNext() && WireJson.Read(records.Current, OkxJson.Default.OkxWholeBook) is { } wire
            && WireJson.Levels(wire.Bids) is { } bids && WireJson.Levels(wire.Asks) is { } asks
            ? OkxBook.Whole(symbol, Time(wire.Ts, receivedAt), bids, asks)
            : new VenueResult<ExchangeNativeBook>(null, new VenueFailure(VenueFailureKind.Malformed, $"{Venue} book of {symbol}: the answer has none: {WireJson.Excerpt(body)}"));
        if (book.Failure is { } failure) Skip("book", failure.Message);
        return book;
    }

    /// <summary>An instrument; null for one that is not ours, and, counted, for one whose state means nothing to us.</summary>
    public Instrument? Instrument(JsonElement record, out bool isOthers)
    {
        isOthers = false;
        if (WireJson.Read(record, OkxJson.Default.OkxInstrument) is not { } wire) return Unusable<Instrument>("instrument", record);
        if (symbols.ToCanonical(wire.InstId) is not { } symbol)
        {
            isOthers = true;
            return null;
        }

        return wire.State switch
        {
            "live" => new Instrument(symbol, Venue, symbol[..^4], "USD", IsOnline: true, wire.State),
            "suspend" or "preopen" or "test" or "rebase" or "post_only" => new Instrument(symbol, Venue, symbol[..^4], "USD", IsOnline: false, wire.State),
            _ => Unusable<Instrument>("unknown status", record),
        };
    }

    /// <summary>A price; null for a pair that is not ours, and, counted, for one that no market can have.</summary>
    public Quote? Ticker(JsonElement record, DateTimeOffset receivedAt, out bool isOthers)
    {
        isOthers = false;
        if (WireJson.Read(record, OkxJson.Default.OkxTicker) is not { } wire) return Unusable<Quote>("ticker", record);
        if (symbols.ToCanonical(wire.InstId) is not { } symbol)
        {
            isOthers = true;
            return null;
        }

        if (Decimal(wire.Last) is not { } last || !IsSide(wire.BidPx, out var bid) || !IsSide(wire.AskPx, out var ask)) return Unusable<Quote>("ticker", record);
        return QuoteRules.Broken(last, bid, ask) is { } rule
            ? Unusable<Quote>($"quote: {rule}", record)
            : new Quote(Time(wire.Ts, receivedAt), symbol, Venue, last, bid, ask);
    }

    /// <summary>A trade with its symbol; null, and counted, when it cannot be used.</summary>
    public (string Symbol, Trade Trade)? Trade(JsonElement record, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(record, OkxJson.Default.OkxTrade) is not { } wire || Side(wire.Side) is not { } side || WireTime.Milliseconds(wire.Ts) is null) return Unusable("trade");
        if (symbols.ToCanonical(wire.InstId) is not { } symbol) return Unusable("unknown pair");

        var id = long.TryParse(wire.TradeId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        var trade = new Trade(Time(wire.Ts, receivedAt), wire.Px, wire.Sz, side, id);
        return TradeRules.Broken(trade) is { } rule ? Unusable($"trade: {rule}") : (symbol, trade);

        (string, Trade)? Unusable(string kind)
        {
            Skip(kind, record.GetRawText());
            return null;
        }
    }

    /// <summary>An instant of the wire, never after receipt: clocks differ, the future does not exist. Without one, receipt.</summary>
    public static DateTimeOffset Time(long? milliseconds, DateTimeOffset receivedAt) =>
        WireTime.Milliseconds(milliseconds) is { } time && time < receivedAt ? time : receivedAt;

    /// <summary>A number written as text; null when it is none.</summary>
    public static decimal? Decimal(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Counts a record that is left out. Returns 1.</summary>
    public int Skip(string kind, string detail) => anomalies.Skip(kind, detail);

    private delegate T? Reader<out T>(JsonElement record, out bool isOthers);

    private static (IReadOnlyList<T> Values, int Skipped) All<T>(JsonElement.ArrayEnumerator records, Reader<T> read)
        where T : class
    {
        List<T> values = [];
        var skipped = 0;
        foreach (var record in records)
        {
            if (read(record, out var isOthers) is { } value) values.Add(value);
            else if (!isOthers) skipped++;
        }

        return (values, skipped);
    }

    private static VenueFailureKind KindOf(string code) => code switch
    {
        "50011" or "50061" => VenueFailureKind.RateLimited,
        "50001" or "50004" or "50005" or "50013" or "50026" => VenueFailureKind.ServerError,
        "51001" => VenueFailureKind.UnknownSymbol,
        _ => VenueFailureKind.Refused,
    };

    private static TradeSide? Side(string word) => word switch
    {
        "buy" => TradeSide.Buy,
        "sell" => TradeSide.Sell,
        _ => null,
    };

    /// <summary>An empty side is an empty text or 0.</summary>
    private static bool IsSide(string? text, out decimal? price)
    {
        price = string.IsNullOrEmpty(text) ? null : Decimal(text);
        if (price is null) return string.IsNullOrEmpty(text);
        if (price == 0) price = null;
        return true;
    }

    /// <summary>[time, open, high, low, close, base volume, volume, quote volume, 1 when final]; of a spot pair the sixth is in base units, and the eighth in the quote currency.</summary>
    private static (Candle Candle, bool IsFinal)? Candle(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < 9 || row.EnumerateArray().Any(static v => v.ValueKind != JsonValueKind.String)) return null;
        if (!long.TryParse(row[0].GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || WireTime.Milliseconds(milliseconds) is not { } opened) return null;
        if (At(1) is not { } open || At(2) is not { } high || At(3) is not { } low || At(4) is not { } close || At(5) is not { } volume || At(7) is not { } quote) return null;
        if (row[8].GetString() is not ("0" or "1")) return null;

        // Traded coins are never worth nothing: an old answer without quote volume has a 0 there.
        decimal? quoteVolume = quote == 0 && volume > 0 ? null : quote;
        return (new Candle(opened, open, high, low, close, volume, quoteVolume), row[8].GetString() == "1");

        decimal? At(int place) => Decimal(row[place].GetString());
    }

    private T? Unusable<T>(string kind, JsonElement record)
        where T : class
    {
        Skip(kind, record.GetRawText());
        return null;
    }
}
