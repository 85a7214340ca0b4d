using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>
/// REST answers to domain types. Decimal text becomes decimal, never by way of a double. What cannot be used is counted in <paramref name="anomalies"/> and left out;
/// the rest of the answer stays. Frames of the stream are read by <see cref="KrakenFrames"/> with the same rules.
/// </summary>
/// <param name="symbols">Names.</param>
/// <param name="anomalies">Where unusable records are counted.</param>
internal sealed class KrakenParser(KrakenSymbols symbols, WireAnomalies anomalies)
{
    /// <summary>Venue name.</summary>
    public const string Venue = "kraken";

    /// <summary>Kraken's own errors in an answer with status 200; null when there are none.</summary>
    public static VenueFailure? FailureIn(byte[] body, string what)
    {
        if (WireJson.Read(body, KrakenJson.Default.KrakenAnswer) is not { } answer)
            return WireJson.Malformed(Venue, what, body);
        if (answer.Error.FirstOrDefault(static e => e.StartsWith('E')) is { } error)
            return new VenueFailure(KindOf(error), $"{Venue} {what}: {string.Join(", ", answer.Error)}.");
        return answer.Result.ValueKind == JsonValueKind.Object
            ? null
            : new VenueFailure(VenueFailureKind.Malformed, $"{Venue} {what}: the answer has no result: {WireJson.Excerpt(body)}");
    }

    /// <summary>AssetPairs by pair id; teaches the symbol map. All quotes, all states.</summary>
    public (IReadOnlyList<Instrument> Instruments, int Skipped) AssetPairs(byte[] body)
    {
        Dictionary<string, KrakenAssetPair> pairs = new(StringComparer.Ordinal);
        var skipped = 0;
        foreach (var entry in Result(body).EnumerateObject())
        {
            if (WireJson.Read(entry.Value, KrakenJson.Default.KrakenAssetPair) is { } pair) pairs[entry.Name] = pair;
            else skipped += Skip("asset pair", entry.ToString());
        }

        symbols.Learn(pairs);
        List<Instrument> instruments = [];
        foreach (var pair in pairs.Values)
        {
            // Dark pools have no public market, tokenised shares are no crypto assets: neither is malformed, neither is ours.
            if (pair.Wsname is null || pair.AclassBase is not (null or "currency")) continue;
            if (Instrument(pair.Wsname, pair.Status ?? "online") is { } instrument) instruments.Add(instrument);
            else skipped++;
        }

        return (instruments, skipped);
    }

    /// <summary>Ticker. REST gives no time of the price, so the time of receipt stands for it.</summary>
    public (IReadOnlyList<Quote> Quotes, int Skipped) Tickers(byte[] body, DateTimeOffset receivedAt)
    {
        List<Quote> quotes = [];
        var skipped = 0;
        foreach (var entry in Result(body).EnumerateObject())
        {
            if (symbols.ToCanonical(entry.Name) is not { } symbol) skipped += Skip("unknown pair", entry.Name);
            else if (WireJson.Read(entry.Value, KrakenJson.Default.KrakenTicker) is not { C: [var last, ..] } ticker) skipped += Skip("ticker", entry.ToString());
            else if (Quote(receivedAt, symbol, last, First(ticker.B), First(ticker.A)) is { } quote) quotes.Add(quote);
            else skipped++;
        }

        return (quotes, skipped);
    }

    /// <summary>OHLC of one pair, oldest first; duplicates, backward steps and nonsense left out.</summary>
    public (IReadOnlyList<Candle> Candles, int Skipped)? Candles(byte[] body, TimeSpan interval, DateTimeOffset now)
    {
        var rows = Result(body).EnumerateObject().FirstOrDefault(static p => p.Value.ValueKind == JsonValueKind.Array).Value;
        if (rows.ValueKind != JsonValueKind.Array) return null;

        List<Candle> candles = new(rows.GetArrayLength());
        var skipped = 0;
        foreach (var row in rows.EnumerateArray())
        {
            if (Candle(row) is not { } candle) skipped += Skip("candle", row.GetRawText());
            else if ((CandleRules.Broken(candle, interval, now) ?? CandleRules.OutOfOrder(candle, candles is [.., var last] ? last.OpenTime : null)) is { } rule) skipped += Skip($"candle: {rule}", row.GetRawText());
            else candles.Add(candle);
        }

        return (candles, skipped);
    }

    /// <summary>Trades of one pair, oldest first; null when the answer has none of any pair.</summary>
    public (IReadOnlyList<Trade> Trades, int Skipped)? Trades(byte[] body, DateTimeOffset now)
    {
        var rows = Result(body).EnumerateObject().FirstOrDefault(static p => p.Value.ValueKind == JsonValueKind.Array).Value;
        if (rows.ValueKind != JsonValueKind.Array) return null;

        List<Trade> trades = new(rows.GetArrayLength());
        var skipped = 0;
        foreach (var row in rows.EnumerateArray())
        {
            if (Trade(row, now) is not { } trade) skipped += Skip("trade", row.GetRawText());
            else if (TradeRules.Broken(trade) is { } rule) skipped += Skip($"trade: {rule}", row.GetRawText());
            else if (trades.Count > 0 && trade.Time < trades[^1].Time) skipped += Skip("trade: unsorted", row.GetRawText());
            else trades.Add(trade);
        }

        return (trades, skipped);
    }

    /// <summary>
    /// Depth of one pair; a failure, counted, when any of it is nonsense. Kraken stamps each level with the whole second of its last change and the book with nothing: its time is the newest of these,
    /// never after receipt, and the receipt where there is none.
    /// </summary>
    public VenueResult<ExchangeNativeBook> Depth(byte[] body, string symbol, DateTimeOffset receivedAt)
    {
        var entry = Result(body).EnumerateObject().FirstOrDefault(static p => p.Value.ValueKind == JsonValueKind.Object).Value;
        var wire = entry.ValueKind == JsonValueKind.Object ? WireJson.Read(entry, KrakenJson.Default.KrakenDepth) : null;
        var book = wire is not null && WireJson.Levels(wire.Bids) is { } bids && WireJson.Levels(wire.Asks) is { } asks
            ? KrakenBook.Whole(symbol, Newest(wire, receivedAt), bids, asks)
            : new VenueResult<ExchangeNativeBook>(null, new VenueFailure(VenueFailureKind.Malformed, $"{Venue} book of {symbol}: the answer has none: {WireJson.Excerpt(body)}"));
        if (book.Failure is { } failure) Skip("book", failure.Message);
        return book;
    }

    /// <summary>An instrument from a name with a slash; null, and counted, when the name or the state means nothing to us.</summary>
    public Instrument? Instrument(string name, string status)
    {
        if (symbols.ToCanonical(name) is not { } symbol || KrakenSymbols.Split(symbol, '-') is not var (baseAsset, quote))
        {
            Skip("unknown pair", name);
            return null;
        }

        switch (status)
        {
            case "online":
                return new Instrument(symbol, Venue, baseAsset, quote, IsOnline: true, status);
            case "cancel_only" or "post_only" or "limit_only" or "reduce_only" or "delisted" or "maintenance" or "work_in_progress":
                return new Instrument(symbol, Venue, baseAsset, quote, IsOnline: false, status);
            default:
                Skip("unknown status", $"{name}: {status}");
                return null;
        }
    }

    /// <summary>A quote; null, and counted, when no market can have it. A side of 0 is Kraken's word for an empty side.</summary>
    public Quote? Quote(DateTimeOffset time, string symbol, decimal last, decimal? bid, decimal? ask)
    {
        bid = bid == 0 ? null : bid;
        ask = ask == 0 ? null : ask;
        if (QuoteRules.Broken(last, bid, ask) is not { } rule) return new Quote(time, symbol, Venue, last, bid, ask);

        Skip($"quote: {rule}", $"{symbol} last {last}, bid {bid}, ask {ask}");
        return null;
    }

    /// <summary>Quote volume: Kraken gives the volume-weighted price instead. Null where it gives neither, or a product beyond a decimal.</summary>
    public static decimal? QuoteVolume(decimal? vwap, decimal volume)
    {
        try
        {
            return vwap is { } price ? Math.Round(price * volume, 8) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The taker's side as REST and as the stream write it; null for another word.</summary>
    public static TradeSide? Side(string? word) => word switch
    {
        "buy" or "b" => TradeSide.Buy,
        "sell" or "s" => TradeSide.Sell,
        _ => null,
    };

    /// <summary>Counts a record that is left out. Returns 1.</summary>
    public int Skip(string kind, string detail) => anomalies.Skip(kind, detail);

    private static VenueFailureKind KindOf(string error) => error switch
    {
        _ when error.StartsWith("EAPI:Rate limit", StringComparison.Ordinal) => VenueFailureKind.RateLimited,
        _ when error.StartsWith("EGeneral:Too many requests", StringComparison.Ordinal) => VenueFailureKind.RateLimited,
        _ when error.StartsWith("EGeneral:Temporary lockout", StringComparison.Ordinal) => VenueFailureKind.RateLimited,
        _ when error.StartsWith("EService:Throttled", StringComparison.Ordinal) => VenueFailureKind.RateLimited,
        _ when error.StartsWith("EQuery:Unknown asset pair", StringComparison.Ordinal) => VenueFailureKind.UnknownSymbol,
        _ when error.StartsWith("EService:", StringComparison.Ordinal) => VenueFailureKind.ServerError,
        _ when error.StartsWith("EGeneral:Internal error", StringComparison.Ordinal) => VenueFailureKind.ServerError,
        _ => VenueFailureKind.Refused,
    };

    /// <summary>The result of a body that <see cref="FailureIn"/> has let through.</summary>
    private static JsonElement Result(byte[] body) => WireJson.Read(body, KrakenJson.Default.KrakenAnswer)!.Result;

    private static DateTimeOffset Newest(KrakenDepth wire, DateTimeOffset receivedAt)
    {
        var newest = wire.Bids.EnumerateArray().Concat(wire.Asks.EnumerateArray())
            .Select(static row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() >= 3 && WireJson.Whole(row[2]) is > 0 and <= 253_402_300_799 and var seconds ? seconds : 0)
            .DefaultIfEmpty().Max();
        return newest > 0 && DateTimeOffset.FromUnixTimeSeconds(newest) is var time && time < receivedAt ? time : receivedAt;
    }

    private static decimal? First(IReadOnlyList<decimal>? level) => level is [var price, ..] ? price : null;

    /// <summary>[time, open, high, low, close, vwap, volume, count].</summary>
    private static Candle? Candle(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < 8) return null;
        if (row[0].ValueKind != JsonValueKind.Number || !row[0].TryGetInt64(out var seconds) || WireTime.Seconds(seconds) is not { } opened) return null;
        if (WireJson.Number(row[1]) is not { } open || WireJson.Number(row[2]) is not { } high || WireJson.Number(row[3]) is not { } low || WireJson.Number(row[4]) is not { } close) return null;
        if (WireJson.Number(row[5]) is not { } vwap || WireJson.Number(row[6]) is not { } volume) return null;
        if (row[7].ValueKind != JsonValueKind.Number || !row[7].TryGetInt32(out var trades)) return null;
        return new Candle(opened, open, high, low, close, volume, QuoteVolume(vwap, volume), trades);
    }

    /// <summary>[price, size, time in seconds with a fraction, b or s, order type, nothing, id]; the id came later to Kraken and may be absent.</summary>
    private static Trade? Trade(JsonElement row, DateTimeOffset now)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < 4) return null;
        if (WireJson.Number(row[0]) is not { } price || WireJson.Number(row[1]) is not { } size) return null;
        if (WireTime.Seconds(WireJson.Number(row[2])) is not { } time) return null;
        if (row[3].ValueKind != JsonValueKind.String || Side(row[3].GetString()) is not { } side) return null;

        long? id = row.GetArrayLength() > 6 && row[6].ValueKind == JsonValueKind.Number && row[6].TryGetInt64(out var number) ? number : null;
        return new Trade(time < now ? time : now, price, size, side, id);
    }
}
