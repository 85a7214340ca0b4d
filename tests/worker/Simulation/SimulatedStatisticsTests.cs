using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Simulation;

/// <summary>The simulated market looks like a market. Fourteen months of it, every coin.</summary>
public sealed class SimulatedStatisticsTests
{
    private static readonly DateTimeOffset End = new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<(TapeInstrument Instrument, IReadOnlyList<TapeCandle> Candles)[]> Months = new(() =>
    {
        var market = new SimulatedMarket(42, 60);
        return [.. market.InstrumentsAt(End).Take(60).Select(i => (i, market.CandlesAt(End, i.Symbol, SimulatedMarket.Epoch, End)))];
    });

    [Fact]
    public void Volatility_EveryCoin_IsACoins()
    {
        foreach (var (instrument, candles) in Months.Value)
            (Deviation(Returns(candles)) * Math.Sqrt(8760)).ShouldBeInRange(0.4, 2.2, instrument.Symbol);
    }

    [Fact]
    public void Returns_EveryCoin_HaveHeavyTails()
    {
        foreach (var (instrument, candles) in Months.Value) Kurtosis(Returns(candles)).ShouldBeGreaterThan(6, instrument.Symbol);
    }

    [Fact]
    public void Prices_DoNotRunAway()
    {
        foreach (var (instrument, candles) in Months.Value)
            ((double)(candles.Max(c => c.Candle.High) / candles.Min(c => c.Candle.Low))).ShouldBeLessThan(100, instrument.Symbol);
    }

    [Fact]
    public void Returns_EveryPairWithBitcoin_AreCorrelated()
    {
        var bitcoin = Returns(Months.Value[0].Candles);
        foreach (var (instrument, candles) in Months.Value.Skip(1)) Correlation(bitcoin, Returns(candles)).ShouldBeInRange(0.2, 0.95, instrument.Symbol);
    }

    [Fact]
    public void Returns_AbsoluteOnes_Cluster()
    {
        foreach (var (instrument, candles) in Months.Value)
        {
            double[] sizes = [.. Returns(candles).Select(Math.Abs)];
            Correlation(sizes[24..], sizes[..^24]).ShouldBeGreaterThan(0.05, instrument.Symbol);
        }
    }

    [Fact]
    public void Volume_HoursOfTheDay_AmericanAfternoonOverAsianMorning()
    {
        foreach (var (instrument, candles) in Months.Value)
        {
            var byHour = candles.GroupBy(c => c.Candle.OpenTime.Hour).ToDictionary(g => g.Key, g => g.Average(c => c.Candle.QuoteVolume!.Value));
            (byHour[14] / byHour[5]).ShouldBeGreaterThan(1.5m, instrument.Symbol);
        }
    }

    [Fact]
    public void Volume_Moves_RiseTogether()
    {
        foreach (var (instrument, candles) in Months.Value)
        {
            double[] sizes = [.. Returns(candles).Select(Math.Abs)];
            Correlation(sizes, [.. candles.Skip(1).Select(c => (double)c.Candle.QuoteVolume!.Value)]).ShouldBeGreaterThan(0.2, instrument.Symbol);
        }
    }

    [Fact]
    public void DailyVolume_SixtyCoins_FromAThousandMillionDownToTooLittle()
    {
        double[] adv = [.. Months.Value.Select(c => (double)c.Candles.TakeLast(720).Sum(x => x.Candle.QuoteVolume!.Value) / 30)];

        adv[0].ShouldBeInRange(3e8, 3e9);
        adv.Count(v => v < 100_000).ShouldBeInRange(1, 3);
        adv.Count(v => v >= 5e6).ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Regimes_AllThreeOccur()
    {
        CandleSeries[] series = [.. Months.Value.Select(c => CandleSeries.FromHourly(c.Instrument.Symbol, "kraken", c.Candles.Select(x => x.Candle)))];
        Dictionary<RegimeState, int> seen = [];

        for (var t = SimulatedMarket.Epoch.AddDays(80); t < End; t = t.AddDays(25))
        {
            foreach (var record in RegimeDetector.History(t, series, new RegimeOptions())) seen[record.State] = seen.GetValueOrDefault(record.State) + 1;
        }

        var all = seen.Values.Sum();
        ((double)seen[RegimeState.Choppy] / all).ShouldBeInRange(0.3, 0.85);
        ((double)seen[RegimeState.TrendingBull] / all).ShouldBeInRange(0.08, 0.5);
        ((double)seen[RegimeState.HighVolatility] / all).ShouldBeInRange(0.03, 0.3);
    }

    private static double[] Returns(IReadOnlyList<TapeCandle> candles) =>
        [.. candles.Skip(1).Zip(candles, (now, before) => Math.Log((double)now.Candle.Close / (double)before.Candle.Close))];

    private static double Deviation(double[] x)
    {
        var mean = x.Average();
        return Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1));
    }

    private static double Kurtosis(double[] x)
    {
        var (mean, sd) = (x.Average(), Deviation(x));
        return x.Average(v => Math.Pow((v - mean) / sd, 4));
    }

    private static double Correlation(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / (Deviation(x) * Deviation(y) * (x.Length - 1));
    }
}
