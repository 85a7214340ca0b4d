using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Factors;

public class SymbolMeasuresTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(481)]
    [InlineData(719)]
    [InlineData(722)]
    [InlineData(1300)]
    public void Of_RandomWalks_AgreesWithTheNaiveImplementation(int hours)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var series = SyntheticMarket.Walk("A-USD", hours, new Random(seed)).ClosedAt(SyntheticMarket.At.AddHours(-(seed % 4)));
            var measures = SymbolMeasures.Of(series, 1e6);

            Math.Log(measures.Volume.RelativeVolume).ShouldBe(NaiveFactors.LogRelativeVolume(series), Tolerance);
            Math.Log(measures.Volume.Vadr).ShouldBe(NaiveFactors.LogVadr(series), Tolerance);
            measures.Volume.MoneyFlow.ShouldBe(NaiveFactors.MoneyFlow(series), Tolerance);
            measures.Catalyst.Compression.ShouldBe(NaiveFactors.Compression(series), Tolerance);
        }
    }

    [Fact]
    public void Of_LastHourWithoutTrade_HasNoRelativeVolumeButEverythingElse()
    {
        var walk = SyntheticMarket.Walk("A-USD", 720, new Random(1));
        var volume = walk.Volume.ToArray();
        volume[^1] = 0;
        var series = CandleSeries.FromColumns("A-USD", "kraken", walk.Start, walk.Open.ToArray(), walk.High.ToArray(), walk.Low.ToArray(), walk.Close.ToArray(), volume);

        var panel = new FactorPanel([SymbolMeasures.Of(walk, 1e6), SymbolMeasures.Of(series, 1e6), SymbolMeasures.Of(SyntheticMarket.Walk("B-USD", 720, new Random(2)), 1e6)], new FactorOptions());

        panel.Symbols[1].Volume.RelativeVolume.ShouldBe(0);
        panel.Volume.Z[0][1].ShouldBe(0);
        double.IsFinite(panel.Volume.Mean[1]).ShouldBeTrue();
        panel.Symbols[1].AreFinite.ShouldBeTrue();
    }

    /// <summary>RSI 70 : tanh(1); histogram of one ATR: tanh(1); ADX 30 upwards: 1/2.</summary>
    [Fact]
    public void TechnicalValue_WorkedByHand_IsTheMeanOfThree()
    {
        var up = new TechnicalMeasure(Rsi: 70, MacdHistogram: 2, Atr: 2, Adx: 30, PlusDi: 25, MinusDi: 10);

        Technical.Value(up).ShouldBe(((2 * Math.Tanh(1)) + 0.5) / 3, Tolerance);
        Technical.Value(up with { PlusDi = 10, MinusDi = 25 }).ShouldBe(((2 * Math.Tanh(1)) - 0.5) / 3, Tolerance);
        Technical.Value(up with { Adx = 60 }).ShouldBe(((2 * Math.Tanh(1)) + 1) / 3, Tolerance);
        Technical.Value(up with { Adx = 15 }).ShouldBe(2 * Math.Tanh(1) / 3, Tolerance);
        Technical.Value(up with { MacdHistogram = 0, Atr = 0 }).ShouldBe((Math.Tanh(1) + 0.5) / 3, Tolerance);
    }

    [Fact]
    public void ShadowFactors_RandomWalk_AreWhatTheSpecificationSays()
    {
        var series = SyntheticMarket.Walk("A-USD", 1000, new Random(4));
        var close = series.Close.ToArray();
        var returns = close.Zip(close.Skip(1), (before, after) => Math.Log(after / before)).ToList();

        var shadow = SymbolMeasures.Of(series, 1e6).Shadow;

        var sd = SampleSd(returns.TakeLast(720).ToList());
        shadow.SlowMomentum.ShouldBe(new[] { 72, 168, 336 }.Average(h => Math.Log(close[^1] / close[close.Length - 1 - h]) / (sd * Math.Sqrt(h))), Tolerance);
        shadow.Volatility7d.ShouldBe(SampleSd(returns.TakeLast(168).ToList()) * Math.Sqrt(8760), Tolerance);
        shadow.Reversal4h.ShouldBe(-Math.Log(close[^1] / close[^5]), Tolerance);
    }

    private static double SampleSd(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
