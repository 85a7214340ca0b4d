using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>REST: every answer. Errors begin with E, warnings with W; with an error there is no result.</summary>
internal sealed record KrakenAnswer(IReadOnlyList<string> Error, JsonElement Result = default);

/// <summary>REST AssetPairs: one pair, keyed by its pair id. Dark pools have no <see cref="Wsname"/>, old answers no <see cref="Status"/>.</summary>
internal sealed record KrakenAssetPair(string Altname, string Base, string Quote, string? Wsname = null, string? AclassBase = null, string? Status = null);

/// <summary>REST Ticker: one pair, keyed by its pair id. <see cref="C"/> = last trade [price, lot], <see cref="A"/> and <see cref="B"/> = best ask and bid [price, whole lot, lot].</summary>
internal sealed record KrakenTicker(IReadOnlyList<decimal> C, IReadOnlyList<decimal>? A = null, IReadOnlyList<decimal>? B = null);

/// <summary>REST Depth: the book of one pair, keyed by its pair id. Rows [price, size, time in whole seconds], best first.</summary>
internal sealed record KrakenDepth(JsonElement Bids, JsonElement Asks);

/// <summary>WebSocket v2: every message; a channel's data or a method's answer.</summary>
internal sealed record KrakenFrame(
    string? Channel = null, string? Type = null, JsonElement Data = default, string? Method = null, bool? Success = null, string? Error = null, string? Symbol = null, JsonElement Result = default);

/// <summary>WebSocket v2 channel <c>ticker</c>.</summary>
internal sealed record KrakenStreamTicker(string Symbol, decimal Last, decimal? Bid = null, decimal? Ask = null, DateTimeOffset? Timestamp = null);

/// <summary>WebSocket v2 channel <c>ohlc</c>. <see cref="Interval"/> in minutes.</summary>
internal sealed record KrakenStreamCandle(
    string Symbol, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, int Interval, DateTimeOffset IntervalBegin, decimal? Vwap = null, int? Trades = null);

/// <summary>WebSocket v2 channel <c>trade</c>: one trade. <see cref="Side"/> is the taker's, <c>buy</c> or <c>sell</c>.</summary>
internal sealed record KrakenStreamTrade(string Symbol, string Side, decimal Price, decimal Qty, DateTimeOffset Timestamp, long? TradeId = null);

/// <summary>WebSocket v2 channel <c>instrument</c>: one pair.</summary>
internal sealed record KrakenStreamPair(string Symbol, string Base, string Quote, string Status);

/// <summary>WebSocket v2 channel <c>book</c>: one pair. Levels best first; a quantity of 0 takes a level away.</summary>
internal sealed record KrakenStreamBook(
    string Symbol, IReadOnlyList<KrakenStreamLevel> Bids, IReadOnlyList<KrakenStreamLevel> Asks, uint Checksum, DateTimeOffset? Timestamp = null);

/// <summary>A level of the channel <c>book</c>; the digits count, trailing zeros included.</summary>
[method: JsonConstructor]
internal readonly record struct KrakenStreamLevel(decimal Price, decimal Qty);

/// <summary>WebSocket v2 request.</summary>
internal sealed record KrakenRequest(string Method, KrakenSubscription Params, long ReqId);

/// <summary>What a subscribe request asks for.</summary>
internal sealed record KrakenSubscription(string Channel, IReadOnlyList<string>? Symbol = null, int? Interval = null, bool Snapshot = true, int? Depth = null);

/// <summary>Kraken's JSON: snake case, numbers also as text, missing fields without a default and nulls are errors, unknown fields are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KrakenAnswer))]
[JsonSerializable(typeof(KrakenAssetPair))]
[JsonSerializable(typeof(KrakenTicker))]
[JsonSerializable(typeof(KrakenDepth))]
[JsonSerializable(typeof(KrakenFrame))]
[JsonSerializable(typeof(KrakenStreamTicker))]
[JsonSerializable(typeof(KrakenStreamCandle))]
[JsonSerializable(typeof(KrakenStreamTrade))]
[JsonSerializable(typeof(KrakenStreamPair))]
[JsonSerializable(typeof(KrakenStreamBook))]
[JsonSerializable(typeof(KrakenRequest))]
internal sealed partial class KrakenJson : JsonSerializerContext;
