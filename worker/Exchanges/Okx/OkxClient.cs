using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>OKX's public REST interface v5, spot: instruments, tickers, candles, trades, books. OKX gives pages, newest first; what is asked for is put together here.</summary>
/// <param name="http">Made by <see cref="RestEndpoints.CreateHttp"/>, or a test's own.</param>
/// <param name="endpoints">Addresses and limits.</param>
/// <param name="symbols">The names, shared with the stream.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: all waiting.</param>
/// <param name="monitors">Count what the venue does.</param>
/// <param name="logger">Log.</param>
internal sealed class OkxClient(HttpClient http, OkxEndpoints endpoints, OkxSymbols symbols, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<OkxClient> logger)
    : IMarketDataClient
{
    private const int UsualCandles = 720;
    private const int NewestCandles = 1440;
    private const int CandlesPerPage = 300;
    private const int OldCandlesPerPage = 100;
    private const int MostPages = 200;
    private const int TradesFirst = 500;
    private const int TradesPerPage = 100;
    private const int MostTradePages = 25;
    private const int MostLevels = 400;

    private readonly OkxParser _parser = new(symbols, monitors.Of(OkxParser.Venue).Anomalies(logger));
    private readonly VenueHttp _venue = new(http, endpoints.Limits, monitors.Of(OkxParser.Venue), wall, logger);

    /// <inheritdoc />
    public string Venue => OkxParser.Venue;

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync("public/instruments?instType=SPOT", "instruments", cancellationToken);
        if (answer.Value is not { } body) return Failed<IReadOnlyList<Instrument>>(answer);

        var (instruments, skipped) = _parser.Instruments(body);
        return new VenueResult<IReadOnlyList<Instrument>>(instruments, null, skipped);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Quote>>> GetQuotesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
    {
        if (symbols.Count == 0) return new VenueResult<IReadOnlyList<Quote>>([], null);

        // OKX gives one or all, and all cost one call.
        var answer = symbols.Count == 1
            ? await GetAsync($"market/ticker?instId={Name(symbols.First())}", $"ticker of {symbols.First()}", cancellationToken)
            : await GetAsync("market/tickers?instType=SPOT", $"tickers of {symbols.Count} symbols", cancellationToken);
        if (answer.Failure?.Kind == VenueFailureKind.UnknownSymbol) return new VenueResult<IReadOnlyList<Quote>>([], null, _parser.Skip("unknown pair", symbols.First()));
        if (answer.Value is not { } body) return Failed<IReadOnlyList<Quote>>(answer);

        var wanted = symbols.ToHashSet(StringComparer.Ordinal);
        var (quotes, skipped) = _parser.Tickers(body, market.GetUtcNow());
        return new VenueResult<IReadOnlyList<Quote>>([.. quotes.Where(q => wanted.Contains(q.Symbol))], null, skipped);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Candle>>> GetCandlesAsync(string symbol, TimeSpan interval, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var what = $"candles of {symbol}";
        var first = since ?? market.GetUtcNow() - (interval * UsualCandles);
        SortedDictionary<DateTimeOffset, Candle> candles = [];
        var skipped = 0;
        DateTimeOffset? before = null;
        for (var page = 0; page < MostPages; page++)
        {
            // The endpoint of the newest candles has the last 1440, another one all before.
            var (now, end) = (market.GetUtcNow(), before ?? market.GetUtcNow());
            var isOld = (now - end) / interval > NewestCandles - CandlesPerPage;
            var limit = (int)Math.Clamp(Math.Ceiling((end - first) / interval) + 1, 1, isOld ? OldCandlesPerPage : CandlesPerPage);
            var query = string.Create(CultureInfo.InvariantCulture, $"market/{(isOld ? "history-candles" : "candles")}?instId={Name(symbol)}&bar={Bar(interval)}&limit={limit}");
            if (before is { } after) query += string.Create(CultureInfo.InvariantCulture, $"&after={after.ToUnixTimeMilliseconds()}");

            var answer = await GetAsync(query, what, cancellationToken);
            if (answer.Value is not { } body) return Failed<IReadOnlyList<Candle>>(answer);
            var (some, left, oldest) = _parser.Candles(body, interval, market.GetUtcNow());
            skipped += left;
            foreach (var candle in some) candles[candle.OpenTime] = candle;
            if (oldest is null || oldest <= first || some.Count + left < limit - 1 || oldest >= before) break;
            before = oldest;
        }

        return new VenueResult<IReadOnlyList<Candle>>([.. candles.Values.Where(c => c.OpenTime >= first)], null, skipped);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Trade>>> GetTradesAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var what = $"trades of {symbol}";
        List<Trade> trades = [];
        var skipped = 0;
        for (var page = 0; page < MostTradePages; page++)
        {
            var query = trades.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"market/trades?instId={Name(symbol)}&limit={TradesFirst}")
                : string.Create(CultureInfo.InvariantCulture, $"market/history-trades?instId={Name(symbol)}&type=1&after={trades[^1].Id}&limit={TradesPerPage}");
            var answer = await GetAsync(query, what, cancellationToken);
            if (answer.Value is not { } body) return Failed<IReadOnlyList<Trade>>(answer);

            var (some, left) = _parser.Trades(body, market.GetUtcNow());
            skipped += left;
            var newest = trades.Count == 0 ? long.MaxValue : trades[^1].Id;
            trades.AddRange(some.Where(t => t.Id < newest));
            if (some.Count == 0 || some[^1].Time < since || some[^1].Id is null)
                return new VenueResult<IReadOnlyList<Trade>>([.. trades.Where(t => t.Time >= since).Reverse()], null, skipped);
        }

        // Newer ones alone would hide a gap.
        return new VenueResult<IReadOnlyList<Trade>>(null, new VenueFailure(VenueFailureKind.Refused, $"{Venue} {what}: more than {trades.Count} since {since:u}; OKX gives the newest first."));
    }

    /// <inheritdoc />
    public async Task<VenueResult<ExchangeNativeBook>> GetBookAsync(string symbol, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"market/books?instId={Name(symbol)}&sz={MostLevels}"), $"book of {symbol}", cancellationToken);
        return answer.Value is { } body ? _parser.Book(body, symbol, market.GetUtcNow()) : Failed<ExchangeNativeBook>(answer);
    }

    /// <summary>OKX's name of an interval. Bars of over four hours open by Hong Kong's time unless UTC is asked for; under that there is no difference.</summary>
    private static string Bar(TimeSpan interval) => interval.TotalMinutes switch
    {
        1 or 3 or 5 or 15 or 30 => string.Create(CultureInfo.InvariantCulture, $"{interval.TotalMinutes}m"),
        60 or 120 or 240 => string.Create(CultureInfo.InvariantCulture, $"{interval.TotalHours}H"),
        360 or 720 => string.Create(CultureInfo.InvariantCulture, $"{interval.TotalHours}Hutc"),
        1440 => "1Dutc",
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "OKX has candles of 1, 3, 5, 15, 30, 60, 120, 240, 360, 720 and 1440 minutes."),
    };

    private static VenueResult<T> Failed<T>(VenueResult<byte[]> answer)
        where T : class => new(null, answer.Failure);

    private string Name(string symbol) => Uri.EscapeDataString(symbols.ToVenue(symbol));

    private Task<VenueResult<byte[]>> GetAsync(string query, string what, CancellationToken cancellationToken) =>
        _venue.GetAsync(new Uri(endpoints.RestBaseAddress, $"/api/v5/{query}"), what, body => OkxParser.FailureIn(body, what), cancellationToken);
}
