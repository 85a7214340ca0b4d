using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Bybit;

/// <summary>Bybit's linear perpetuals: tickers of all at once, the histories one by one.</summary>
internal sealed class BybitClient : IDerivativesClient
{
    private const string Market = "v5/market/";
    private const int ContractsPerPage = 1000;
    private const int MostPages = 20;

    private readonly BybitEndpoints _endpoints;
    private readonly MarketClock _market;
    private readonly BybitParser _parser;
    private readonly VenueHttp _venue;
    private readonly KeptListing _listing;

    /// <summary>Builds the client.</summary>
    /// <param name="http">Made by <see cref="RestEndpoints.CreateHttp"/>, or a test's own.</param>
    /// <param name="endpoints">Address and limits.</param>
    /// <param name="market">Market time: stamps and validation.</param>
    /// <param name="wall">Wall time: all waiting.</param>
    /// <param name="monitors">Count what the venue does.</param>
    /// <param name="logger">Log.</param>
    public BybitClient(HttpClient http, BybitEndpoints endpoints, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<BybitClient> logger)
    {
        var monitor = endpoints.MonitorOf(Venue, monitors);
        (_endpoints, _market, _parser) = (endpoints, market, new BybitParser(monitor.Anomalies(logger)));
        _venue = new VenueHttp(http, endpoints.Limits, monitor, wall, logger, BybitEndpoints.PauseAfter);
        _listing = new KeptListing(Venue, ReadListingAsync, wall);
    }

    /// <inheritdoc />
    public string Venue => BybitParser.Venue;

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<PerpetualTicker>>> GetTickersAsync(CancellationToken cancellationToken)
    {
        var listing = await _listing.GetAsync(cancellationToken);
        if (listing.Value is not { } listed) return new VenueResult<IReadOnlyList<PerpetualTicker>>(null, listing.Failure);

        return (await GetAsync("tickers?category=linear", "tickers", cancellationToken)).Parsed(body => _parser.Tickers(body, listed, _market.GetUtcNow()));
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<FundingRate>>> GetFundingAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = await _listing.FindAsync(symbol, "funding rates", cancellationToken);
        if (found.Value is not { } contract) return new VenueResult<IReadOnlyList<FundingRate>>(null, found.Failure);

        var (from, now) = (since - FundingSteps.Before, _market.GetUtcNow());
        var settled = await BybitPages.ReadAsync(from, now, async end =>
            (await GetAsync($"funding/history?{Span(contract, from, end)}", $"funding rates of {symbol}", cancellationToken)).Parsed(body => _parser.Funding(body, now)));
        return new VenueResult<IReadOnlyList<FundingRate>>(settled.Value is { } rates ? FundingSteps.Of(rates, since, contract.IntervalHours) : null, settled.Failure, settled.Skipped);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<OpenContracts>>> GetOpenInterestAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = await _listing.FindAsync(symbol, "open interest", cancellationToken);
        if (found.Value is not { } contract) return new VenueResult<IReadOnlyList<OpenContracts>>(null, found.Failure);

        var now = _market.GetUtcNow();
        var hours = await BybitPages.ReadAsync(since, now, async end =>
            (await GetAsync($"open-interest?{Span(contract, since, end)}&intervalTime=1h", $"open interest of {symbol}", cancellationToken)).Parsed(body => _parser.OpenInterest(body, contract, now)));
        return new VenueResult<IReadOnlyList<OpenContracts>>(
            hours.Value is { } counts ? [.. counts.Where(c => c.Key >= since).Select(static c => new OpenContracts(c.Key, c.Value, OpenInterestUnit.Coins))] : null, hours.Failure, hours.Skipped);
    }

    // A start without an end is refused.
    private static string Span(PerpetualContract contract, DateTimeOffset from, DateTimeOffset to) => string.Create(
        CultureInfo.InvariantCulture,
        $"category=linear&symbol={Uri.EscapeDataString(contract.Name)}&startTime={from.ToUnixTimeMilliseconds()}&endTime={to.ToUnixTimeMilliseconds()}&limit={BybitPages.Size}");

    private async Task<VenueResult<PerpetualListing>> ReadListingAsync(CancellationToken cancellationToken)
    {
        List<PerpetualContract> contracts = [];
        var (path, skipped) = ($"instruments-info?category=linear&limit={ContractsPerPage}", 0);
        for (var (pages, cursor) = (0, ""); pages < MostPages; pages++)
        {
            var answer = await GetAsync(cursor.Length == 0 ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}", "contracts", cancellationToken);
            if (answer.Value is not { } body) return new VenueResult<PerpetualListing>(null, answer.Failure);

            var page = _parser.Contracts(body);
            contracts.AddRange(page.Contracts);
            skipped += page.Skipped;
            if (page.Next is null || page.Next == cursor) break;
            cursor = page.Next;
        }

        return new VenueResult<PerpetualListing>(new PerpetualListing(contracts), null, skipped);
    }

    private Task<VenueResult<byte[]>> GetAsync(string path, string what, CancellationToken cancellationToken) =>
        _venue.GetAsync(new Uri(_endpoints.RestBaseAddress, Market + path), what, body => BybitParser.FailureIn(body, what), cancellationToken);
}
