using System.Text.Json.Serialization;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>mark-price: one instrument.</summary>
internal sealed record OkxMark(string InstId, decimal MarkPx, long Ts);

/// <summary>open-interest: one instrument. <see cref="OiCcy"/> is in coins, whatever its contract is for.</summary>
internal sealed record OkxInterest(string InstId, decimal OiCcy, long Ts);

/// <summary>
/// funding-rate: the interval that runs. It is settled at <see cref="FundingTime"/>, the next one at <see cref="NextFundingTime"/>. By the <see cref="Method"/> <c>current_period</c> the rate is an
/// estimate until then, by <c>next_period</c> it was decided when the interval began.
/// </summary>
internal sealed record OkxFunding(string InstId, decimal FundingRate, long FundingTime, long NextFundingTime, string? Method = null);

/// <summary>funding-rate-history: one settlement. <see cref="RealizedRate"/> is what was paid, an empty text in old records.</summary>
internal sealed record OkxSettlement(string InstId, string FundingRate, long FundingTime, string? RealizedRate = null);

/// <summary>OKX's JSON of derivatives; see <see cref="OkxJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(OkxMark))]
[JsonSerializable(typeof(OkxInterest))]
[JsonSerializable(typeof(OkxFunding))]
[JsonSerializable(typeof(OkxSettlement))]
internal sealed partial class OkxDerivativesJson : JsonSerializerContext;
