using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.KrakenFutures;

/// <summary>Kraken's derivatives venue: tickers, historical funding rates, and open interest from its charts interface.</summary>
/// <param name="http">Made by <see cref="RestEndpoints.CreateHttp"/>, or a test's own.</param>
/// <param name="endpoints">Address and limits.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: all waiting.</param>
/// <param name="monitors">Count what the venue does.</param>
/// <param name="logger">Log.</param>
internal sealed class KrakenFuturesClient(HttpClient http, KrakenFuturesEndpoints endpoints, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<KrakenFuturesClient> logger)
    : IDerivativesClient
{
    private readonly KrakenFuturesParser _parser = new(monitors.Of(KrakenFuturesParser.Venue).Anomalies(logger));
    private readonly VenueHttp _venue = new(http, endpoints.Limits, endpoints.MonitorOf(KrakenFuturesParser.Venue, monitors), wall, logger);

    /// <inheritdoc />
    public string Venue => KrakenFuturesParser.Venue;

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<PerpetualTicker>>> GetTickersAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync("derivatives/api/v3/tickers", "tickers", KrakenFuturesParser.FailureIn, cancellationToken);
        return answer.Parsed(body => _parser.Tickers(body, market.GetUtcNow()));
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<FundingRate>>> GetFundingAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var path = $"derivatives/api/v3/historical-funding-rates?symbol={Uri.EscapeDataString(KrakenFuturesSymbols.ToVenue(symbol))}";
        var answer = await GetAsync(path, $"funding rates of {symbol}", KrakenFuturesParser.FailureIn, cancellationToken);
        return answer.Parsed(body => _parser.Funding(body, since, market.GetUtcNow()));
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<OpenContracts>>> GetOpenInterestAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"api/charts/v1/analytics/{Uri.EscapeDataString(KrakenFuturesSymbols.ToVenue(symbol))}/open-interest?since={since.ToUnixTimeSeconds()}&interval={(int)CandleSeries.BarWidth.TotalSeconds}");
        var answer = await GetAsync(path, $"open interest of {symbol}", KrakenFuturesParser.FailureInChart, cancellationToken);
        return answer.Parsed(body => _parser.OpenInterest(body, market.GetUtcNow()));
    }

    private Task<VenueResult<byte[]>> GetAsync(string path, string what, Func<byte[], string, VenueFailure?> inspect, CancellationToken cancellationToken) =>
        _venue.GetAsync(new Uri(endpoints.RestBaseAddress, path), what, body => inspect(body, what), cancellationToken);
}
