using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class IsotonicRegressionTests
{
    private const double Rounding = 1e-12;
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Fit_PublishedVector_PoolsItsTwoViolations() => Fit([3, 7, 5, 9, 8, 7, 10]).ShouldBe([3, 6, 6, 8, 8, 8, 10]);

    [Fact]
    public void Fit_ScikitLearnVectorWeightedOneToSeven_PoolsToItsWeightedMean() =>
        Close(Fit([1, 41, 51, 1, 2, 5, 24], [1, 2, 3, 4, 5, 6, 7]), [1, 13.95, 13.95, 13.95, 13.95, 13.95, 24]);

    [Fact]
    public void Fit_ScikitLearnVectorUnweighted_PoolsToItsMean() => Fit([1, 41, 51, 1, 2, 5, 24]).ShouldBe([1, 20, 20, 20, 20, 20, 24]);

    /// <summary>scikit-learn 1.2.1, <c>IsotonicRegression(out_of_bounds="clip").fit(x, y, sample_weight=w).predict(q)</c>.</summary>
    [Fact]
    public void Curve_TiedScores_PredictsAsScikitLearnDoes()
    {
        double[] x = [10, 20, 20, 30, 40, 40, 40, 55, 60, 75, 90, 90], y = [0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 0], w = [1, 2, 1, 1, 1, 3, 1, 1, 2, 1, 1, 1];
        double[] queries = [0, 10, 15, 20, 25, 30, 35, 40, 47.5, 50, 55, 57.5, 60, 65, 75, 80, 90, 200];

        var (weighted, plain) = (IsotonicRegression.Curve(x, y, w), IsotonicRegression.Curve(x, y));

        Close([.. queries.Select(weighted.At)], [0, 0, 0.2, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.6, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8]);
        Close([.. queries.Select(plain.At)], [0, 0, 1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 5 / 12.0, 0.5, 0.5, 0.5, 0.5, 0.625, 0.75, 0.75, 0.75, 0.75, 0.75, 0.75]);
        plain.Blocks.Select(block => (block.From, block.To, block.Weight)).ShouldBe([(10, 10, 1), (20, 30, 3), (40, 55, 4), (60, 90, 4)]);
        (plain.At(double.NegativeInfinity), plain.At(double.PositiveInfinity)).ShouldBe((0, 0.75));
    }

    [Fact]
    public void Fit_RandomSequences_IsMonotoneKeepsTheWeightedMeanAndIsTheMinMaxFormula() => Prop.ForAll(Seeds, seed =>
    {
        var (y, w) = Sequence(seed, largest: 16);
        var fit = Fit(y, w);

        for (var i = 1; i < fit.Length; i++) fit[i].ShouldBeGreaterThanOrEqualTo(fit[i - 1]);
        Weighted(fit, w).ShouldBe(Weighted(y, w), Tolerance(y.Max(Math.Abs) * w.Sum()));
        Close(fit, MinMax(y, w), y.Max(Math.Abs));
    }).Check(Many);

    [Fact]
    public void Fit_OfAFit_IsTheSameToTheBit() => Prop.ForAll(Seeds, seed =>
    {
        var (y, w) = Sequence(seed, largest: 200);
        var once = Fit(y, w);
        Fit(once, w).ShouldBe(once);
    }).Check(Many);

    [Fact]
    public void Fit_WeightsScaled_IsTheSame() => Prop.ForAll(Seeds, seed =>
    {
        var (y, w) = Sequence(seed, largest: 200);
        var random = new Random(seed);

        // A power of two costs no digit.
        Fit(y, [.. w.Select(weight => weight * 1024)]).ShouldBe(Fit(y, w));
        var factor = Math.Exp(20 * (random.NextDouble() - 0.5));
        Close(Fit(y, [.. w.Select(weight => weight * factor)]), Fit(y, w), y.Max(Math.Abs));
    }).Check(Many);

    [Fact]
    public void Curve_PointsInAnyOrderWithTies_IsTheFitOfThePooledSequence() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (y, w) = Sequence(seed, largest: 60);
        var x = y.Select(_ => (double)random.Next(20)).ToArray();
        var pooled = x.Select((key, i) => (key, y: y[i], w: w[i])).GroupBy(point => point.key).OrderBy(group => group.Key).ToList();
        double[] values = [.. pooled.Select(group => group.Sum(point => point.w * point.y) / group.Sum(point => point.w))];

        var curve = IsotonicRegression.Curve(x, y, w);

        Close([.. pooled.Select(group => curve.At(group.Key))], MinMax(values, [.. pooled.Select(group => group.Sum(point => point.w))]), y.Max(Math.Abs));
        curve.Blocks.Sum(block => block.Weight).ShouldBe(w.Sum(), Rounding * w.Sum());
        foreach (var (before, after) in curve.Blocks.Zip(curve.Blocks.Skip(1)))
        {
            before.To.ShouldBeLessThan(after.From);
            before.Value.ShouldBeLessThan(after.Value);
            curve.At((before.To + after.From) / 2).ShouldBe((before.Value + after.Value) / 2, Tolerance(y.Max(Math.Abs)));
        }
    }).Check(Many);

    [Theory]
    [InlineData(double.NaN, 1, "Value 1 is NaN")]
    [InlineData(double.PositiveInfinity, 1, "Value 1 is")]
    [InlineData(1, 0, "Weight 1 is 0")]
    [InlineData(1, -2, "Weight 1 is -2")]
    [InlineData(1, double.NaN, "Weight 1 is NaN")]
    [InlineData(1, double.PositiveInfinity, "Weight 1 is")]
    [InlineData(1e308, 1e10, "too large")]
    public void Fit_HostileInput_ThrowsWithPlaceAndValue(double value, double weight, string message)
    {
        Should.Throw<ArgumentException>(() => Fit([0, value], [1, weight])).Message.ShouldContain(message);
        Should.Throw<ArgumentException>(() => IsotonicRegression.Curve([1, 2], [0, value], [1, weight])).Message.ShouldContain(message);
    }

    [Fact]
    public void Curve_NothingOrNoPlace_Throws()
    {
        Should.Throw<ArgumentException>(() => IsotonicRegression.Curve([], [])).Message.ShouldContain("Nothing to fit");
        Should.Throw<ArgumentException>(() => IsotonicRegression.Curve([1, double.NaN], [0, 1])).Message.ShouldContain("x[1] is NaN");
        Should.Throw<ArgumentException>(() => IsotonicRegression.Curve([1, 2], [0])).Message.ShouldContain("2 points, but 1 values");
        Should.Throw<ArgumentException>(() => IsotonicRegression.Curve([1, 2], [0, 1], [1])).Message.ShouldContain("2 points, but 1 weights");
        Should.Throw<ArgumentException>(() => IsotonicRegression.Curve([1, 2], [0, 1]).At(double.NaN)).Message.ShouldContain("NaN");
        Fit([]).ShouldBeEmpty();
    }

    private static double[] Fit(double[] y, double[]? w = null)
    {
        var into = new double[y.Length];
        if (w is null) IsotonicRegression.Fit(y, into);
        else IsotonicRegression.Fit(y, w, into);
        return into;
    }

    /// <summary>Rising, falling, flat, 0/1 or tiny and huge values; weights from 1e-3 to 1e3.</summary>
    private static (double[] Y, double[] W) Sequence(int seed, int largest)
    {
        var random = new Random(seed);
        var (count, kind) = (random.Next(1, largest), random.Next(6));
        double[] y = [.. Enumerable.Range(0, count).Select(i => kind switch
        {
            0 => random.Next(2),
            1 => i + (3 * random.NextDouble()),
            2 => -i + random.NextDouble(),
            3 => random.Next(4) * 0.1,
            4 => (random.NextDouble() - 0.5) * 1e12,
            _ => random.NextDouble() * 1e-12,
        })];
        return (y, [.. y.Select(_ => random.Next(3) == 0 ? 1 : Math.Exp(14 * (random.NextDouble() - 0.5)))]);
    }

    /// <summary>fit(i) = max over a up to i of min over b from i of the weighted mean of a..b (Barlow et al. 1972, theorem 1.4).</summary>
    private static double[] MinMax(double[] y, double[] w) => [.. Enumerable.Range(0, y.Length).Select(i =>
        Enumerable.Range(0, i + 1).Max(a => Enumerable.Range(i, y.Length - i).Min(b => Weighted(y[a..(b + 1)], w[a..(b + 1)]) / w[a..(b + 1)].Sum())))];

    private static double Weighted(double[] y, double[] w) => y.Zip(w).Sum(pair => pair.First * pair.Second);

    private static void Close(double[] actual, double[] expected, double size = 1)
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < actual.Length; i++) actual[i].ShouldBe(expected[i], Tolerance(size));
    }

    private static double Tolerance(double size) => Math.Max(Rounding * size, double.Epsilon);
}
