using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Caching;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets.Tiers;
using CryptoRun.Worker.Tests.Exchanges;
using CryptoRun.Worker.Tests.Markets;

namespace CryptoRun.Worker.Tests.Caching;

/// <summary>
/// What the cache is for: a steady board of 60 symbols, each looked at every second with price, book and candles, every ten with trades, over a full hour and from a cold start, and no stream to help. Calls take a second of
/// time and one in fifty fails.
/// </summary>
public sealed class SteadyBoardTests(ITestOutputHelper output)
{
    private const int Symbols = 60, Minutes = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Board_TenMinutes_IsAnsweredFromTheCache(int viewers)
    {
        var wall = new ManualTime(FeedBench.Noon.AddMinutes(55));
        var market = new Worker.Markets.MarketClock(wall, null, 1);
        using var cache = new MarketCache(new CacheOptions(), market, static _ => false, null, new CapturedLog<MarketCache>());
        var client = new SlowVenue(market, wall);
        string[] symbols = [.. Enumerable.Range(0, Symbols).Select(static i => $"C{i:00}-USD")];
        var spot = new SpotTiers(client, () => symbols, cache, new MemoryCandleStore(), market);
        var sources = new MarketSources(static _ => ValueTask.FromResult<IReadOnlyCollection<string>>([]), [spot.WarmQuote, spot.ColdQuote], [spot.WarmBook], [spot.WarmCandles, spot.ColdCandles], [spot.WarmTrades], [], []);
        var data = new MarketData(() => sources, market);

        for (var second = 0; second < Minutes * 60; second++)
        {
            List<Task> looks = [];
            foreach (var symbol in symbols)
            {
                for (var viewer = 0; viewer < viewers; viewer++)
                {
                    looks.Add(data.QuoteAsync(symbol, VenueChoice.Primary, default));
                    looks.Add(data.BookAsync(symbol, VenueChoice.Primary, default));
                    looks.Add(data.CandlesAsync(symbol, 24, VenueChoice.Primary, default));
                    if (second % 10 == 0) looks.Add(data.TradesAsync(symbol, VenueChoice.Primary, default));
                }
            }

            // Until nobody moves any more without time: then a second passes, and those who wait for a call get it.
            for (var settled = 0; settled < 20 && looks.Any(static t => !t.IsCompleted); settled++) await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
            wall.Advance(TimeSpan.FromSeconds(1));
        }

        var report = cache.Report();
        output.WriteLine($"{viewers} viewers: hit rate {report.HitRate:P3}, {client.Calls} calls for {report.Kinds.Sum(static k => k.Requests)} requests, {report.Entries} entries, {report.Bytes / 1024} KB");
        foreach (var kind in report.Kinds)
            output.WriteLine($"{kind.Kind,-14} {kind.HitRate,9:P3}  fresh {(double)kind.Hits / kind.Requests,8:P2}  stale {(double)kind.StaleHits / kind.Requests,8:P2}  misses {kind.Misses}, coalesced {kind.Coalesced}, refreshes {kind.Refreshes}, failures {kind.Failures}");

        report.HitRate!.Value.ShouldBeGreaterThan(0.98);
        report.Kinds.Count.ShouldBe(5);
    }

    private sealed class SlowVenue(Worker.Markets.MarketClock market, TimeProvider wall) : ExchangeBookSource, IMarketDataClient
    {
        private int _calls;

        public string Venue => "kraken";

        public int Calls => _calls;

        public Task<VenueResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<VenueResult<IReadOnlyList<Quote>>> GetQuotesAsync(IReadOnlyCollection<string> symbols, CancellationToken cancellationToken) =>
            AnswerAsync<IReadOnlyList<Quote>>(() => [.. symbols.Select(s => new Quote(market.GetUtcNow(), s, Venue, 1, null, null))]);

        public Task<VenueResult<IReadOnlyList<Candle>>> GetCandlesAsync(string symbol, TimeSpan interval, DateTimeOffset? since, CancellationToken cancellationToken) =>
            AnswerAsync<IReadOnlyList<Candle>>(() => FeedBench.Hours(since!.Value, market.GetUtcNow()));

        public Task<VenueResult<IReadOnlyList<Trade>>> GetTradesAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken) =>
            AnswerAsync<IReadOnlyList<Trade>>(() => [new Trade(market.GetUtcNow(), 1, 1, TradeSide.Buy)]);

        public Task<VenueResult<ExchangeNativeBook>> GetBookAsync(string symbol, CancellationToken cancellationToken) =>
            AnswerAsync(() => Native(market.GetUtcNow(), symbol, Venue, BookIntegrity.Verified, [new(99, 1)], [new(101, 1)]));

        private async Task<VenueResult<T>> AnswerAsync<T>(Func<T> value)
            where T : class
        {
            var call = Interlocked.Increment(ref _calls);
            await Task.Delay(TimeSpan.FromSeconds(1), wall);
            return call % 50 == 0 ? new VenueResult<T>(null, new VenueFailure(VenueFailureKind.ServerError, "HTTP 503")) : new VenueResult<T>(value(), null);
        }
    }
}
