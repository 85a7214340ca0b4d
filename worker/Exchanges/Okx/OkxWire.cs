using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>REST: every answer. <see cref="Code"/> is <c>0</c> when all is well.</summary>
internal sealed record OkxAnswer(string Code, string? Msg = null, JsonElement Data = default);

/// <summary>Instruments, by REST and on the channel <c>instruments</c>. <see cref="State"/> is <c>live</c>, <c>suspend</c>, <c>preopen</c>, <c>test</c> or <c>rebase</c>.</summary>
internal sealed record OkxInstrument(string InstId, string State, string? BaseCcy = null, string? QuoteCcy = null);

/// <summary>Tickers, by REST and on the channel <c>tickers</c>. What there is none of is an empty text.</summary>
internal sealed record OkxTicker(string InstId, string Last, string? BidPx = null, string? AskPx = null, long? Ts = null);

/// <summary>Trades, by REST one by one; on the channel <c>trades</c> what one taker's order did at one price is one, with the number of its last. <see cref="Side"/> is the taker's.</summary>
internal sealed record OkxTrade(string InstId, string Side, decimal Px, decimal Sz, long Ts, string? TradeId = null);

/// <summary>REST books: one whole book. Rows as of <see cref="OkxLevels"/>, best first.</summary>
internal sealed record OkxWholeBook(JsonElement Asks, JsonElement Bids, long Ts);

/// <summary>WebSocket: every message; data of a channel, or an <see cref="Event"/>: <c>subscribe</c>, <c>error</c>, <c>notice</c>.</summary>
internal sealed record OkxFrame(string? Event = null, OkxArgument? Arg = null, string? Action = null, JsonElement Data = default, string? Code = null, string? Msg = null);

/// <summary>A channel of an instrument, or of a type of instruments.</summary>
internal sealed record OkxArgument(string? Channel = null, string? InstId = null, string? InstType = null);

/// <summary>Channel <c>books</c>: a snapshot, whose <see cref="PrevSeqId"/> is -1, or what has changed since the message with that number; a size of 0 takes a level away.</summary>
internal sealed record OkxStreamBook(BookLevel[] Asks, BookLevel[] Bids, long SeqId, long PrevSeqId, long? Ts = null);

/// <summary>WebSocket request.</summary>
internal sealed record OkxRequest(string Op, IReadOnlyList<OkxArgument> Args);

/// <summary>A level as OKX writes it: <c>["price","size","0","orders"]</c>. A price of 0 or less, or a size under 0, is no level.</summary>
internal sealed class OkxLevels : JsonConverter<BookLevel>
{
    /// <inheritdoc />
    public override BookLevel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A level is an array.");
        var level = new BookLevel(Number(ref reader), Number(ref reader));
        if (level is not { Price: > 0, Size: >= 0 }) throw new JsonException("A level has a price above 0 and no size under 0.");

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) reader.Skip();
        return level;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, BookLevel value, JsonSerializerOptions options) => throw new NotSupportedException("Levels are only read.");

    private static decimal Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("A number is a text here.");
        if (!reader.ValueIsEscaped && !reader.HasValueSequence && WireNumber.TryDecimal(reader.ValueSpan, out var plain)) return plain;
        return OkxParser.Decimal(reader.GetString()) ?? throw new JsonException("This is no number.");
    }
}

/// <summary>OKX's JSON: camel case, numbers as text, missing fields without a default and nulls are errors, unknown fields are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(OkxLevels)])]
[JsonSerializable(typeof(OkxAnswer))]
[JsonSerializable(typeof(OkxInstrument))]
[JsonSerializable(typeof(OkxTicker))]
[JsonSerializable(typeof(OkxTrade))]
[JsonSerializable(typeof(OkxWholeBook))]
[JsonSerializable(typeof(OkxFrame))]
[JsonSerializable(typeof(OkxStreamBook))]
[JsonSerializable(typeof(OkxRequest))]
internal sealed partial class OkxJson : JsonSerializerContext;
