using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>
/// REST answers to domain types. Decimal text becomes decimal, never by way of a double. What cannot be used is counted in <paramref name="anomalies"/> and left out;
/// the rest of the answer stays. Frames of the stream are read by <see cref="CoinbaseFrames"/> with the same rules.
/// </summary>
/// <param name="symbols">Names.</param>
/// <param name="anomalies">Where unusable records are counted.</param>
internal sealed class CoinbaseParser(CoinbaseSymbols symbols, WireAnomalies anomalies)
{
    /// <summary>Venue name.</summary>
    public const string Venue = "coinbase";

    /// <summary>Coinbase's own error in an answer, or that it is not the documented JSON; null when neither.</summary>
    public static VenueFailure? FailureIn(byte[] body, string what)
    {
        if (body.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
            return Rows(body) is null ? Malformed(body, what) : null;
        if (WireJson.Read(body, CoinbaseJson.Default.CoinbaseRefusal) is not { } answer) return Malformed(body, what);
        return answer.Message is { } message ? new VenueFailure(KindOf(message), $"{Venue} {what}: {message}.") : null;
    }

    /// <summary>An answer that is not what is documented.</summary>
    public static VenueFailure Malformed(byte[] body, string what) =>
        WireJson.Malformed(Venue, what, body);

    /// <summary>Products; teaches the symbol map. All quotes, all states. Null when the answer is not a list.</summary>
    public (IReadOnlyList<Instrument> Instruments, int Skipped)? Products(byte[] body)
    {
        if (Rows(body) is not { } rows) return null;

        List<Instrument> instruments = new(rows.Count);
        var skipped = 0;
        foreach (var row in rows)
        {
            if (WireJson.Read(row, CoinbaseJson.Default.CoinbaseProduct) is not { } product) skipped += Skip("product", row.GetRawText());
            else if (symbols.ToCanonical(product.Id) is not { } symbol || CoinbaseSymbols.Split(symbol) is not var (baseAsset, quote)) skipped += Skip("unknown pair", product.Id);
            else if (StatusOf(product) is not { } status) skipped += Skip("unknown status", $"{product.Id}: {product.Status}");
            else instruments.Add(new Instrument(symbol, Venue, baseAsset, quote, status == "online", status));
        }

        symbols.Learn(instruments.Select(static i => i.Symbol));
        return (instruments, skipped);
    }

    /// <summary>Ticker of one product; a null quote was counted. Its time is that of the last trade, never after receipt.</summary>
    public Quote? Ticker(byte[] body, string symbol, DateTimeOffset receivedAt)
    {
        if (WireJson.Read(body, CoinbaseJson.Default.CoinbaseTicker) is { } ticker) return Quote(Earlier(ticker.Time, receivedAt), symbol, ticker.Price, ticker.Bid, ticker.Ask);

        Skip("ticker", WireJson.Excerpt(body));
        return null;
    }

    /// <summary>
    /// Candles of one product, oldest first; duplicates, backward steps and nonsense left out. Null when the answer is not a list. Coinbase gives neither a quote volume nor a count of trades.
    /// </summary>
    public (IReadOnlyList<Candle> Candles, int Skipped)? Candles(byte[] body, TimeSpan interval, DateTimeOffset now)
    {
        if (Rows(body) is not { } rows) return null;

        List<Candle> candles = new(rows.Count);
        var skipped = 0;
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            if (Candle(rows[i]) is not { } candle) skipped += Skip("candle", rows[i].GetRawText());
            else if ((CandleRules.Broken(candle, interval, now) ?? CandleRules.OutOfOrder(candle, candles is [.., var last] ? last.OpenTime : null)) is { } rule) skipped += Skip($"candle: {rule}", rows[i].GetRawText());
            else candles.Add(candle);
        }

        return (candles, skipped);
    }

    /// <summary>A page of trades of one product, newest first as they come; null when the answer is not a list.</summary>
    public (IReadOnlyList<Trade> Trades, int Rows, int Skipped)? Trades(byte[] body, DateTimeOffset now)
    {
        if (Rows(body) is not { } rows) return null;

        List<Trade> trades = new(rows.Count);
        var skipped = 0;
        foreach (var row in rows)
        {
            if (Trade(row, now) is not { } trade) skipped++;
            else if (trades.Count > 0 && trade.Id >= trades[^1].Id) skipped += Skip("trade: unsorted", row.GetRawText());
            else trades.Add(trade);
        }

        return (trades, rows.Count, skipped);
    }

    /// <summary>The book of one product; a failure, counted, when any of it is nonsense. Without a time of its own the receipt stands for it.</summary>
    public VenueResult<ExchangeNativeBook> Book(byte[] body, string symbol, DateTimeOffset receivedAt)
    {
        var book = WireJson.Read(body, CoinbaseJson.Default.CoinbaseWholeBook) is { } wire
            ? CoinbaseBook.Whole(symbol, Earlier(wire.Time, receivedAt), wire.Bids, wire.Asks)
            : new VenueResult<ExchangeNativeBook>(null, Malformed(body, $"book of {symbol}"));
        if (book.Failure is { } failure) Skip("book", failure.Message);
        return book;
    }

    /// <summary>The snapshot of a book; null when any of it cannot be read.</summary>
    public static CoinbaseBookChange? WholeBook(ReadOnlySpan<byte> text, DateTimeOffset receivedAt) =>
        WireJson.Read(text, CoinbaseJson.Default.CoinbaseWholeBook) is { } book && AreLevels(book.Bids) && AreLevels(book.Asks)
            ? new CoinbaseBookChange(Earlier(book.Time, receivedAt), IsSnapshot: true, book.Bids, book.Asks)
            : null;

    /// <summary>Whether all levels could be read; size 0 takes one away.</summary>
    public static bool AreLevels(IReadOnlyList<BookLevel> levels)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            if (levels[i] is not { Price: > 0, Size: >= 0 }) return false;
        }

        return true;
    }

    /// <summary>A trade; null, and counted, when it cannot be used. Coinbase names the maker's side: the taker's is the other.</summary>
    public Trade? Trade(JsonElement row, DateTimeOffset receivedAt) => Trade(WireJson.Read(row, CoinbaseJson.Default.CoinbaseTrade), row.GetRawText, receivedAt);

    /// <summary>The same for one that has been read; null when it could not be.</summary>
    public Trade? Trade(CoinbaseTrade? wire, Func<string> text, DateTimeOffset receivedAt)
    {
        if (wire is null || TakerSide(wire.Side) is not { } side)
        {
            Skip("trade", text());
            return null;
        }

        var trade = new Trade(Earlier(wire.Time, receivedAt), wire.Price, wire.Size, side, wire.TradeId);
        if (TradeRules.Broken(trade) is not { } rule) return trade;

        Skip($"trade: {rule}", text());
        return null;
    }

    /// <summary>A quote; null, and counted, when no market can have it. A side of 0 is an empty side.</summary>
    public Quote? Quote(DateTimeOffset time, string symbol, decimal last, decimal? bid, decimal? ask)
    {
        bid = bid == 0 ? null : bid;
        ask = ask == 0 ? null : ask;
        if (QuoteRules.Broken(last, bid, ask) is not { } rule) return new Quote(time, symbol, Venue, last, bid, ask);

        Skip($"quote: {rule}", $"{symbol} last {last}, bid {bid}, ask {ask}");
        return null;
    }

    /// <summary>A venue's clock ahead of ours makes nothing of the future: what has been received has been.</summary>
    public static DateTimeOffset Earlier(DateTimeOffset? stamp, DateTimeOffset receivedAt) => stamp is { } time && time < receivedAt ? time.ToUniversalTime() : receivedAt;

    /// <summary>Counts a record that is left out. Returns 1.</summary>
    public int Skip(string kind, string detail) => anomalies.Skip(kind, detail);

    private static TradeSide? TakerSide(string maker) => maker switch
    {
        "sell" => TradeSide.Buy,
        "buy" => TradeSide.Sell,
        _ => null,
    };

    /// <summary>Coinbase's word, or the restriction that an online product is under; null for a word that is not known.</summary>
    private static string? StatusOf(CoinbaseProduct product) => product switch
    {
        { Status: not ("online" or "offline" or "internal" or "delisted") } => null,
        { Status: not "online" } => product.Status,
        { TradingDisabled: true } => "trading_disabled",
        { CancelOnly: true } => "cancel_only",
        { AuctionMode: true } => "auction_mode",
        { PostOnly: true } => "post_only",
        { LimitOnly: true } => "limit_only",
        _ => "online",
    };

    private static VenueFailureKind KindOf(string message) => message switch
    {
        "NotFound" => VenueFailureKind.UnknownSymbol,
        _ when message.Contains("rate limit", StringComparison.OrdinalIgnoreCase) => VenueFailureKind.RateLimited,
        _ => VenueFailureKind.Refused,
    };

    private static IReadOnlyList<JsonElement>? Rows(byte[] body) => WireJson.Read(body, CoinbaseJson.Default.IReadOnlyListJsonElement);

    /// <summary>[time in seconds, low, high, open, close, volume].</summary>
    private static Candle? Candle(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < 6) return null;
        if (row[0].ValueKind != JsonValueKind.Number || !row[0].TryGetInt64(out var seconds) || WireTime.Seconds(seconds) is not { } opened) return null;
        return Number(row[1]) is { } low && Number(row[2]) is { } high && Number(row[3]) is { } open && Number(row[4]) is { } close && Number(row[5]) is { } volume
            ? new Candle(opened, open, high, low, close, volume)
            : null;
    }

    private static decimal? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;
}
