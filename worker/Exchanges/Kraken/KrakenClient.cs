using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>Kraken's public REST interface: AssetPairs, Ticker, OHLC, Trades, Depth.</summary>
/// <param name="http">Made by <see cref="RestEndpoints.CreateHttp"/>, or a test's own.</param>
/// <param name="endpoints">Addresses and limits.</param>
/// <param name="symbols">The names, shared with the stream.</param>
/// <param name="market">Market time: stamps and validation.</param>
/// <param name="wall">Wall time: all waiting.</param>
/// <param name="monitors">Count what the venue does.</param>
/// <param name="logger">Log.</param>
internal sealed class KrakenClient(HttpClient http, KrakenEndpoints endpoints, KrakenSymbols symbols, MarketClock market, TimeProvider wall, VenueMonitors monitors, ILogger<KrakenClient> logger)
    : IMarketDataClient
{
    private const int MostLevels = 500;
    private static readonly int[] IntervalMinutes = [1, 5, 15, 30, 60, 240, 1440, 10080, 21600];

    private readonly KrakenParser _parser = new(symbols, monitors.Of(KrakenParser.Venue).Anomalies(logger));
    private readonly VenueHttp _venue = new(http, endpoints.Limits, monitors.Of(KrakenParser.Venue), wall, logger);

    /// <inheritdoc />
    public string Venue => KrakenParser.Venue;

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync("AssetPairs", "", "AssetPairs", cancellationToken);
        if (answer.Value is not { } body) return new VenueResult<IReadOnlyList<Instrument>>(null, answer.Failure);

        var (instruments, skipped) = _parser.AssetPairs(body);
        return new VenueResult<IReadOnlyList<Instrument>>([.. instruments.Where(static i => i.Quote == "USD")], null, skipped);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Quote>>> GetQuotesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
    {
        List<Quote> quotes = [];
        var skipped = 0;
        foreach (var batch in symbols.Chunk(endpoints.SymbolsPerTicker))
        {
            var answer = await GetTickersAsync(batch, cancellationToken);
            if (answer.Value is not { } some) return answer;
            quotes.AddRange(some);
            skipped += answer.Skipped;
        }

        return new VenueResult<IReadOnlyList<Quote>>(quotes, null, skipped);
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Candle>>> GetCandlesAsync(string symbol, TimeSpan interval, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var minutes = (int)interval.TotalMinutes;
        if (interval != TimeSpan.FromMinutes(minutes) || !IntervalMinutes.Contains(minutes))
            throw new ArgumentOutOfRangeException(nameof(interval), interval, $"Kraken has candles of {string.Join(", ", IntervalMinutes)} minutes.");

        var what = $"OHLC of {symbol}";
        var query = string.Create(CultureInfo.InvariantCulture, $"?pair={Uri.EscapeDataString(symbols.ToRest(symbol))}&interval={minutes}");

        // Kraken gives what is later than `since`; we mean from `since` on.
        if (since is { } from) query += string.Create(CultureInfo.InvariantCulture, $"&since={from.ToUnixTimeSeconds() - 1}");
        var answer = await GetAsync("OHLC", query, what, cancellationToken);
        if (answer.Value is not { } body) return new VenueResult<IReadOnlyList<Candle>>(null, answer.Failure);

        return _parser.Candles(body, interval, market.GetUtcNow()) is var (candles, skipped)
            ? new VenueResult<IReadOnlyList<Candle>>(candles, null, skipped)
            : new VenueResult<IReadOnlyList<Candle>>(null, new VenueFailure(VenueFailureKind.Malformed, $"{Venue} {what}: the answer has no candles."));
    }

    /// <inheritdoc />
    public async Task<VenueResult<IReadOnlyList<Trade>>> GetTradesAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // As with candles Kraken gives what is later than `since`, here in nanoseconds.
        var what = $"Trades of {symbol}";
        var from = ((since - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick) - 1;
        var query = string.Create(CultureInfo.InvariantCulture, $"?pair={Uri.EscapeDataString(symbols.ToRest(symbol))}&since={from}");
        var answer = await GetAsync("Trades", query, what, cancellationToken);
        if (answer.Value is not { } body) return new VenueResult<IReadOnlyList<Trade>>(null, answer.Failure);

        return _parser.Trades(body, market.GetUtcNow()) is var (trades, skipped)
            ? new VenueResult<IReadOnlyList<Trade>>(trades, null, skipped)
            : new VenueResult<IReadOnlyList<Trade>>(null, new VenueFailure(VenueFailureKind.Malformed, $"{Venue} {what}: the answer has no trades."));
    }

    /// <inheritdoc />
    public async Task<VenueResult<ExchangeNativeBook>> GetBookAsync(string symbol, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"?pair={Uri.EscapeDataString(symbols.ToRest(symbol))}&count={MostLevels}");
        var answer = await GetAsync("Depth", query, $"book of {symbol}", cancellationToken);
        return answer.Value is { } body ? _parser.Depth(body, symbol, market.GetUtcNow()) : new VenueResult<ExchangeNativeBook>(null, answer.Failure);
    }

    /// <summary>One pair that Kraken does not know fails the whole call, so the batch is halved until that pair is alone and left out.</summary>
    private async Task<VenueResult<IReadOnlyList<Quote>>> GetTickersAsync(ArraySegment<string> batch, CancellationToken cancellationToken)
    {
        var what = batch.Count == 1 ? $"Ticker of {batch[0]}" : $"Ticker of {batch.Count} symbols";
        var pairs = Uri.EscapeDataString(string.Join(',', batch.Select(symbols.ToRest)));
        var answer = await GetAsync("Ticker", $"?pair={pairs}", what, cancellationToken);
        if (answer.Value is { } body)
        {
            var (quotes, skipped) = _parser.Tickers(body, market.GetUtcNow());
            return new VenueResult<IReadOnlyList<Quote>>(quotes, null, skipped);
        }

        if (answer.Failure?.Kind != VenueFailureKind.UnknownSymbol) return new VenueResult<IReadOnlyList<Quote>>(null, answer.Failure);
        if (batch.Count == 1) return new VenueResult<IReadOnlyList<Quote>>([], null, _parser.Skip("unknown pair", batch[0]));

        var first = await GetTickersAsync(batch[..(batch.Count / 2)], cancellationToken);
        if (first.Value is null) return first;
        var second = await GetTickersAsync(batch[(batch.Count / 2)..], cancellationToken);
        return second.Value is null ? second : new VenueResult<IReadOnlyList<Quote>>([.. first.Value, .. second.Value], null, first.Skipped + second.Skipped);
    }

    private Task<VenueResult<byte[]>> GetAsync(string endpoint, string query, string what, CancellationToken cancellationToken) =>
        _venue.GetAsync(new Uri(endpoints.RestBaseAddress, $"/0/public/{endpoint}{query}"), what, body => KrakenParser.FailureIn(body, what), cancellationToken);
}
