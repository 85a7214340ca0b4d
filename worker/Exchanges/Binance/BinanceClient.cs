using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Binance;

/// <summary>Binance's USD-M futures: marks of all perpetuals at once, open interest and the histories one by one.</summary>
internal sealed class BinanceClient : IDerivativesClient
{
    private const int MostRates = 1000;
    private const int MostHours = 500;

    /// <summary>The venue keeps 30 days of open interest and refuses whoever asks for more.</summary>
    private static readonly TimeSpan LongestHistory = TimeSpan.FromDays(29);

    private readonly BinanceEndpoints _endpoints;
    private readonly MarketClock _market;
    private readonly BinanceParser _parser;
    private readonly VenueHttp _histories;
    private readonly VenueHttp _venue;
    private readonly KeptListing _listing;

    /// <summary>Builds the client.</summary>
    /// <param name="http">Made by <see cref="RestEndpoints.CreateHttp"/>, or a test's own.</param>
    /// <param name="endpoints">Address and limits.</param>
    /// <param name="market">Market time: stamps and validation.</param>
    /// <param name="wall">Wall time: all waiting.</param>
    /// <param name="monitors">Count what the venue does.</param>
    /// <param name="logger">Log.</param>
    public BinanceClient(HttpClient http, BinanceEndpoints endpoints, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<BinanceClient> logger)
    {
        var monitor = endpoints.MonitorOf(Venue, monitors);
        (_endpoints, _market, _parser) = (endpoints, market, new BinanceParser(monitor.Anomalies(logger)));
        _histories = new VenueHttp(http, endpoints.HistoryLimits, monitor, wall, logger, PauseAfter);

        // Made last: of the two it is the one whose budget and breaker the monitor shows.
        _venue = new VenueHttp(http, endpoints.Limits, monitor, wall, logger, PauseAfter);
        _listing = new KeptListing(Venue, ReadListingAsync, wall);

        TimeSpan? PauseAfter(HttpResponseMessage response) => endpoints.PauseAfter(response, wall);
    }

    /// <inheritdoc />
    public string Venue => BinanceParser.Venue;

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<PerpetualTicker>>> GetTickersAsync(CancellationToken cancellationToken)
    {
        var listing = await _listing.GetAsync(cancellationToken);
        if (listing.Value is not { } listed) return new VenueResult<IReadOnlyList<PerpetualTicker>>(null, listing.Failure);

        return (await GetAsync(_venue, "fapi/v1/premiumIndex", "tickers", cancellationToken)).Parsed(body => _parser.Tickers(body, listed, _market.GetUtcNow()));
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<FundingRate>>> GetFundingAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = await _listing.FindAsync(symbol, "funding rates", cancellationToken);
        if (found.Value is not { } contract) return new VenueResult<IReadOnlyList<FundingRate>>(null, found.Failure);

        var from = (since - FundingSteps.Before).ToUnixTimeMilliseconds();
        var path = string.Create(CultureInfo.InvariantCulture, $"fapi/v1/fundingRate?symbol={Uri.EscapeDataString(contract.Name)}&startTime={from}&limit={MostRates}");
        return (await GetAsync(_histories, path, $"funding rates of {symbol}", cancellationToken)).Parsed(body => _parser.Funding(body, contract, since, _market.GetUtcNow()));
    }

    /// <summary>The hours that are over from the history, worth in USD, and the reading of now in coins; the tickers have no open interest.</summary>
    public async Task<VenueResult<IReadOnlyList<OpenContracts>>> GetOpenInterestAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = await _listing.FindAsync(symbol, "open interest", cancellationToken);
        if (found.Value is not { } contract) return new VenueResult<IReadOnlyList<OpenContracts>>(null, found.Failure);

        var path = $"fapi/v1/openInterest?symbol={Uri.EscapeDataString(contract.Name)}";
        var now = (await GetAsync(_venue, path, $"open interest of {symbol}", cancellationToken)).Parsed(body => _parser.OpenInterest(body, contract, _market.GetUtcNow()));
        if (now.Value is not { } reading) return now;

        var hours = await HoursAsync(symbol, contract, since, cancellationToken);
        return hours.Value is { } past ? new VenueResult<IReadOnlyList<OpenContracts>>([.. past, .. reading], null, hours.Skipped + now.Skipped) : hours;
    }

    private async Task<VenueResult<IReadOnlyList<OpenContracts>>> HoursAsync(string symbol, PerpetualContract contract, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var hour = ScanWindow.To(_market.GetUtcNow());
        var first = since > hour - LongestHistory ? since : hour - LongestHistory;
        if (first + CandleSeries.BarWidth >= hour) return new VenueResult<IReadOnlyList<OpenContracts>>([], null);

        // Without an end the answer would be the newest hours, not those after the start.
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"futures/data/openInterestHist?symbol={Uri.EscapeDataString(contract.Name)}&period=1h&limit={MostHours}&startTime={first.ToUnixTimeMilliseconds()}&endTime={hour.ToUnixTimeMilliseconds() - 1}");
        return (await GetAsync(_histories, path, $"open interest of {symbol}", cancellationToken)).Parsed(body => _parser.OpenInterestHours(body, hour));
    }

    private async Task<VenueResult<PerpetualListing>> ReadListingAsync(CancellationToken cancellationToken)
    {
        var contracts = await GetAsync(_venue, "fapi/v1/exchangeInfo", "contracts", cancellationToken);
        if (contracts.Value is not { } exchangeInfo) return new VenueResult<PerpetualListing>(null, contracts.Failure);

        var intervals = await GetAsync(_venue, "fapi/v1/fundingInfo", "funding intervals", cancellationToken);
        if (intervals.Value is not { } fundingInfo) return new VenueResult<PerpetualListing>(null, intervals.Failure);

        var (listing, skipped) = _parser.Listing(exchangeInfo, fundingInfo);
        return new VenueResult<PerpetualListing>(listing, null, skipped);
    }

    private Task<VenueResult<byte[]>> GetAsync(VenueHttp venue, string path, string what, CancellationToken cancellationToken) =>
        venue.GetAsync(new Uri(_endpoints.RestBaseAddress, path), what, body => BinanceParser.FailureIn(body, what), cancellationToken);
}
