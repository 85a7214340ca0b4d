using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Factors;

public class MomentumCoreTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(480)]
    [InlineData(719)]
    [InlineData(1000)]
    [InlineData(5039)]
    [InlineData(5040)]
    [InlineData(5208)]
    public void Value_RandomWalks_AgreesWithTheNaiveImplementation(int hours)
    {
        var options = new MomentumOptions();
        for (var seed = 0; seed < 5; seed++)
        {
            var series = SyntheticMarket.Walk("A-USD", hours, new Random(seed));
            var measure = MomentumCore.Measure(series);
            foreach (var state in Enum.GetValues<RegimeState>())
            {
                var weights = options.For(state);
                double[] naive = [weights.Hours1, weights.Hours4, weights.Hours12, weights.Hours24, weights.Hours168];
                MomentumCore.Value(measure, weights, 0.10).ShouldBe(NaiveFactors.Momentum(series, naive, 0.10), Tolerance, $"{hours} h, seed {seed}, {state}");
            }
        }
    }

    [Theory]
    [InlineData(5039, false)]
    [InlineData(5040, true)]
    public void Measure_ThirtyTimes168Hours_HasTheLongestHorizon(int hours, bool expected) =>
        MomentumCore.Measure(SyntheticMarket.Walk("A-USD", hours, new Random(1))).HasLongest.ShouldBe(expected);

    /// <summary>What the factor promises: without drift m is about N(0,1), whatever the weights.</summary>
    [Fact]
    public void Value_DriftlessWalks_IsAboutStandardNormal()
    {
        var options = new MomentumOptions();
        var measures = Enumerable.Range(0, 400).Select(seed => MomentumCore.Measure(FineWalk(seed))).ToList();
        foreach (var state in Enum.GetValues<RegimeState>())
        {
            var values = measures.Select(measure => MomentumCore.Value(measure, options.For(state), 0)).ToList();
            values.Average().ShouldBe(0, 0.15, state.ToString());
            Math.Sqrt(values.Average(value => value * value)).ShouldBe(1, 0.15, state.ToString());
        }
    }

    [Fact]
    public void Value_OneHorizonAlone_IsItsZ()
    {
        var measure = MomentumCore.Measure(SyntheticMarket.Walk("A-USD", 720, new Random(3)));

        for (var h = 0; h < 4; h++)
        {
            var weights = new HorizonWeights(h == 0 ? 1 : 0, h == 1 ? 1 : 0, h == 2 ? 1 : 0, h == 3 ? 1 : 0, 0);
            MomentumCore.Value(measure, weights, 0).ShouldBe(measure.Z[h], Tolerance);
        }
    }

    [Fact]
    public void Value_AccelerationAgainstTheMove_IsNotBoosted()
    {
        var along = new MomentumMeasure([0, 0, 0, 0, double.NaN], [1, 1, 1, 1, double.NaN], [0, 2, 0, 0, double.NaN], Acceleration: 1.5);
        var only4 = new HorizonWeights(0, 1, 0, 0, 0);

        MomentumCore.Value(along, only4, 0.10).ShouldBe(2.15, Tolerance);
        MomentumCore.Value(along with { Acceleration = -1.5 }, only4, 0.10).ShouldBe(2, Tolerance);
        MomentumCore.Value(along with { Z = [0, -2, 0, 0, double.NaN], Acceleration = -1.5 }, only4, 0.10).ShouldBe(-2.15, Tolerance);
    }

    [Fact]
    public void Value_PriceThatStandsStill_IsZero()
    {
        var flat = Enumerable.Repeat(5.0, 720).ToArray();
        var series = CandleSeries.FromColumns("A-USD", "kraken", SyntheticMarket.At.AddHours(-720), flat, flat, flat, flat, flat);

        MomentumCore.Value(MomentumCore.Measure(series), HorizonWeights.Default, 0.10).ShouldBe(0);
    }

    /// <summary>A walk with many steps an hour, so that ranges are those of Brownian motion.</summary>
    private static CandleSeries FineWalk(int seed)
    {
        const int hours = 480, steps = 30;
        var random = new Random(seed);
        var (open, high, low, close) = (new double[hours], new double[hours], new double[hours], new double[hours]);
        var price = 0.0;
        for (var i = 0; i < hours; i++)
        {
            open[i] = high[i] = low[i] = Math.Exp(price);
            for (var step = 0; step < steps; step++)
            {
                price += 0.001 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
                (high[i], low[i]) = (Math.Max(high[i], Math.Exp(price)), Math.Min(low[i], Math.Exp(price)));
            }

            close[i] = Math.Exp(price);
        }

        return CandleSeries.FromColumns("A-USD", "kraken", SyntheticMarket.At.AddHours(-hours), open, high, low, close, close);
    }
}
