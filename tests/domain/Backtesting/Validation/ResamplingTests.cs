using CryptoRun.Domain.Backtesting.Validation;
using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Backtesting.Validation;

public sealed class ResamplingTests
{
    [Fact]
    public void Draw_AnyLength_FillsThePathWithPeriodsOfTheSample() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        Gen.Choose(1, 90).Zip(Gen.Choose(1, 40)).Zip(Gen.Choose(0, 100_000)).ToArbitrary(), drawn =>
        {
            var ((count, length), seed) = drawn;
            var path = new int[count];
            Array.Fill(path, -1);
            StationaryBootstrap.Draw(path, count, length, new CounterRandom((ulong)seed));
            path.ShouldAllBe(i => i >= 0 && i < count);
        }));

    /// <summary>Stretches have the mean length asked for, and every period is drawn alike.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(24)]
    public void Draw_LongPath_HasStretchesOfTheMeanLength(double length)
    {
        var path = new int[400_000];
        StationaryBootstrap.Draw(path, 1000, length, new CounterRandom(3));
        var breaks = 1 + Enumerable.Range(1, path.Length - 1).Count(i => path[i] != (path[i - 1] + 1) % 1000);
        (path.Length / (double)breaks).ShouldBe(length, 0.03 * length);
        path.Average().ShouldBe(499.5, 10);
    }

    /// <summary>The mean of paths of independent returns spreads by sd/sqrt(n); blocks keep the dependence that single draws lose.</summary>
    [Fact]
    public void Blocks_DependentReturns_SpreadWiderThanTrades()
    {
        var random = new CounterRandom(8);
        var (returns, last) = (new double[1000], 0.0);
        for (var i = 0; i < returns.Length; i++) returns[i] = last = (0.8 * last) + (0.001 * random.Normal((ulong)i));

        double Width(double length) => MonteCarlo.Blocks(returns, length, 500, 1).TotalReturn is var total ? total.Quantile(0.84) - total.Quantile(0.16) : 0;
        (Width(50) / Width(1)).ShouldBeInRange(2, 4);
    }

    [Fact]
    public void Blocks_SameSeed_IsTheSameToTheBitAndMorePathsBeginWithIt()
    {
        double[] returns = [.. Enumerable.Range(0, 50).Select(static i => Math.Sin(i) / 50)];
        MonteCarlo.Blocks(returns, 5, 100, 4).TotalReturn.Sorted.ShouldBe(MonteCarlo.Blocks(returns, 5, 100, 4).TotalReturn.Sorted);
        MonteCarlo.Blocks(returns, 5, 100, 4).TotalReturn.Sorted.ShouldNotBe(MonteCarlo.Blocks(returns, 5, 100, 5).TotalReturn.Sorted);
        MonteCarlo.Blocks(returns, 5, 200, 4).TotalReturn.Sorted.Intersect(MonteCarlo.Blocks(returns, 5, 100, 4).TotalReturn.Sorted).Count().ShouldBeGreaterThanOrEqualTo(99);
    }

    [Fact]
    public void Trades_AllWins_NeverLose()
    {
        var result = MonteCarlo.Trades([0.01, 0.02, 0.03], 200, 1);
        result.LossProbability.ShouldBe(0);
        result.MaxDrawdown.Quantile(0).ShouldBe(0);
        result.TotalReturn.Quantile(1).ShouldBe(Math.Pow(1.03, 3) - 1, 1e-12);
        result.TotalReturn.Quantile(0).ShouldBe(Math.Pow(1.01, 3) - 1, 1e-12);
    }

    [Fact]
    public void Distribution_HandWorked_HasSharesAndPValue()
    {
        var values = new Distribution([3, 1, 2, 2]);
        values.Median.ShouldBe(2);
        values.ShareAtLeast(2).ShouldBe(0.75);
        values.PValue(2).ShouldBe(4.0 / 5);
        values.PValue(9).ShouldBe(1.0 / 5);
        Should.Throw<ArgumentException>(() => new Distribution([]));
    }

    /// <summary>Of worthless entries the p-value is uniform; of entries that know the future it is the least possible.</summary>
    [Fact]
    public void RandomEntryNull_WorthlessAndKnowing_AreToldApart()
    {
        var random = new CounterRandom(31);
        var forward = BarPanel.Of(40, 12, (t, s) => random.Uniform((ulong)((t * 12) + s) + 9_000) < 0.1 ? double.NaN : random.Normal((ulong)((t * 12) + s)));

        double P(Func<int, IReadOnlyList<int>> picks) => RandomEntryNull.Of(forward, [.. Enumerable.Range(0, 40).Select(picks)], 199, 5)!.PValue;
        var worthless = Enumerable.Range(0, 60).Select(run => P(t => [.. Enumerable.Range(0, 12).OrderBy(s => random.Bits((ulong)((run * 480) + (t * 12) + s) + 50_000)).Take(2)])).ToList();

        worthless.Average().ShouldBeInRange(0.38, 0.62);
        P(t => [.. Enumerable.Range(0, 12).Where(s => !double.IsNaN(forward[t, s])).OrderByDescending(s => forward[t, s]).Take(2)]).ShouldBe(1.0 / 200, 1e-12);
        RandomEntryNull.Of(forward, [.. Enumerable.Range(0, 40).Select(static _ => (IReadOnlyList<int>)[])], 10, 5).ShouldBeNull();
    }

    /// <summary>Where everything is chosen there is nothing left to chance.</summary>
    [Fact]
    public void RandomEntryNull_EveryInstrument_IsAlwaysTheSame()
    {
        var result = RandomEntryNull.Of(new BarPanel(3, [1, 2, 6, 4, double.NaN, 8]), [[0, 1, 2], [0, 1, 2]], 20, 7)!;
        result.Observed.ShouldBe(21.0 / 5, 1e-12);
        result.Null.Quantile(0).ShouldBe(21.0 / 5, 1e-12);
        result.Null.Quantile(1).ShouldBe(21.0 / 5, 1e-12);
    }

    [Fact]
    public void SensitivityMap_SmoothHill_IsAPlateauAndNoiseIsNot()
    {
        var random = new CounterRandom(6);
        ParameterAxis[] axes = [new("fast", [.. Enumerable.Range(0, 9).Select(static i => (double)i)]), new("slow", [.. Enumerable.Range(0, 11).Select(static i => 10.0 * i)])];
        var hill = new SensitivityMap(axes, [.. Enumerable.Range(0, 99).Select(static i => -Math.Pow((i / 11) - 4, 2) - Math.Pow((i % 11) - 6, 2))]);
        var noise = new SensitivityMap(axes, [.. Enumerable.Range(0, 99).Select(i => random.Normal((ulong)i))]);

        hill.Values(hill.Best).ShouldBe([4, 60]);
        hill.Stable.ShouldBe(hill.Best);
        hill.BestRetention!.Value.ShouldBeGreaterThan(0.9);
        hill.Roughness!.Value.ShouldBeLessThan(0.1);
        noise.Roughness!.Value.ShouldBeInRange(0.75, 1.25);
        noise.BestRetention!.Value.ShouldBeLessThan(0.5);
        hill.Neighbours(0).ShouldBe([11, 1], ignoreOrder: true);
    }

    [Fact]
    public void SensitivityMap_WrongNumberOfResults_IsRefused() =>
        Should.Throw<ArgumentException>(() => new SensitivityMap([new("n", [1, 2])], [1, 2, 3])).Message.ShouldContain("1 parameters make 2 combinations");
}
