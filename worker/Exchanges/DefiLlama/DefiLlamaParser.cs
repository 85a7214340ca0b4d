using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>Answers to domain types. Decimal text becomes decimal. What cannot be used is counted in <paramref name="anomalies"/> and left out; the rest of the answer stays.</summary>
/// <param name="anomalies">Where unusable records are counted.</param>
internal sealed class DefiLlamaParser(WireAnomalies anomalies)
{
    /// <summary>Name of the source.</summary>
    public const string Venue = "defillama";

    /// <summary>The source's category of centralised exchanges.</summary>
    public const string Exchange = "CEX";

    /// <summary>More than all money there is: what is above it is a mistake.</summary>
    private const decimal MostUsd = 1e15m;

    private const int LongestName = 80;
    private static readonly DateTimeOffset Earliest = new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is wrong with an answer that should be a list; null when nothing is.</summary>
    public static VenueFailure? FailureInList(byte[] body, string what) => FailureIn(body, what, LlamaJson.Default.IReadOnlyListJsonElement);

    /// <summary>What is wrong with an answer that should be an object; null when nothing is.</summary>
    public static VenueFailure? FailureIn<T>(byte[] body, string what, JsonTypeInfo<T> type)
        where T : class =>
        WireJson.Read(body, type) is null ? WireJson.Malformed(Venue, what, body) : null;

    /// <summary>Protocols and exchanges with a value, as of their receipt.</summary>
    public (IReadOnlyList<ProtocolTvl> Values, int Skipped) Protocols(byte[] body, DateTimeOffset receivedAt)
    {
        List<ProtocolTvl> protocols = [];
        var skipped = 0;
        foreach (var record in List(body))
        {
            if (WireJson.Read(record, LlamaJson.Default.LlamaProtocol) is not { } wire || !IsName(wire.Slug)) skipped += anomalies.Skip("protocol", record);
            else if (wire.Tvl is null) continue;
            else if (!IsUsd(wire.Tvl.Value)) skipped += anomalies.Skip("protocol: value out of range", record);
            else protocols.Add(new ProtocolTvl(receivedAt, wire.Slug, wire.Category ?? "", DefiLlamaSymbols.ToCanonical(wire.Symbol), null, wire.Tvl.Value));
        }

        return (protocols, skipped);
    }

    /// <summary>Coins of an exchange since an instant, oldest first, and its value by chain. A coin that comes under several tickers is added up.</summary>
    public (ExchangeHoldings Values, int Skipped) Holdings(byte[] body, string exchange, DateTimeOffset since, DateTimeOffset receivedAt)
    {
        var detail = WireJson.Read(body, LlamaJson.Default.LlamaDetail)!;
        var worth = new Dictionary<(DateTimeOffset, string), decimal>();
        var skipped = 0;
        foreach (var (time, symbol, usd) in Points(detail.TokensInUsd, "coins in USD", since, receivedAt, ref skipped))
        {
            if (usd <= MostUsd) worth[(time, symbol)] = usd;
        }

        List<ExchangeReserve> coins = [];
        foreach (var (time, symbol, amount) in Points(detail.Tokens, "coins", since, receivedAt, ref skipped))
        {
            if (worth.TryGetValue((time, symbol), out var usd)) coins.Add(new ExchangeReserve(time, exchange, symbol, amount, usd));
        }

        return (new ExchangeHoldings(coins, Chains(detail.CurrentChainTvls, exchange, receivedAt, ref skipped)), skipped);
    }

    /// <summary>Chains, as of their receipt.</summary>
    public (IReadOnlyList<ChainTvl> Values, int Skipped) Chains(byte[] body, DateTimeOffset receivedAt)
    {
        List<ChainTvl> chains = [];
        var skipped = 0;
        foreach (var record in List(body))
        {
            if (WireJson.Read(record, LlamaJson.Default.LlamaChain) is not { } wire || !IsName(wire.Name) || !IsUsd(wire.Tvl)) skipped += anomalies.Skip("chain", record);
            else chains.Add(new ChainTvl(receivedAt, wire.Name, DefiLlamaSymbols.ToCanonical(wire.TokenSymbol), wire.Tvl));
        }

        return (chains, skipped);
    }

    /// <summary>Stablecoins pegged to the dollar, as of their receipt.</summary>
    public (IReadOnlyList<StablecoinSupply> Values, int Skipped) Stablecoins(byte[] body, DateTimeOffset receivedAt)
    {
        List<StablecoinSupply> supplies = [];
        var skipped = 0;
        foreach (var record in WireJson.Items(WireJson.Read(body, LlamaJson.Default.LlamaStablecoins)!.PeggedAssets))
        {
            if (WireJson.Read(record, LlamaJson.Default.LlamaStablecoin) is not { } wire || !IsName(wire.Symbol)) skipped += anomalies.Skip("stablecoin", record);
            else if (wire.PegType != "peggedUSD") continue;
            else if (wire.Circulating.PeggedUsd is not { } usd || !IsUsd(usd)) skipped += anomalies.Skip("stablecoin: supply", record);
            else supplies.Add(new StablecoinSupply(receivedAt, wire.Symbol, usd, WireJson.Number(wire.Price) is { } price and > 0 and < 1000 ? price : null));
        }

        return (supplies, skipped);
    }

    /// <summary>Supply of all stablecoins of the dollar day by day since an instant, oldest first, each day once.</summary>
    public (IReadOnlyList<StablecoinSupply> Values, int Skipped) StablecoinDays(byte[] body, DateTimeOffset since, DateTimeOffset receivedAt)
    {
        SortedDictionary<DateTimeOffset, StablecoinSupply> days = [];
        var skipped = 0;
        foreach (var record in List(body))
        {
            if (WireJson.Read(record, LlamaJson.Default.LlamaStablecoinDay) is not { } wire || Time(wire.Date, receivedAt) is not { } time) skipped += anomalies.Skip("stablecoin day", record);
            else if (time < since) continue;
            else if (wire.TotalCirculatingUSD.PeggedUsd is not { } usd || !IsUsd(usd)) skipped += anomalies.Skip("stablecoin day: supply", record);
            else days[time] = new StablecoinSupply(time, null, usd, null);
        }

        return ([.. days.Values], skipped);
    }

    private static JsonElement[] List(byte[] body) => [.. WireJson.Read(body, LlamaJson.Default.IReadOnlyListJsonElement)!];

    private static bool IsUsd(decimal value) => value is >= 0 and <= MostUsd;

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.Any(char.IsControl);

    private static DateTimeOffset? Time(long seconds, DateTimeOffset receivedAt) =>
        seconds >= Earliest.ToUnixTimeSeconds() && seconds <= receivedAt.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private IEnumerable<(DateTimeOffset Time, string Symbol, decimal Value)> Points(JsonElement history, string kind, DateTimeOffset since, DateTimeOffset receivedAt, ref int skipped)
    {
        SortedDictionary<DateTimeOffset, Dictionary<string, decimal>> instants = [];
        foreach (var record in WireJson.Items(history))
        {
            if (WireJson.Read(record, LlamaJson.Default.LlamaTokens) is not { Tokens.ValueKind: JsonValueKind.Object } wire || Time(wire.Date, receivedAt) is not { } time)
            {
                skipped += anomalies.Skip(kind, record);
                continue;
            }

            if (time < since) continue;
            var sums = instants[time] = new Dictionary<string, decimal>(StringComparer.Ordinal);
            foreach (var token in wire.Tokens.EnumerateObject())
            {
                if (DefiLlamaSymbols.ToCanonical(token.Name) is not { } symbol) continue;

                // Half the largest decimal: two of them can always be added.
                if (WireJson.Number(token.Value) is { } number and >= 0 and < decimal.MaxValue / 2 && sums.GetValueOrDefault(symbol) is var sum and < decimal.MaxValue / 2) sums[symbol] = sum + number;
                else skipped += anomalies.Skip($"{kind}: amount", token.Value);
            }
        }

        return instants.SelectMany(static i => i.Value.Select(v => (i.Key, v.Key, v.Value)));
    }

    private List<ProtocolTvl> Chains(JsonElement chains, string exchange, DateTimeOffset receivedAt, ref int skipped)
    {
        List<ProtocolTvl> found = [];
        if (chains.ValueKind != JsonValueKind.Object) return found;

        foreach (var chain in chains.EnumerateObject())
        {
            if (chain.Name.Contains('-', StringComparison.Ordinal) || chain.Name is "staking" or "pool2" or "borrowed" or "vesting") continue;
            if (IsName(chain.Name) && WireJson.Number(chain.Value) is { } usd && IsUsd(usd)) found.Add(new ProtocolTvl(receivedAt, exchange, Exchange, null, chain.Name, usd));
            else skipped += anomalies.Skip("chain of an exchange", chain.Value);
        }

        return found;
    }
}

/// <summary>What an exchange holds.</summary>
/// <param name="Coins">By coin, oldest first.</param>
/// <param name="Chains">By chain, now.</param>
internal sealed record ExchangeHoldings(IReadOnlyList<ExchangeReserve> Coins, IReadOnlyList<ProtocolTvl> Chains);
