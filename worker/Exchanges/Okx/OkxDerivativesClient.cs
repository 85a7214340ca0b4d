using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>OKX's linear perpetuals paid in USDT: marks, open interest and funding of all at once, the histories one by one.</summary>
/// <param name="http">Made by <see cref="RestEndpoints.CreateHttp"/>, or a test's own.</param>
/// <param name="endpoints">Address and limits.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: all waiting.</param>
/// <param name="monitors">Count what the venue does.</param>
/// <param name="logger">Log.</param>
internal sealed class OkxDerivativesClient(
    HttpClient http, OkxDerivativesEndpoints endpoints, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<OkxDerivativesClient> logger)
    : IDerivativesClient
{
    private const int PerPage = 100;
    private const int MostPages = 100;
    private const int UsualHours = 8;

    private readonly OkxDerivativesParser _parser = new(monitors.Of(OkxDerivativesParser.Venue).Anomalies(logger));
    private readonly VenueHttp _venue = new(http, endpoints.Limits, endpoints.MonitorOf(OkxDerivativesParser.Venue, monitors), wall, logger);

    /// <inheritdoc />
    public string Venue => OkxDerivativesParser.Venue;

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<PerpetualTicker>>> GetTickersAsync(CancellationToken cancellationToken)
    {
        var marks = await GetAsync("public/mark-price?instType=SWAP", "mark prices", cancellationToken);
        if (marks.Value is not { } markBody) return new VenueResult<IReadOnlyList<PerpetualTicker>>(null, marks.Failure);
        var interest = await GetAsync("public/open-interest?instType=SWAP", "open interest", cancellationToken);
        if (interest.Value is not { } interestBody) return new VenueResult<IReadOnlyList<PerpetualTicker>>(null, interest.Failure);
        var funding = await GetAsync("public/funding-rate?instId=ANY", "funding rates", cancellationToken);
        if (funding.Value is not { } fundingBody) return new VenueResult<IReadOnlyList<PerpetualTicker>>(null, funding.Failure);

        var now = market.GetUtcNow();
        var (prices, badPrices) = _parser.Marks(markBody, now);
        var (counts, badCounts) = _parser.Interest(interestBody, now);
        var (rates, badRates) = _parser.Funding(fundingBody, now);
        return new VenueResult<IReadOnlyList<PerpetualTicker>>(
            [
                .. prices.Where(p => counts.ContainsKey(p.Key))
                    .Select(p => new PerpetualTicker(p.Key, p.Value, counts[p.Key], rates.TryGetValue(p.Key, out var rate) ? rate : null)),
            ],
            null,
            badPrices + badCounts + badRates);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<FundingRate>>> GetFundingAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = market.GetUtcNow();
        var settled = await PagesAsync($"public/funding-rate-history?instId={Name(symbol)}", "after", $"funding rates of {symbol}", since - FundingSteps.Before, body => _parser.Settled(body, now), cancellationToken);
        return new VenueResult<IReadOnlyList<FundingRate>>(settled.Value is { } rates ? FundingSteps.Of(rates, since, UsualHours) : null, settled.Failure, settled.Skipped);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<OpenContracts>>> GetOpenInterestAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = market.GetUtcNow();
        var hours = await PagesAsync(
            $"rubik/stat/contracts/open-interest-history?instId={Name(symbol)}&period=1H", "end", $"open interest of {symbol}", since, body => _parser.InterestHours(body, now), cancellationToken);
        return new VenueResult<IReadOnlyList<OpenContracts>>(
            hours.Value is { } counts ? [.. counts.Where(c => c.Key >= since).Select(static c => new OpenContracts(c.Key, c.Value, OpenInterestUnit.Coins))] : null, hours.Failure, hours.Skipped);
    }

    private static string Name(string symbol) => Uri.EscapeDataString(OkxSymbols.ToPerpetual(symbol));

    /// <summary>Pages backwards, newest first as OKX gives them, until an instant.</summary>
    private async Task<VenueResult<SortedDictionary<DateTimeOffset, decimal>>> PagesAsync(
        string query, string older, string what, DateTimeOffset since, Func<byte[], (SortedDictionary<DateTimeOffset, decimal> Page, int Skipped)> parse, CancellationToken cancellationToken)
    {
        SortedDictionary<DateTimeOffset, decimal> all = [];
        var skipped = 0;
        DateTimeOffset? before = null;
        for (var number = 0; number < MostPages; number++)
        {
            var page = before is { } at ? string.Create(CultureInfo.InvariantCulture, $"&{older}={at.ToUnixTimeMilliseconds()}") : "";
            var answer = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"{query}&limit={PerPage}{page}"), what, cancellationToken);
            if (answer.Value is not { } body) return new VenueResult<SortedDictionary<DateTimeOffset, decimal>>(null, answer.Failure);

            var (some, left) = parse(body);
            skipped += left;
            foreach (var (time, value) in some) all[time] = value;
            if (some.Count == 0 || some.Keys.First() <= since || some.Keys.First() >= before || some.Count + left < PerPage) break;
            before = some.Keys.First();
        }

        return new VenueResult<SortedDictionary<DateTimeOffset, decimal>>(all, null, skipped);
    }

    private Task<VenueResult<byte[]>> GetAsync(string query, string what, CancellationToken cancellationToken) =>
        _venue.GetAsync(new Uri(endpoints.RestBaseAddress, $"/api/v5/{query}"), what, body => OkxDerivativesParser.FailureIn(body, what), cancellationToken);
}
