using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Regimes;

/// <summary>A candle store that holds ten months of a few coins in memory and notes what it is asked for.</summary>
internal sealed class LongHistory : ICandleStore
{
    public const int Days = 300;

    public static readonly DateTimeOffset End = new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, List<Candle>> _candles = [];

    public LongHistory()
    {
        var random = new Random(4);
        foreach (var symbol in new[] { "A-USD", "B-USD", "C-USD", "STABLE-USD" }) _candles[symbol] = Walk(random);
    }

    /// <summary>Candles given out.</summary>
    public int Given { get; private set; }

    public IReadOnlyList<CandleSeries> Series(DateTimeOffset at) => [.. _candles.Where(c => c.Key != "STABLE-USD").Select(c => CandleSeries.FromHourly(c.Key, "kraken", c.Value).ClosedAt(at))];

    public FeedSnapshot Snapshot(DateTimeOffset at) => new(at, "kraken", [], [new ExcludedSymbol("STABLE-USD", "stablecoin", "A stablecoin.")], "hot", []);

    public Task<CandleIngest> WriteAsync(string venue, string symbol, TimeSpan interval, IReadOnlyList<Candle> candles, DateTimeOffset knownAt, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Candle>> ReadAsync(string venue, string symbol, TimeSpan interval, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        symbol.ShouldNotBe("STABLE-USD");
        asOf.ShouldBeLessThanOrEqualTo(End);
        List<Candle> found = [.. _candles[symbol].Where(c => c.OpenTime >= from && c.OpenTime < to && c.OpenTime.AddHours(1) <= asOf)];
        Given += found.Count;
        return Task.FromResult<IReadOnlyList<Candle>>(found);
    }

    public Task<IReadOnlyList<string>> SymbolsAsync(string venue, TimeSpan interval, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. _candles.Keys]);

    private static List<Candle> Walk(Random random)
    {
        var price = 100.0;
        return [.. Enumerable.Range(0, Days * 24).Select(hour =>
        {
            price *= Math.Exp((random.NextDouble() - 0.5) * (hour / 24 % 100 >= 80 ? 0.08 : 0.02));
            var close = Math.Round((decimal)price, 6);
            return new Candle(End.AddDays(-Days).AddHours(hour), close, close, close, close, 1000 + random.Next(100));
        })];
    }
}
