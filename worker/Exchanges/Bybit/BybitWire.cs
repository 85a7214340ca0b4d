using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoRun.Worker.Exchanges.Bybit;

/// <summary>Every answer. <see cref="RetCode"/> is 0 or the error's.</summary>
internal sealed record BybitAnswer(int RetCode, string? RetMsg = null, BybitResult? Result = null, long? Time = null);

/// <summary>The result of an answer with a list.</summary>
internal sealed record BybitResult(JsonElement List = default, string? NextPageCursor = null);

/// <summary>instruments-info: one contract. The interval is in minutes.</summary>
internal sealed record BybitContract(
    string Symbol, string? ContractType = null, string? Status = null, string? BaseCoin = null, string? QuoteCoin = null, string? SymbolType = null, decimal? FundingInterval = null);

/// <summary>tickers: one contract. The rate is the one that the running interval would be settled at; open interest is in contracts.</summary>
internal sealed record BybitTicker(
    string Symbol, decimal MarkPrice, decimal OpenInterest, JsonElement FundingRate = default, JsonElement NextFundingTime = default, JsonElement FundingIntervalHour = default);

/// <summary>funding/history: one settlement.</summary>
internal sealed record BybitFunding(decimal FundingRate, long FundingRateTimestamp);

/// <summary>open-interest: at an instant, in contracts.</summary>
internal sealed record BybitOpenInterest(decimal OpenInterest, long Timestamp);

/// <summary>The venue's JSON: camel case, numbers also as text, missing fields without a default and nulls are errors, unknown fields are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BybitAnswer))]
[JsonSerializable(typeof(BybitContract))]
[JsonSerializable(typeof(BybitTicker))]
[JsonSerializable(typeof(BybitFunding))]
[JsonSerializable(typeof(BybitOpenInterest))]
internal sealed partial class BybitJson : JsonSerializerContext;
