using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Premove;

/// <summary>A sweep with everything real but the venues: walks of twelve coins, perpetuals, trades, minutes of books, the embedded store in a folder of its own. What is known may reach beyond the instant.</summary>
internal sealed class SweepBench : IDisposable
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private const int Hours = 600;
    private static readonly string[] Symbols = ["BTC-USD", .. Enumerable.Range(0, 11).Select(static i => $"C{i:00}-USD")];
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep").FullName;
    private readonly SqliteStore _store;
    private readonly RegimeKeeper _regimes;
    private readonly TradeFlowKeeper _keeper;
    private readonly TimeSpan _later;

    public SweepBench(TimeSpan later = default, PremoveOptions? options = null)
    {
        _later = later;
        Wall = new ManualTime(At.AddSeconds(1));
        Market = new MarketClock(Wall, null, 1);
        _store = SqliteStore.Open(Path.Combine(_folder, "store.db"), MarketSource.Simulated, NullLogger.Instance);
        (Sweeps, Bars, Books) = (new SqlPremoveStore(_store), new SqlTradeBarStore(_store), new SqlBookSummaryStore(_store));
        _regimes = new RegimeKeeper(new SqlRegimeStore(_store), new RegimeOptions(), NullLogger<RegimeKeeper>.Instance);
        _keeper = new TradeFlowKeeper(Flow, Bars, "kraken", Market, Wall, NullLogger<TradeFlowKeeper>.Instance);
        var inputs = new SweepInputs(SideSources.None, Flow, _keeper, Bars, Books, new SqlScanStore(_store), Sweeps, Market, new ScanOptions(), options ?? new PremoveOptions());
        Runner = new SweepRunner(
            new SnapshotSource((at, _, _) => Task.FromResult(Snapshot(at))), _regimes, inputs, Sweeps, Latest, MarketSource.Simulated, options ?? new PremoveOptions(), NullLogger<SweepRunner>.Instance);
    }

    public ManualTime Wall { get; }

    public MarketClock Market { get; }

    public SqlPremoveStore Sweeps { get; }

    public SqlTradeBarStore Bars { get; }

    public SqlBookSummaryStore Books { get; }

    public TradeFlow Flow { get; } = new();

    public LatestSweep Latest { get; } = new();

    public SweepRunner Runner { get; }

    /// <summary>Fills store and memory with what was known at the instant, and with what became known later.</summary>
    public async Task FillAsync()
    {
        foreach (var symbol in Symbols)
        {
            var random = new Random(symbol[1]);
            await Books.WriteAsync([.. Minutes(symbol, random, At.AddHours(-20), At)], At, CancellationToken.None);
            await Bars.WriteAsync("kraken", [.. Quarters(symbol, random, At.AddHours(-48), At.AddHours(-4))], At.AddHours(-4), CancellationToken.None);
            if (_later > TimeSpan.Zero) await Books.WriteAsync([.. Minutes(symbol, random, At, At + _later)], At + _later, CancellationToken.None);
        }

        Flow.Hear(new StreamConnected(At.AddHours(-4), 1));
        foreach (var symbol in Symbols)
        {
            var random = new Random(11);
            for (var t = At.AddHours(-4); t < At + _later; t = t.AddSeconds(37))
                Flow.Hear(new TradeUpdate(t, symbol, [new Trade(t, 100 + (decimal)random.NextDouble(), (decimal)(random.NextDouble() * random.NextDouble() * 9), random.Next(2) == 0 ? TradeSide.Buy : TradeSide.Sell)]));
        }
    }

    public Task<StoredSweep> RunAsync(DateTimeOffset? at = null, CancellationToken cancellationToken = default) => Runner.RunAsync(at ?? At, "run1", Task.CompletedTask, cancellationToken);

    public void Dispose()
    {
        _keeper.Dispose();
        _regimes.Dispose();
        _store.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private FeedSnapshot Snapshot(DateTimeOffset at) => new(At.AddMilliseconds(5), "kraken", [.. Symbols.Select(s => Input(s, at))], [], "hot", ["kraken: one thing is late."]);

    private SymbolInput Input(string symbol, DateTimeOffset at)
    {
        var random = new Random(symbol[1]);
        var close = 10.0;
        var hours = Hours + (int)_later.TotalHours;
        double[] closes = [.. Enumerable.Range(0, hours).Select(_ => close *= Math.Exp((random.NextDouble() - 0.5) * 0.03))];
        var series = CandleSeries.FromColumns(symbol, "kraken", At.AddHours(-Hours), closes, closes, closes, closes, [.. closes.Select(static _ => 1e6)]);
        return new SymbolInput(series, null, null) { Feeds = SymbolFeeds.None with { Perpetuals = [Perpetual(symbol)], Events = [Event(At.AddDays(3), At.AddDays(-1)), .. _later > TimeSpan.Zero ? [Event(At.AddDays(2), at.AddMinutes(1))] : Array.Empty<CatalystEvent>()] } };
    }

    private PerpetualFeed Perpetual(string symbol)
    {
        var random = new Random(symbol[2]);
        var end = At + _later;
        List<FundingRate> funding = [];
        List<OpenInterest> interest = [];
        for (var t = At.AddDays(-8); t <= end; t = t.AddHours(1))
        {
            if (t.Hour % 8 == 0) funding.Add(new FundingRate(t, (decimal)(random.NextDouble() * 1e-4), 8));
            interest.Add(new OpenInterest(t, 1e7m + (decimal)(random.NextDouble() * 1e6)));
        }

        return new PerpetualFeed("okx", funding, interest, new MarkPrice(At.AddSeconds(-20), 100));
    }

    private static CatalystEvent Event(DateTimeOffset time, DateTimeOffset knownAt) => new(time, knownAt, "Upgrade", EventTier.Major, "foundation");

    private static IEnumerable<BookSummary> Minutes(string symbol, Random random, DateTimeOffset from, DateTimeOffset to)
    {
        for (var t = from; t < to; t = t.AddMinutes(1)) yield return new BookSummary(t, "kraken", symbol, 99, 101, 5 + random.NextDouble(), 1e6, 1e6, 1e5, 1e5, random.NextDouble() - 0.4, 10, 60);
    }

    private static IEnumerable<TradeBar> Quarters(string symbol, Random random, DateTimeOffset from, DateTimeOffset to)
    {
        for (var t = from; t < to; t += CvdBar.Width) yield return new TradeBar(t, symbol, 1000 * random.NextDouble(), 1000 * random.NextDouble(), (random.NextDouble() - 0.5) * 0.01, 9);
    }
}
