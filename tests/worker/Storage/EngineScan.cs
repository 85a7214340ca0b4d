using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Tests.Storage;

/// <summary>A scan by the real engine over 60 random walks of 60 days.</summary>
internal static class EngineScan
{
    public static ScanResult Run(DateTimeOffset at, ScanResult? previous)
    {
        var random = new Random(11);
        List<SymbolInput> symbols = [.. Enumerable.Range(0, 60).Select(i => Symbol($"C{i:00}-USD", at, random))];
        return Domain.Scanning.Scan.Run(
            new ScanInput(at, MarketSource.Simulated, Examples.Regime(at.AddHours(-1)), symbols, previous is null ? null : new PreviousScan(
                previous.AsOf, previous.Candidates.ToDictionary(c => c.Symbol, c => new PreviousScore(c.Rank, c.Composite, c.Final, [.. c.Factors.Select(f => f.Points)])))),
            new ScanOptions());
    }

    private static SymbolInput Symbol(string symbol, DateTimeOffset at, Random random)
    {
        const int hours = 1440;
        var start = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(-hours);
        var price = Math.Exp(random.NextDouble() * 8);
        var candles = new List<Candle>();
        for (var i = 0; i < hours; i++)
        {
            var open = price;
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.03);
            var (high, low) = (Math.Max(open, price) * (1 + (random.NextDouble() * 0.004)), Math.Min(open, price) * (1 - (random.NextDouble() * 0.004)));
            candles.Add(new Candle(start.AddHours(i), Round(open), Round(high), Round(low), Round(price), Round(5e6 / price * (0.2 + random.NextDouble()))));
        }

        return new SymbolInput(CandleSeries.FromHourly(symbol, "kraken", candles), new Quote(at.AddSeconds(-2), symbol, "kraken", Round(price), Round(price * 0.9999), Round(price * 1.0001)), null);
    }

    private static decimal Round(double value) => Math.Round((decimal)value, 6);
}
