using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoRun.Worker.Exchanges.Binance;

/// <summary>An answer that is an object: an error with its code, or exchangeInfo.</summary>
internal sealed record BinanceAnswer(int? Code = null, string? Msg = null, JsonElement Symbols = default);

/// <summary>exchangeInfo: one contract.</summary>
internal sealed record BinanceContract(
    string Symbol, string? ContractType = null, string? Status = null, string? BaseAsset = null, string? QuoteAsset = null, string? MarginAsset = null, string? UnderlyingType = null);

/// <summary>fundingInfo: a contract whose interval was ever changed.</summary>
internal sealed record BinanceFundingInfo(string Symbol, decimal FundingIntervalHours);

/// <summary>premiumIndex: mark, and the rate that the running interval would be settled at.</summary>
internal sealed record BinancePremium(string Symbol, decimal MarkPrice, long Time, JsonElement LastFundingRate = default, long NextFundingTime = 0);

/// <summary>fundingRate: one settlement.</summary>
internal sealed record BinanceFunding(decimal FundingRate, long FundingTime);

/// <summary>openInterest: now, in contracts.</summary>
internal sealed record BinanceOpenInterest(decimal OpenInterest, long Time);

/// <summary>openInterestHist: at a full hour, worth in USDT.</summary>
internal sealed record BinanceOpenInterestHour(decimal SumOpenInterestValue, long Timestamp);

/// <summary>The venue's JSON: camel case, numbers also as text, missing fields without a default and nulls are errors, unknown fields are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BinanceAnswer))]
[JsonSerializable(typeof(BinanceContract))]
[JsonSerializable(typeof(BinanceFundingInfo))]
[JsonSerializable(typeof(BinancePremium))]
[JsonSerializable(typeof(BinanceFunding))]
[JsonSerializable(typeof(BinanceOpenInterest))]
[JsonSerializable(typeof(BinanceOpenInterestHour))]
[JsonSerializable(typeof(JsonElement[]))]
internal sealed partial class BinanceJson : JsonSerializerContext;
