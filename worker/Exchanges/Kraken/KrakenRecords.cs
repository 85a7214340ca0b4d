using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>The records of <see cref="KrakenHotFrames"/>. Each reads from its opening to its closing brace; nothing comes back for one that is not exactly as documented.</summary>
/// <param name="symbols">Names.</param>
internal sealed class KrakenRecords(KrakenSymbols symbols)
{
    private readonly List<(List<BookLevel> Bids, List<BookLevel> Asks)> _levels = [];

    /// <summary>Channel <c>ticker</c>.</summary>
    public QuoteUpdate? Ticker(ref Utf8JsonReader reader, DateTimeOffset receivedAt)
    {
        string? symbol = null;
        decimal? last = null, bid = null, ask = null;
        DateTimeOffset? time = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var isFine = true;
            if (name.SequenceEqual("symbol"u8)) isFine = Symbol(ref reader, ref symbol);
            else if (name.SequenceEqual("bid"u8)) isFine = Number(ref reader, ref bid);
            else if (name.SequenceEqual("ask"u8)) isFine = Number(ref reader, ref ask);
            else if (name.SequenceEqual("last"u8)) isFine = Number(ref reader, ref last);
            else if (name.SequenceEqual("timestamp"u8)) isFine = Time(ref reader, ref time);
            else reader.Skip();
            if (!isFine) return null;
        }

        bid = bid == 0 ? null : bid;
        ask = ask == 0 ? null : ask;
        return symbol is null || last is not { } price || QuoteRules.Broken(price, bid, ask) is not null
            ? null
            : new QuoteUpdate(receivedAt, new Quote(NotLater(time, receivedAt), symbol, KrakenParser.Venue, price, bid, ask));
    }

    /// <summary>Channel <c>book</c>. Its levels are good until the next frame.</summary>
    /// <param name="reader">At the opening brace.</param>
    /// <param name="receivedAt">Market time of receipt.</param>
    /// <param name="isSnapshot">Type of the frame.</param>
    /// <param name="number">Number of the record in its frame.</param>
    /// <param name="change">What it says.</param>
    public bool TryBook(ref Utf8JsonReader reader, DateTimeOffset receivedAt, bool isSnapshot, int number, out KrakenBookChange change)
    {
        change = default;
        if (number == _levels.Count) _levels.Add(([], []));
        var (bids, asks) = _levels[number];
        string? symbol = null;
        DateTimeOffset? time = null;
        uint? checksum = null;
        var (hasBids, hasAsks) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var isFine = true;
            if (name.SequenceEqual("symbol"u8)) isFine = Symbol(ref reader, ref symbol);
            else if (name.SequenceEqual("bids"u8)) isFine = Levels(ref reader, bids, ref hasBids);
            else if (name.SequenceEqual("asks"u8)) isFine = Levels(ref reader, asks, ref hasAsks);
            else if (name.SequenceEqual("checksum"u8)) isFine = Checksum(ref reader, ref checksum);
            else if (name.SequenceEqual("timestamp"u8)) isFine = Time(ref reader, ref time);
            else reader.Skip();
            if (!isFine) return false;
        }

        if (symbol is null || checksum is null || !hasBids || !hasAsks) return false;
        change = new KrakenBookChange(NotLater(time, receivedAt), symbol, isSnapshot, bids, asks, checksum);
        return true;
    }

    /// <summary>Channel <c>trade</c>.</summary>
    public bool TryTrade(ref Utf8JsonReader reader, DateTimeOffset receivedAt, out string symbol, out Trade trade)
    {
        string? pair = null;
        decimal? price = null, size = null;
        DateTimeOffset? time = null;
        TradeSide? side = null;
        long? id = null;
        (symbol, trade) = ("", default);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var isFine = true;
            if (name.SequenceEqual("symbol"u8)) isFine = Symbol(ref reader, ref pair);
            else if (name.SequenceEqual("side"u8)) isFine = Side(ref reader, ref side);
            else if (name.SequenceEqual("price"u8)) isFine = Number(ref reader, ref price);
            else if (name.SequenceEqual("qty"u8)) isFine = Number(ref reader, ref size);
            else if (name.SequenceEqual("trade_id"u8)) isFine = Id(ref reader, ref id);
            else if (name.SequenceEqual("timestamp"u8)) isFine = Time(ref reader, ref time);
            else reader.Skip();
            if (!isFine) return false;
        }

        if (pair is null || price is not { } paid || size is not { } amount || time is null || side is not { } taker) return false;
        (symbol, trade) = (pair, new Trade(NotLater(time, receivedAt), paid, amount, taker, id));
        return TradeRules.Broken(trade) is null;
    }

    private static DateTimeOffset NotLater(DateTimeOffset? time, DateTimeOffset receivedAt) => time is { } stamp && stamp < receivedAt ? stamp.ToUniversalTime() : receivedAt;

    // A field given twice is unusual, and so is one of another type than documented.
    private bool Symbol(ref Utf8JsonReader reader, ref string? symbol)
    {
        if (symbol is not null || reader.TokenType != JsonTokenType.String) return false;
        symbol = symbols.ToCanonical(reader.ValueSpan);
        return symbol is not null;
    }

    private static bool Number(ref Utf8JsonReader reader, ref decimal? value)
    {
        if (value is not null || reader.TokenType != JsonTokenType.Number || !WireNumber.TryDecimal(reader.ValueSpan, out var number)) return false;
        value = number;
        return true;
    }

    private static bool Time(ref Utf8JsonReader reader, ref DateTimeOffset? value)
    {
        if (value is not null || reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out var time)) return false;
        value = time;
        return true;
    }

    private static bool Checksum(ref Utf8JsonReader reader, ref uint? value)
    {
        if (value is not null || reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt32(out var number)) return false;
        value = number;
        return true;
    }

    private static bool Id(ref Utf8JsonReader reader, ref long? value)
    {
        if (value is not null || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number)) return false;
        value = number;
        return true;
    }

    private static bool Side(ref Utf8JsonReader reader, ref TradeSide? value)
    {
        if (value is not null || reader.TokenType != JsonTokenType.String) return false;
        value = reader.ValueSpan.SequenceEqual("buy"u8) ? TradeSide.Buy : reader.ValueSpan.SequenceEqual("sell"u8) ? TradeSide.Sell : null;
        return value is not null;
    }

    private static bool Levels(ref Utf8JsonReader reader, List<BookLevel> levels, ref bool isRead)
    {
        if (isRead || reader.TokenType != JsonTokenType.StartArray) return false;
        isRead = true;
        levels.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            decimal? price = null, size = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.ValueSpan;
                reader.Read();
                if (name.SequenceEqual("price"u8))
                {
                    if (!Number(ref reader, ref price)) return false;
                }
                else if (!name.SequenceEqual("qty"u8) || !Number(ref reader, ref size))
                {
                    return false;
                }
            }

            if (price is not > 0 || size is not { } quantity) return false;
            levels.Add(new BookLevel(price.Value, quantity));
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }
}
