using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

/// <summary>premove.md: "regressed on price change by IRLS with Tukey's biweight (c = 4.685)".</summary>
public sealed class RobustRegressionTests
{
    private const double Agreement = 1e-8;
    private const double WeightAgreement = 1e-7;
    private const double Equivariance = 1e-6;
    private const double StandardErrors = 3;

    public static TheoryData<string> Vectors => [nameof(RobustFits.StackLoss), nameof(RobustFits.Phones), nameof(RobustFits.Simulated)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Fit_DataOfAnotherImplementation_AgreesWithMassRlm(string name)
    {
        var vector = name switch { nameof(RobustFits.StackLoss) => RobustFits.StackLoss, nameof(RobustFits.Phones) => RobustFits.Phones, _ => RobustFits.Simulated };
        var fit = new RobustRegression(vector.Response.Length, vector.Coefficients.Length);

        fit.Fit(vector.Design, vector.Response).ShouldBe(RobustFit.Converged);

        for (var j = 0; j < vector.Coefficients.Length; j++) fit.Coefficients[j].ShouldBe(vector.Coefficients[j], Agreement * Math.Abs(vector.Coefficients[j]));
        fit.Scale.ShouldBe(vector.Scale, Agreement * vector.Scale);
        fit.WeightedR2.ShouldBe(vector.R2, Agreement);
        for (var i = 0; i < vector.Weights.Length; i++) fit.Weights[i].ShouldBe(vector.Weights[i], WeightAgreement);
    }

    /// <summary>Published in Venables and Ripley and in R's own example output of rlm with psi.bisquare.</summary>
    [Fact]
    public void Fit_StackLoss_FindsTheKnownOutlier()
    {
        var fit = Fit(RobustFits.StackLoss.Design, RobustFits.StackLoss.Response, 4);
        fit.Coefficients[1].ShouldBe(0.9275, 1e-3);
        fit.Weights[20].ShouldBeLessThan(0.01);
        fit.Weights[0].ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void Fit_MostRowsOnALine_IsExactAndGivesTheOthersNoWeight()
    {
        double[] x = [1, 2, 3, 4, 5, 6, 7], y = [5, 7, 9, 11, 13, 400, 17];
        var fit = new RobustRegression(7, 2);
        fit.Fit([.. Enumerable.Repeat(1.0, 7), .. x], y).ShouldBe(RobustFit.Exact);
        (fit.Coefficients[0], fit.Coefficients[1]).ShouldSatisfyAllConditions(c => c.Item1.ShouldBe(3, 1e-9), c => c.Item2.ShouldBe(2, 1e-9));
        fit.Scale.ShouldBe(0);
        fit.WeightedR2.ShouldBe(1, 1e-12);
        fit.Weights.ToArray().ShouldBe([1, 1, 1, 1, 1, 0, 1]);
    }

    [Fact]
    public void Fit_ConstantResponse_ExplainsNothing()
    {
        var fit = new RobustRegression(5, 2);
        fit.Fit([1, 1, 1, 1, 1, 1, 2, 3, 4, 5], [7, 7, 7, 7, 7]).ShouldBe(RobustFit.Exact);
        fit.WeightedR2.ShouldBe(0);
    }

    [Theory]
    [InlineData(new double[] { 1, 1, 1, 1, 2, 2, 2, 2 })]
    [InlineData(new double[] { 1, 1, 1, 1, 0, 0, 0, 0 })]
    [InlineData(new double[] { 1, 1, 1, 1, 1, 2, double.NaN, 4 })]
    public void Fit_CollinearOrBrokenDesign_IsSingular(double[] design) => new RobustRegression(4, 2).Fit(design, [1, 2, 3, 5]).ShouldBe(RobustFit.Singular);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Fit_BrokenResponse_IsSingular(double broken) => new RobustRegression(4, 2).Fit([1, 1, 1, 1, 1, 2, 3, 4], [1, 2, broken, 5]).ShouldBe(RobustFit.Singular);

    [Fact]
    public void Fit_OtherShape_Throws() => Should.Throw<ArgumentException>(() => new RobustRegression(4, 2).Fit([1, 1, 1], [1, 2, 3, 4]));

    [Fact]
    public void Fit_SecondDataSet_RemembersNothingOfTheFirst()
    {
        var (a, b) = (Cloud(1, 60), Cloud(2, 60));
        var fit = new RobustRegression(60, 2);
        fit.Fit(b.Design, b.Response);
        var alone = (fit.Coefficients.ToArray(), fit.Scale);
        fit.Fit(a.Design, a.Response);
        fit.Fit(b.Design, b.Response);
        fit.Coefficients.ToArray().ShouldBe(alone.Item1);
        fit.Scale.ShouldBe(alone.Scale);
    }

    [Fact]
    public void Fit_LineAddedAndUnitsChanged_MovesWithThem() => ForAll((seed, n) =>
    {
        var (design, response) = Cloud(seed, n);
        var random = new Random(seed + 1);
        double level = random.Next(-100, 100), slope = random.Next(-100, 100), unit = Math.Pow(10, random.Next(-6, 7));
        var before = Fit(design, response, 2);
        var moved = Fit(design, [.. response.Select((y, i) => unit * (y + level + (slope * design[n + i])))], 2);

        moved.Coefficients[0].ShouldBe(unit * (before.Coefficients[0] + level), Equivariance * unit * 200);
        moved.Coefficients[1].ShouldBe(unit * (before.Coefficients[1] + slope), Equivariance * unit * 200);
        moved.Scale.ShouldBe(unit * before.Scale, Equivariance * unit * before.Scale);
        for (var i = 0; i < n; i++) moved.Weights[i].ShouldBe(before.Weights[i], Equivariance);
    });

    [Fact]
    public void Fit_OneOutlierOfAnySize_CannotCarryTheFit() => ForAll((seed, n) =>
    {
        var (design, response) = Cloud(seed, n);
        var random = new Random(seed + 1);
        var (clean, at) = (Fit(design, response, 2), random.Next(n));
        var (first, second) = (FitWith(1e4), FitWith(1e4 * Math.Pow(10, random.Next(1, 9))));

        // The noise has sd 1, so 1 / sqrt(n) is about a standard error: neither the outlier nor its size moves the fit by more than a few.
        for (var j = 0; j < 2; j++)
        {
            second.Coefficients[j].ShouldBe(first.Coefficients[j], StandardErrors / Math.Sqrt(n));
            first.Coefficients[j].ShouldBe(clean.Coefficients[j], StandardErrors / Math.Sqrt(n));
        }

        second.Weights[at].ShouldBe(0);

        RobustRegression FitWith(double size)
        {
            double[] changed = [.. response];
            changed[at] += size;
            return Fit(design, changed, 2);
        }
    });

    [Fact]
    public void Fit_RowsInAnotherOrder_IsTheSameFit() => ForAll((seed, n) =>
    {
        var (design, response) = Cloud(seed, n);
        var order = Enumerable.Range(0, n).ToArray();
        new Random(seed).Shuffle(order);
        var (before, after) = (Fit(design, response, 2), Fit([.. Enumerable.Repeat(1.0, n), .. order.Select(i => design[n + i])], [.. order.Select(i => response[i])], 2));
        after.Coefficients[1].ShouldBe(before.Coefficients[1], Equivariance);
        after.Scale.ShouldBe(before.Scale, Equivariance * before.Scale);
    });

    private static void ForAll(Action<int, int> check) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(40, 120).ToArbitrary(), check));

    private static RobustRegression Fit(double[] design, double[] response, int columns)
    {
        var fit = new RobustRegression(response.Length, columns);
        fit.Fit(design, response).ShouldBe(RobustFit.Converged);
        return fit;
    }

    /// <summary>A line with normal noise of sd 1 around it.</summary>
    private static (double[] Design, double[] Response) Cloud(int seed, int n)
    {
        var random = new Random(seed);
        var x = Enumerable.Range(0, n).Select(_ => Normal()).ToArray();
        return ([.. Enumerable.Repeat(1.0, n), .. x], [.. x.Select(v => 2 + (3 * v) + Normal())]);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
