using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Coinbase;

/// <summary>Coinbase Exchange's public REST interface: products, ticker, candles, trades, book.</summary>
internal sealed class CoinbaseClient : IMarketDataClient
{
    // Coinbase refuses a call that does not say who asks.
    private const string UserAgent = "CryptoRun/1.0";

    private const int CandlesPerCall = 300;
    private const int CandlesByDefault = 720;
    private const int MostCandles = 3000;
    private const int TradesPerCall = 1000;
    private const int MostTradePages = 20;
    private static readonly int[] IntervalSeconds = [60, 300, 900, 3600, 21_600, 86_400];

    private readonly CoinbaseEndpoints _endpoints;
    private readonly MarketClock _market;
    private readonly CoinbaseParser _parser;
    private readonly VenueHttp _venue;

    /// <summary>Builds the client.</summary>
    /// <param name="http">Made by <see cref="RestEndpoints.CreateHttp"/>, or a test's own; is given a User-Agent where it has none.</param>
    /// <param name="endpoints">Addresses and limits.</param>
    /// <param name="symbols">The names, shared with the stream.</param>
    /// <param name="market">Market time: stamps and validation.</param>
    /// <param name="wall">Wall time: all waiting.</param>
    /// <param name="monitors">Count what the venue does.</param>
    /// <param name="logger">Log.</param>
    public CoinbaseClient(HttpClient http, CoinbaseEndpoints endpoints, CoinbaseSymbols symbols, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<CoinbaseClient> logger)
    {
        (_endpoints, _market) = (endpoints, market);
        _parser = new CoinbaseParser(symbols, monitors.Of(CoinbaseParser.Venue).Anomalies(logger));
        _venue = new VenueHttp(http, endpoints.Limits, monitors.Of(CoinbaseParser.Venue), wall, logger);
        if (http.DefaultRequestHeaders.UserAgent.Count == 0) http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
    }

    /// <inheritdoc />
    public string Venue => CoinbaseParser.Venue;

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync("products", "products", cancellationToken);
        if (answer.Value is not { } body) return new VenueResult<IReadOnlyList<Instrument>>(null, answer.Failure);

        return _parser.Products(body) is var (instruments, skipped)
            ? new VenueResult<IReadOnlyList<Instrument>>([.. instruments.Where(static i => i.Quote == "USD")], null, skipped)
            : new VenueResult<IReadOnlyList<Instrument>>(null, CoinbaseParser.Malformed(body, "products"));
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Quote>>> GetQuotesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
    {
        List<Quote> quotes = [];
        var skipped = 0;

        // The first goes alone: a breaker that tries whether the venue is back admits one call.
        foreach (var some in symbols.Take(1).Chunk(1).Concat(symbols.Skip(1).Chunk(_endpoints.TickersAtOnce)))
        {
            foreach (var (symbol, answer) in some.Zip(await Task.WhenAll(some.Select(s => GetAsync($"{Path(s)}/ticker", $"ticker of {s}", cancellationToken)))))
            {
                if (answer.Value is { } body)
                {
                    if (_parser.Ticker(body, symbol, _market.GetUtcNow()) is { } quote) quotes.Add(quote);
                    else skipped++;
                }
                else if (answer.Failure?.Kind == VenueFailureKind.UnknownSymbol)
                {
                    skipped += _parser.Skip("unknown pair", symbol);
                }
                else
                {
                    return new VenueResult<IReadOnlyList<Quote>>(null, answer.Failure);
                }
            }
        }

        return new VenueResult<IReadOnlyList<Quote>>(quotes, null, skipped);
    }

    /// <summary>
    /// Candles of one symbol, oldest first, from an hour on or the newest 720, at most 3000. Coinbase gives 300 in a call and none for an interval without a trade, so pages go
    /// by time: one that is empty is not the end.
    /// </summary>
    public async Task<VenueResult<IReadOnlyList<Candle>>> GetCandlesAsync(string symbol, TimeSpan interval, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var seconds = (int)interval.TotalSeconds;
        if (interval != TimeSpan.FromSeconds(seconds) || !IntervalSeconds.Contains(seconds))
            throw new ArgumentOutOfRangeException(nameof(interval), interval, $"Coinbase has candles of {string.Join(", ", IntervalSeconds)} seconds.");

        var last = Floor(_market.GetUtcNow(), interval);
        var first = since is { } from ? Floor(from + interval - TimeSpan.FromTicks(1), interval) : last - ((CandlesByDefault - 1) * interval);
        if (last - first > (MostCandles - 1) * interval) first = last - ((MostCandles - 1) * interval);

        List<Candle> candles = [];
        var skipped = 0;
        for (var start = first; start <= last; start += CandlesPerCall * interval)
        {
            var full = start + ((CandlesPerCall - 1) * interval);
            var page = await GetCandlePageAsync(symbol, interval, start, full < last ? full : last, cancellationToken);
            if (page.Value is not { } some) return page;
            candles.AddRange(some);
            skipped += page.Skipped;
        }

        return new VenueResult<IReadOnlyList<Candle>>(candles, null, skipped);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Trade>>> GetTradesAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // Pages go backwards from now; a later page would leave a hole, so all of them or none.
        var what = $"trades of {symbol}";
        List<Trade> trades = [];
        var skipped = 0;
        for (var page = 0; page < MostTradePages; page++)
        {
            long? oldest = trades.Count == 0 ? null : trades[^1].Id;
            var before = oldest is { } id ? string.Create(CultureInfo.InvariantCulture, $"&after={id}") : "";
            var answer = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"{Path(symbol)}/trades?limit={TradesPerCall}{before}"), what, cancellationToken);
            if (answer.Value is not { } body) return new VenueResult<IReadOnlyList<Trade>>(null, answer.Failure);
            if (_parser.Trades(body, _market.GetUtcNow()) is not var (some, rows, left)) return new VenueResult<IReadOnlyList<Trade>>(null, CoinbaseParser.Malformed(body, what));

            skipped += left;
            trades.AddRange(some.Where(t => !(t.Id >= oldest)));
            if (rows < TradesPerCall || some.Count == 0 || some[^1].Time < since)
                return new VenueResult<IReadOnlyList<Trade>>([.. trades.Where(t => t.Time >= since).Reverse()], null, skipped);
        }

        return new VenueResult<IReadOnlyList<Trade>>(null, new VenueFailure(VenueFailureKind.Refused, $"{Venue} {what}: more than {trades.Count} since {since:u}, too many to ask for at once."));
    }

    /// <inheritdoc />
    public async Task<VenueResult<ExchangeNativeBook>> GetBookAsync(string symbol, CancellationToken cancellationToken)
    {
        var answer = await GetAsync($"{Path(symbol)}/book?level=2", $"book of {symbol}", cancellationToken);
        return answer.Value is { } body ? _parser.Book(body, symbol, _market.GetUtcNow()) : new VenueResult<ExchangeNativeBook>(null, answer.Failure);
    }

    private static string Path(string symbol) => $"products/{Uri.EscapeDataString(CoinbaseSymbols.ToProduct(symbol))}";

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan interval) => new(time.UtcTicks - (time.UtcTicks % interval.Ticks), TimeSpan.Zero);

    private async Task<VenueResult<IReadOnlyList<Candle>>> GetCandlePageAsync(string symbol, TimeSpan interval, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var what = $"candles of {symbol}";
        var query = string.Create(CultureInfo.InvariantCulture, $"granularity={(int)interval.TotalSeconds}&start={start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&end={end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var answer = await GetAsync($"{Path(symbol)}/candles?{query}", what, cancellationToken);
        if (answer.Value is not { } body) return new VenueResult<IReadOnlyList<Candle>>(null, answer.Failure);

        // Coinbase says itself that rows from before the start may come with them.
        return _parser.Candles(body, interval, _market.GetUtcNow()) is var (candles, skipped)
            ? new VenueResult<IReadOnlyList<Candle>>([.. candles.Where(c => c.OpenTime >= start && c.OpenTime <= end)], null, skipped)
            : new VenueResult<IReadOnlyList<Candle>>(null, CoinbaseParser.Malformed(body, what));
    }

    private Task<VenueResult<byte[]>> GetAsync(string path, string what, CancellationToken cancellationToken) =>
        _venue.GetAsync(new Uri(_endpoints.RestBaseAddress, path), what, body => CoinbaseParser.FailureIn(body, what), cancellationToken);
}
