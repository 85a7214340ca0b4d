using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoRun.Worker.Exchanges.KrakenFutures;

/// <summary>Every answer of the derivatives interface. <see cref="Result"/> is <c>success</c> or <c>error</c>.</summary>
internal sealed record FuturesAnswer(string Result, string? Error = null, DateTimeOffset? ServerTime = null, JsonElement Tickers = default, JsonElement Rates = default);

/// <summary>tickers: one instrument. <see cref="FundingRate"/> is absolute: USD an hour and contract.</summary>
internal sealed record FuturesTicker(
    string Symbol, string? Tag = null, string? Pair = null, decimal? MarkPrice = null, decimal? OpenInterest = null, decimal? FundingRate = null, bool Suspended = false);

/// <summary>historical-funding-rates: one hour; the relative rate is a fraction of the position.</summary>
internal sealed record FuturesRate(DateTimeOffset Timestamp, decimal RelativeFundingRate);

/// <summary>Every answer of the charts interface.</summary>
internal sealed record FuturesChart(FuturesSeries? Result = null, JsonElement Errors = default);

/// <summary>analytics: times in Unix seconds and as many rows.</summary>
internal sealed record FuturesSeries(IReadOnlyList<long> Timestamp, IReadOnlyList<JsonElement> Data, bool More = false);

/// <summary>The venue's JSON: camel case, numbers also as text, missing fields without a default and nulls are errors, unknown fields are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FuturesAnswer))]
[JsonSerializable(typeof(FuturesTicker))]
[JsonSerializable(typeof(FuturesRate))]
[JsonSerializable(typeof(FuturesChart))]
internal sealed partial class FuturesJson : JsonSerializerContext;
