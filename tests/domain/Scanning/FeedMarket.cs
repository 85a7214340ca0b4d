using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>
/// Random universes of 1 to 16 symbols, with every feed connected or not, by halves and in every state: constant, alike, huge, dead,
/// spoiled, too short, stamped later than the scan. Candles come from a pool, so that a thousand universes are drawn in seconds.
/// </summary>
/// <param name="Seed">Names the case in a failure message.</param>
/// <param name="Symbols">The universe, feeds as they arrive.</param>
/// <param name="State">Regime.</param>
public sealed record FeedMarket(int Seed, IReadOnlyList<SymbolInput> Symbols, RegimeState State)
{
    private const int PoolSize = 48;
    private static readonly List<CandleSeries> Pool = DrawPool();

    public static DateTimeOffset At { get; } = SyntheticMarket.At.AddSeconds(1);

    public static void ForAll(Action<FeedMarket> check, int cases = 1000) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).Select(Draw).ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));

    public static FeedMarket Draw(int seed)
    {
        var random = new Random(seed);
        var feeds = new RandomFeeds(random, At);
        var count = random.Next(10) < 7 ? random.Next(1, 10) : random.Next(10, 17);
        var first = random.Next(PoolSize);
        SymbolInput[] symbols = [.. Enumerable.Range(0, count).Select(i => new SymbolInput(Pool[(first + i) % PoolSize], null, null) { Feeds = feeds.Of(Pool[(first + i) % PoolSize].Close[^1]) })];
        return new FeedMarket(seed, symbols, (RegimeState)random.Next(3));
    }

    /// <summary>The scan's input, each symbol changed as told.</summary>
    public ScanInput Input(Func<SymbolInput, SymbolInput>? change = null, RegimeState? state = null) =>
        SyntheticMarket.Input([.. Symbols.Select(symbol => change is null ? symbol : change(symbol))], state ?? State, At);

    public override string ToString() => $"seed {Seed}, {Symbols.Count} symbols";

    /// <summary>Plain walks, twins of others, flat ones, and prices from 1e-9 to 1e12.</summary>
    private static List<CandleSeries> DrawPool()
    {
        var random = new Random(20261122);
        var pool = new List<CandleSeries>();
        for (var i = 0; i < PoolSize; i++)
        {
            var (symbol, hours) = ($"C{i:00}-USD", random.Next(481, 530));
            var price = (i % 8) switch { 5 => 1e12, 6 => 1e-9, _ => 0 };
            var twin = (i % 8) == 3 ? pool[i - 1] : SyntheticMarket.Walk(symbol, hours, random, volatility: (i % 8) == 7 ? 1e-12 : 0.008, startPrice: price);
            pool.Add(CandleSeries.FromColumns(
                symbol, "kraken", twin.Start, twin.Open.ToArray(), twin.High.ToArray(), twin.Low.ToArray(), twin.Close.ToArray(), twin.Volume.ToArray(), twin.VolumeUsd.ToArray()));
        }

        return pool;
    }
}
