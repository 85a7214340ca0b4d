using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>REST: a refusal, <c>NotFound</c> for a product that is not known.</summary>
internal sealed record CoinbaseRefusal(string? Message = null);

/// <summary>REST products: one product.</summary>
internal sealed record CoinbaseProduct(
    string Id,
    string BaseCurrency,
    string QuoteCurrency,
    string Status,
    bool? TradingDisabled = null,
    bool? CancelOnly = null,
    bool? PostOnly = null,
    bool? LimitOnly = null,
    bool? AuctionMode = null);

/// <summary>REST ticker. <see cref="Time"/> is that of the last trade.</summary>
internal sealed record CoinbaseTicker(decimal Price, decimal? Bid = null, decimal? Ask = null, DateTimeOffset? Time = null);

/// <summary>A trade: REST, newest first, and the channel <c>matches</c>. <see cref="Side"/> is the maker's.</summary>
internal sealed record CoinbaseTrade(long TradeId, string Side, decimal Price, decimal Size, DateTimeOffset Time);

/// <summary>WebSocket: what every message may have of what says what it is.</summary>
internal sealed record CoinbaseFrame(string? Type = null, string? ProductId = null, string? Message = null, string? Reason = null);

/// <summary>WebSocket channel <c>ticker</c>: sent with every trade, stamped with its time; best bid and ask after it.</summary>
internal sealed record CoinbaseStreamTicker(decimal Price, decimal? BestBid = null, decimal? BestAsk = null, DateTimeOffset? Time = null);

/// <summary>WebSocket channel <c>heartbeat</c>: once a second and product. 0 for a product without a trade.</summary>
internal sealed record CoinbaseStreamHeartbeat(long LastTradeId);

/// <summary>The whole book, best levels first: the snapshot of the channel <c>level2_batch</c>, and REST at level 2.</summary>
internal sealed record CoinbaseWholeBook(IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, DateTimeOffset? Time = null);

/// <summary>WebSocket channel <c>level2_batch</c>: what has changed within 50 ms.</summary>
internal sealed record CoinbaseStreamUpdate(IReadOnlyList<CoinbaseChange> Changes, DateTimeOffset? Time = null);

/// <summary>A changed level, <c>["buy", price, size]</c>; size 0 takes it away.</summary>
internal readonly record struct CoinbaseChange(bool IsBid, BookLevel Level);

/// <summary>WebSocket request: <c>subscribe</c> or <c>unsubscribe</c>.</summary>
internal sealed record CoinbaseRequest(string Type, IReadOnlyList<CoinbaseChannel> Channels);

/// <summary>A channel with its products.</summary>
internal sealed record CoinbaseChannel(string Name, IReadOnlyList<string> ProductIds);

/// <summary>Coinbase's JSON: snake case, numbers also as text, missing fields without a default and nulls are errors, unknown fields are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(CoinbaseLevelConverter), typeof(CoinbaseChangeConverter)])]
[JsonSerializable(typeof(IReadOnlyList<JsonElement>))]
[JsonSerializable(typeof(CoinbaseRefusal))]
[JsonSerializable(typeof(CoinbaseProduct))]
[JsonSerializable(typeof(CoinbaseTicker))]
[JsonSerializable(typeof(CoinbaseTrade))]
[JsonSerializable(typeof(CoinbaseFrame))]
[JsonSerializable(typeof(CoinbaseStreamTicker))]
[JsonSerializable(typeof(CoinbaseStreamHeartbeat))]
[JsonSerializable(typeof(CoinbaseWholeBook))]
[JsonSerializable(typeof(CoinbaseStreamUpdate))]
[JsonSerializable(typeof(CoinbaseRequest))]
internal sealed partial class CoinbaseJson : JsonSerializerContext;
