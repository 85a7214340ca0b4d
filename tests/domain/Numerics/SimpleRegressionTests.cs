using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class SimpleRegressionTests
{
    private const double Exact = 1e-12;

    /// <summary>Anscombe, "Graphs in Statistical Analysis", The American Statistician 27 (1973), first set: y = 3.0001 + 0.5001 x, R2 = 0.6665.</summary>
    private static readonly double[] AnscombeX = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];

    private static readonly double[] AnscombeY = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];

    [Fact]
    public void Of_AnscombesFirstSet_AgreesWithThePaper()
    {
        var fit = SimpleRegression.Of(AnscombeX, AnscombeY)!.Value;

        // Sums by hand: Sxx = 110, Sxy = 55.01, Syy = 41.2726909...; mean x = 9, mean y = 82.51 / 11.
        fit.Slope.ShouldBe(55.01 / 110, Exact);
        fit.Intercept.ShouldBe((82.51 / 11) - (9 * 55.01 / 110), Exact);
        fit.RSquared.ShouldBe(0.666542459508775, Exact);
        fit.Count.ShouldBe(11);
    }

    [Fact]
    public void Of_PointsOnALine_ExplainsAll()
    {
        var fit = SimpleRegression.Of([1e9 + 1, 1e9 + 2, 1e9 + 5], [-3, -5, -11])!.Value;
        fit.Slope.ShouldBe(-2, Exact);
        fit.RSquared.ShouldBe(1, Exact);
    }

    [Fact]
    public void Of_ConstantY_ExplainsNothing()
    {
        var fit = SimpleRegression.Of([1, 2, 3], [0.1, 0.1, 0.1])!.Value;
        fit.Slope.ShouldBe(0);
        fit.Intercept.ShouldBe(0.1);
        fit.RSquared.ShouldBe(0);
    }

    [Theory]
    [InlineData(0.1, 0.1, 0.1)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 2, double.NaN)]
    [InlineData(1, 2, double.PositiveInfinity)]
    public void Of_XWithoutVariationOrNumber_IsAbsent(double a, double b, double c) => SimpleRegression.Of([a, b, c], [1, 2, 3]).ShouldBeNull();

    [Fact]
    public void Of_TooFewOrUnequalPoints_IsAbsentOrThrows()
    {
        SimpleRegression.Of([], []).ShouldBeNull();
        SimpleRegression.Of([1], [1]).ShouldBeNull();
        Should.Throw<ArgumentException>(() => SimpleRegression.Of([1, 2], [1]));
    }

    [Fact]
    public void Of_AnyPoints_ResidualsAreOrthogonalToTheLine()
    {
        var points = Gen.Zip(Gen.Choose(-1000, 1000), Gen.Choose(-1000, 1000)).ArrayOf().Where(list => list.Length >= 3);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(points.ToArbitrary(), list =>
            {
                var x = list.Select(p => p.Item1 / 7.0).ToArray();
                var y = list.Select(p => p.Item2 / 3.0).ToArray();
                if (SimpleRegression.Of(x, y) is not { } fit) return x.Distinct().Count() == 1;

                var residuals = x.Zip(y, (a, b) => b - fit.Intercept - (fit.Slope * a)).ToArray();
                return Math.Abs(residuals.Sum()) < 1e-9
                    && Math.Abs(residuals.Zip(x, (r, a) => r * a).Sum()) < 1e-6
                    && fit.RSquared is >= 0 and <= 1;
            }));
    }
}
