using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Scanning;

/// <summary>A scan with everything real but the venue: a small market of random walks, the embedded store in a folder of its own.</summary>
internal sealed class ScanBench : IDisposable
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private const int Hours = 600;
    private readonly string _folder = Directory.CreateTempSubdirectory("scan").FullName;
    private readonly Dictionary<string, List<Candle>> _market = [];

    public ScanBench()
    {
        Store = SqliteStore.Open(Path.Combine(_folder, "store.db"), MarketSource.Simulated, NullLogger.Instance);
        (Candles, Derivatives, Scans, Regimes) = (new SqliteCandleStore(Store), new SqlDerivativesStore(Store), new SqlScanStore(Store), new SqlRegimeStore(Store));
        Keeper = new RegimeKeeper(Regimes, new RegimeOptions(), NullLogger<RegimeKeeper>.Instance);
        Board = new LiveBoard(Time);
        Runner = new ScanRunner(new SnapshotSource(TakeAsync), Keeper, Scans, Board, new MarketClock(Time, At, 1), MarketSource.Simulated, new ScanOptions());
        Verifier = new ScanVerifier(Scans, Candles, Derivatives, new ScanOptions());
        var random = new Random(7);
        for (var i = 0; i < 14; i++) _market[$"C{i:00}-USD"] = Walk(random);
    }

    public ManualTime Time { get; } = new();

    public SqliteStore Store { get; }

    public SqliteCandleStore Candles { get; }

    public SqlDerivativesStore Derivatives { get; }

    public SqlScanStore Scans { get; }

    public SqlRegimeStore Regimes { get; }

    public RegimeKeeper Keeper { get; }

    public LiveBoard Board { get; }

    public ScanRunner Runner { get; }

    public ScanVerifier Verifier { get; }

    public List<ProgressEvent> Progress { get; } = [];

    public StageTimes Times { get; } = new();

    public Func<string, SymbolFeeds> Feeds { get; set; } = _ => SymbolFeeds.None;

    /// <summary>Whom the last snapshot was to leave out.</summary>
    public IReadOnlyCollection<string> Without { get; private set; } = [];

    public async Task FillAsync()
    {
        foreach (var (symbol, candles) in _market) await Candles.WriteAsync("kraken", symbol, CandleSeries.BarWidth, candles, At.AddMinutes(-1), CancellationToken.None);
    }

    public ScanReport Report(CancellationToken cancellationToken, Action<ProgressEvent>? also = null) => new("run1", "scan.hot", Times, Time, e =>
    {
        Progress.Add(e);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        also?.Invoke(e);
    }, cancellationToken);

    /// <summary>Changes a candle of the past behind the store's back.</summary>
    public async Task TamperAsync(string sql) => await Store.WriteAsync(
        connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        },
        CancellationToken.None);

    public void Dispose()
    {
        Board.Dispose();
        Keeper.Dispose();
        Store.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<FeedSnapshot> TakeAsync(DateTimeOffset at, IReadOnlyCollection<string> without, CancellationToken cancellationToken)
    {
        Without = without;
        return Task.FromResult(Snapshot(at));
    }

    private FeedSnapshot Snapshot(DateTimeOffset at) => new(
        At,
        "kraken",
        [.. _market.Select(m => new SymbolInput(CandleSeries.FromHourly(m.Key, "kraken", m.Value), new Quote(at.AddSeconds(-2), m.Key, "kraken", m.Value[^1].Close, null, null), null) { Feeds = Feeds(m.Key) })],
        [new ExcludedSymbol("USDT-USD", "list", "A stablecoin.")],
        "hot",
        ["kraken: one thing is late."]);

    private static List<Candle> Walk(Random random)
    {
        var price = 10.0;
        List<Candle> candles = [];
        for (var i = 0; i < Hours; i++)
        {
            var open = price;
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.03);
            var (high, low) = (Math.Max(open, price) * 1.003, Math.Min(open, price) * 0.997);
            candles.Add(new Candle(At.AddHours(i - Hours), Round(open), Round(high), Round(low), Round(price), Round(2e5 * (0.2 + random.NextDouble()))));
        }

        return candles;
    }

    private static decimal Round(double value) => Math.Round((decimal)value, 6);
}
