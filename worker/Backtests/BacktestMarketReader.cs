using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges.Binance;
using CryptoRun.Worker.Exchanges.Bybit;
using CryptoRun.Worker.Exchanges.KrakenFutures;
using CryptoRun.Worker.Exchanges.Okx;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Backtests;

/// <summary>
/// Brings a market out of the store as it was known at an instant: hourly candles of whoever had some, delisted symbols among them, and funding where it was recorded. Asked for the same
/// instant of knowledge again it gives the same bits, whatever was corrected since.
/// </summary>
/// <param name="candles">Candles.</param>
/// <param name="derivatives">Hours of perpetuals.</param>
/// <param name="source">Source of the store.</param>
public sealed class BacktestMarketReader(ICandleStore candles, IDerivativesStore derivatives, MarketSource source)
{
    /// <summary>Symbols read at once: few enough that the candles in the store's type are soon forgotten.</summary>
    private const int Chunk = 16;

    private static readonly string[] DerivativesVenues = [BinanceParser.Venue, BybitParser.Venue, KrakenFuturesParser.Venue, OkxDerivativesParser.Venue];

    /// <summary>Symbols that have hourly candles of a venue, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> SymbolsAsync(string venue, CancellationToken cancellationToken) =>
        [.. (await candles.SymbolsAsync(venue, CandleSeries.BarWidth, cancellationToken)).Order(StringComparer.Ordinal)];

    /// <summary>Reads the market of a request: the span, and before it as many hours as scans and regime look back.</summary>
    /// <param name="request">Settled.</param>
    /// <param name="scan">How it will be scanned.</param>
    /// <param name="asOf">Instant of knowledge, market time.</param>
    /// <param name="progress">Receives symbols read and symbols in all; null: nobody looks.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <exception cref="BacktestMarketException">There is nothing to test.</exception>
    public async Task<BacktestMarket> ReadAsync(BacktestRequest request, ScanOptions scan, DateTimeOffset asOf, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(scan);
        var (venue, from, to) = (request.Venue!, request.From!.Value, request.To!.Value);
        var lead = from.AddHours(-Math.Max(scan.LookBackHours, RegimeDetector.HistoryHours) - 24);
        var names = request.Universe == BacktestUniverse.Symbols ? request.Symbols! : await SymbolsAsync(venue, cancellationToken);
        List<CandleSeries> series = [];
        foreach (var chunk in names.Chunk(Chunk))
        {
            progress?.Invoke(series.Count, names.Count);
            var found = await candles.ReadManyAsync(venue, chunk, CandleSeries.BarWidth, lead, to, asOf, cancellationToken);
            series.AddRange(found.Where(static f => f.Value.Count > 0).Select(f => CandleSeries.FromHourly(f.Key, venue, f.Value)));
        }

        // Who has nothing in the span cannot be scanned in it.
        series.RemoveAll(s => s.End <= from);
        if (request.Universe == BacktestUniverse.Top) series = Largest(series, from, request.Top);
        if (series.Count == 0) throw new BacktestMarketException($"The store has no hourly candles of {venue} between {from.UtcDateTime:yyyy-MM-dd HH:mm} and {to.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(request.Universe == BacktestUniverse.Top ? " whose symbols had a daily volume before" : "")}.");
        progress?.Invoke(names.Count, names.Count);
        var perpetuals = await PerpetualsAsync(lead, from, to, asOf, cancellationToken);
        return new BacktestMarket(source, series.Select(s => Symbol(s, perpetuals)));
    }

    /// <summary>The largest as they were known when the test begins; whoever had no daily volume then is not among them.</summary>
    private static List<CandleSeries> Largest(List<CandleSeries> series, DateTimeOffset at, int most) =>
    [
        .. series.Select(s => (Series: s, Adv: s.Start < at ? AverageDailyVolume.Usd(s.ClosedAt(at)) : null))
            .Where(static s => s.Adv is > 0).OrderByDescending(static s => s.Adv).ThenBy(static s => s.Series.Symbol, StringComparer.Ordinal).Take(most).Select(static s => s.Series),
    ];

    /// <summary>Venues that had something to say before the span begins: one that was connected later would look like a feed that was silent.</summary>
    private async Task<IReadOnlyList<(string Venue, IReadOnlyDictionary<string, PerpetualPoints> Points)>> PerpetualsAsync(DateTimeOffset lead, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        List<(string, IReadOnlyDictionary<string, PerpetualPoints>)> venues = [];
        foreach (var venue in DerivativesVenues)
        {
            var points = await derivatives.ReadAsync(venue, lead, to, asOf, cancellationToken);
            if (points.Values.Any(p => (p.Funding.Count > 0 && p.Funding[0].Time <= from) || (p.OpenInterest.Count > 0 && p.OpenInterest[0].Time <= from))) venues.Add((venue, points));
        }

        return venues;
    }

    private static MarketSymbol Symbol(CandleSeries series, IReadOnlyList<(string Venue, IReadOnlyDictionary<string, PerpetualPoints> Points)> perpetuals)
    {
        if (perpetuals.Count == 0) return new MarketSymbol(series);
        List<PerpetualFeed> feeds = [];
        foreach (var (venue, points) in perpetuals)
        {
            if (points.TryGetValue(series.Symbol, out var known)) feeds.Add(new PerpetualFeed(venue, known.Funding, known.OpenInterest, null));
        }

        return new MarketSymbol(series) { Feeds = SymbolFeeds.None with { Perpetuals = feeds }, IsPerpetual = feeds.Exists(f => string.Equals(f.Venue, series.Venue, StringComparison.Ordinal)) };
    }
}

/// <summary>There is no market to test: one sentence says why.</summary>
/// <param name="message">The sentence.</param>
public sealed class BacktestMarketException(string message) : Exception(message);
