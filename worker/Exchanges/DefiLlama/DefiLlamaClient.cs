using System.Text.Json.Serialization.Metadata;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>The aggregator's public interfaces: what exchanges hold, value locked, supply of stablecoins. It is no exchange and speaks no exchange's interface: there is no way from here to a book or a candle.</summary>
/// <param name="http">Made by <see cref="RestEndpoints.CreateHttp"/>, or a test's own.</param>
/// <param name="endpoints">Addresses and limits.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: all waiting.</param>
/// <param name="monitors">Count what the source does.</param>
/// <param name="logger">Log.</param>
internal sealed class DefiLlamaClient(HttpClient http, DefiLlamaEndpoints endpoints, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<DefiLlamaClient> logger)
{
    private readonly DefiLlamaParser _parser = new(monitors.Of(DefiLlamaParser.Venue).Anomalies(logger));
    private readonly VenueHttp _venue = new(http, endpoints.Limits, monitors.Of(DefiLlamaParser.Venue), wall, logger);

    /// <summary>Every protocol and exchange with its value, now.</summary>
    public async Task<VenueResult<IReadOnlyList<ProtocolTvl>>> GetProtocolsAsync(CancellationToken cancellationToken) =>
        Result(await ListAsync(endpoints.RestBaseAddress, "protocols", "protocols", cancellationToken), body => _parser.Protocols(body, market.GetUtcNow()));

    /// <summary>What an exchange held since an instant.</summary>
    /// <param name="exchange">The source's name of it, <see cref="ProtocolTvl.Protocol"/>.</param>
    /// <param name="since">First instant.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<VenueResult<ExchangeHoldings>> GetHoldingsAsync(string exchange, DateTimeOffset since, CancellationToken cancellationToken) => Result(
        await ObjectAsync(endpoints.RestBaseAddress, $"protocol/{Uri.EscapeDataString(exchange)}", $"coins of {exchange}", LlamaJson.Default.LlamaDetail, cancellationToken),
        body => _parser.Holdings(body, exchange, since, market.GetUtcNow()));

    /// <summary>Value on every chain, now.</summary>
    public async Task<VenueResult<IReadOnlyList<ChainTvl>>> GetChainsAsync(CancellationToken cancellationToken) =>
        Result(await ListAsync(endpoints.RestBaseAddress, "v2/chains", "chains", cancellationToken), body => _parser.Chains(body, market.GetUtcNow()));

    /// <summary>Supply of every stablecoin of the dollar, now.</summary>
    public async Task<VenueResult<IReadOnlyList<StablecoinSupply>>> GetStablecoinsAsync(CancellationToken cancellationToken) => Result(
        await ObjectAsync(endpoints.StablecoinsBaseAddress, "stablecoins?includePrices=true", "stablecoins", LlamaJson.Default.LlamaStablecoins, cancellationToken),
        body => _parser.Stablecoins(body, market.GetUtcNow()));

    /// <summary>Supply of all stablecoins of the dollar together, daily since an instant.</summary>
    public async Task<VenueResult<IReadOnlyList<StablecoinSupply>>> GetStablecoinDaysAsync(DateTimeOffset since, CancellationToken cancellationToken) => Result(
        await ListAsync(endpoints.StablecoinsBaseAddress, "stablecoincharts/all", "days of stablecoins", cancellationToken),
        body => _parser.StablecoinDays(body, since, market.GetUtcNow()));

    private static VenueResult<T> Result<T>(VenueResult<byte[]> answer, Func<byte[], (T Values, int Skipped)> parse)
        where T : class
    {
        if (answer.Value is not { } body) return new VenueResult<T>(null, answer.Failure);

        var (values, skipped) = parse(body);
        return new VenueResult<T>(values, null, skipped);
    }

    private Task<VenueResult<byte[]>> ListAsync(Uri host, string path, string what, CancellationToken cancellationToken) =>
        _venue.GetAsync(new Uri(host, path), what, body => DefiLlamaParser.FailureInList(body, what), cancellationToken);

    private Task<VenueResult<byte[]>> ObjectAsync<T>(Uri host, string path, string what, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        _venue.GetAsync(new Uri(host, path), what, body => DefiLlamaParser.FailureIn(body, what, type), cancellationToken);
}
