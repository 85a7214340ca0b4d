using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>protocols: one protocol or exchange.</summary>
internal sealed record LlamaProtocol(string Slug, string? Category = null, string? Symbol = null, decimal? Tvl = null);

/// <summary>protocol/{slug}: its history. Coins by count and by worth, daily and once now; <see cref="CurrentChainTvls"/> also has parts that are not chains (<c>staking</c>, <c>Ethereum-borrowed</c>).</summary>
internal sealed record LlamaDetail(string Name, JsonElement Tokens = default, JsonElement TokensInUsd = default, JsonElement CurrentChainTvls = default);

/// <summary>An instant of that history.</summary>
internal sealed record LlamaTokens(long Date, JsonElement Tokens);

/// <summary>v2/chains: one chain.</summary>
internal sealed record LlamaChain(string Name, decimal Tvl, string? TokenSymbol = null);

/// <summary>stablecoins: the answer.</summary>
internal sealed record LlamaStablecoins(JsonElement PeggedAssets);

/// <summary>stablecoins: one of them. Supply is counted in units of what it is pegged to.</summary>
internal sealed record LlamaStablecoin(string Symbol, string PegType, LlamaPegged Circulating, JsonElement Price = default);

/// <summary>stablecoincharts/all: one day.</summary>
internal sealed record LlamaStablecoinDay(long Date, LlamaPegged TotalCirculatingUSD);

/// <summary>Amounts by what they are pegged to; those pegged to the dollar are read.</summary>
internal sealed record LlamaPegged([property: JsonPropertyName("peggedUSD")] decimal? PeggedUsd = null);

/// <summary>The interface's JSON: camel case, numbers also as text, missing fields without a default and nulls are errors, unknown fields are not.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IReadOnlyList<JsonElement>))]
[JsonSerializable(typeof(LlamaProtocol))]
[JsonSerializable(typeof(LlamaDetail))]
[JsonSerializable(typeof(LlamaTokens))]
[JsonSerializable(typeof(LlamaChain))]
[JsonSerializable(typeof(LlamaStablecoins))]
[JsonSerializable(typeof(LlamaStablecoin))]
[JsonSerializable(typeof(LlamaStablecoinDay))]
internal sealed partial class LlamaJson : JsonSerializerContext;
