using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class GramSchmidtTests
{
    private const double Uncorrelated = 1e-9;
    private const double Reconstruction = 1e-12;
    private const double Ulps = 8 * 1.1102230246251565e-16;
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Run_TwoColumns_GivesTheResidualsOfALeastSquaresLine()
    {
        // x = 1 2 3 4, y = 2 3 5 10: slope 2.6, mean 5.
        var fit = Fit([[1, 2, 3, 4], [2, 3, 5, 10]]);

        fit.Column(0).ToArray().ShouldBe([-1.5, -0.5, 0.5, 1.5]);
        fit.Coefficient(1, 0).ShouldBe(2.6, 1e-14);
        fit.Centre(1).ShouldBe(5, 1e-14);
        double[] expected = [0.9, -0.7, -1.3, 1.1];
        for (var i = 0; i < 4; i++) fit.Column(1)[i].ShouldBe(expected[i], 1e-13);
        fit.IsCollinear(1).ShouldBeFalse();
    }

    [Fact]
    public void Run_MissingRow_IsLeftOutOfItsColumnsFit()
    {
        // The same line, and a fifth row without y.
        var fit = Fit([[1, 2, 3, 4, 50], [2, 3, 5, 10, double.NaN]], [[], [4]]);

        fit.Column(1)[4].ShouldBe(0);
        fit.Coefficient(1, 0).ShouldBe(2.6, 1e-13);
        double[] expected = [0.9, -0.7, -1.3, 1.1];
        for (var i = 0; i < 4; i++) fit.Column(1)[i].ShouldBe(expected[i], 1e-12);
        Math.Abs(Correlation(fit.Column(0), fit.Column(1))).ShouldBeLessThan(Uncorrelated);
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 })]
    [InlineData(new double[] { -2, -4, -6, -8 })]
    [InlineData(new double[] { 7, 7, 7, 7 })]
    [InlineData(new double[] { 0, 0, 0, 0 })]
    public void Run_DuplicateScaledOrConstantColumn_IsZeroAndFlagged(double[] second)
    {
        var fit = Fit([[1, 2, 3, 4], second, [1, 0, 0, 1]]);

        fit.IsCollinear(1).ShouldBeTrue();
        fit.Column(1).ToArray().ShouldAllBe(v => v == 0);
        fit.IsCollinear(2).ShouldBeFalse();
        fit.Coefficient(2, 1).ShouldBe(0);
    }

    [Fact]
    public void Run_ColumnWithoutAnyValue_IsZeroAndFlagged()
    {
        var fit = Fit([[1, 2, 3], [0, 0, 0]], [[], [0, 1, 2]]);
        fit.IsCollinear(1).ShouldBeTrue();
        fit.Centre(1).ShouldBe(0);
    }

    [Fact]
    public void Run_PresentValueThatIsNotFinite_ThrowsWithItsPlace() =>
        Should.Throw<ArgumentException>(() => Fit([[1, 2], [double.NaN, 1]])).Message.ShouldContain("Column 1, row 0");

    [Fact]
    public void Run_AgainOnTheSameMemory_ForgetsTheRunBefore()
    {
        var reused = new GramSchmidt(6);
        for (var seed = 0; seed < 50; seed++)
        {
            var universe = Universe.Of(seed);
            if (universe.Columns.Length != 6) continue;

            var fresh = Fit(new GramSchmidt(6), universe);
            Fit(reused, universe);
            for (var k = 0; k < 6; k++) reused.Column(k).ToArray().ShouldBe(fresh.Column(k).ToArray());
        }
    }

    [Fact]
    public void Run_AnyUniverse_ResidualsAreFiniteCentredAndUncorrelated() =>
        Prop.ForAll(Seeds, seed =>
        {
            var universe = Universe.Of(seed);
            var fit = Fit(new GramSchmidt(universe.Columns.Length), universe);
            for (var k = 0; k < fit.Columns; k++)
            {
                foreach (var value in fit.Column(k)) double.IsFinite(value).ShouldBeTrue();
                for (var i = 0; i < fit.Rows; i++)
                {
                    if (universe.Missing[k][i]) fit.Column(k)[i].ShouldBe(0);
                }

                var largest = Largest(fit.Column(k));
                if (largest == 0) continue;
                (Moments.Mean(fit.Column(k)) / largest).ShouldBe(0, 1e-12);
                for (var j = 0; j < k; j++)
                    Math.Abs(Correlation(fit.Column(k), fit.Column(j))).ShouldBeLessThan(Uncorrelated, $"columns {j} and {k} of universe {seed}");
            }
        }).Check(Many);

    [Fact]
    public void Run_AnyUniverse_EveryValueIsTheSumOfItsParts() => Prop.ForAll(Seeds, IsSumOfItsParts).Check(Many);

    /// <summary>Universes that once were wrong.</summary>
    [Theory]
    [InlineData(1_681_811_666)]
    public void Run_UniverseThatWasWrong_EveryValueIsTheSumOfItsParts(int seed) => IsSumOfItsParts(seed);

    private static void IsSumOfItsParts(int seed)
    {
        var universe = Universe.Of(seed);
        var fit = Fit(new GramSchmidt(universe.Columns.Length), universe);
        var scales = universe.Columns.Select(static c => c.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max()).ToArray();
        for (var k = 0; k < fit.Columns; k++)
        {
            var present = Enumerable.Range(0, fit.Rows).Where(i => !universe.Missing[k][i]).ToArray();
            if (present.Length == 0) continue;

            var scale = present.Max(i => Math.Abs(universe.Columns[k][i]));
            // A collinear residual was set to zero: what it lacks is at most its share of the norm.
            var tolerance = fit.IsCollinear(k) ? GramSchmidt.CollinearBelow * Math.Sqrt(present.Length) * 2 : Reconstruction;
            foreach (var i in present)
            {
                var sum = fit.Centre(k) + fit.Column(k)[i];
                var (largest, rounding) = (scale, 0.0);
                for (var j = 0; j < k; j++)
                {
                    // What a basis column lost to rounding is measured by its own values before the projections, and comes in times its coefficient.
                    rounding += Ulps * Math.Abs(fit.Coefficient(k, j)) * scales[j];

                    // Rows that leave two basis columns almost equal make large parts that cancel; rounding is measured by the largest.
                    var part = fit.Coefficient(k, j) * fit.Column(j)[i];
                    sum += part;
                    largest = Math.Max(largest, Math.Abs(part));
                }

                Math.Abs(sum - universe.Columns[k][i]).ShouldBeLessThanOrEqualTo((tolerance * largest) + rounding, $"column {k}, row {i} of universe {seed}");
            }
        }
    }

    [Fact]
    public void Run_RowsInAnotherOrder_GivesTheSameResidualsInThatOrder() =>
        Prop.ForAll(Seeds, seed =>
        {
            var universe = Universe.WellConditioned(seed);
            var fit = Fit(new GramSchmidt(universe.Columns.Length), universe);
            var reversed = Fit(new GramSchmidt(universe.Columns.Length), universe.Reversed());
            for (var k = 0; k < fit.Columns; k++)
            {
                for (var i = 0; i < fit.Rows; i++)
                    fit.Column(k)[i].ShouldBe(reversed.Column(k)[^(i + 1)], 1e-10, $"column {k}, row {i} of universe {seed}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Run_AnyUniverseInAnotherOrder_DecidesAndFitsAlike() =>
        Prop.ForAll(Seeds, seed =>
        {
            var universe = Universe.Of(seed);
            var fit = Fit(new GramSchmidt(universe.Columns.Length), universe);
            var reversed = Fit(new GramSchmidt(universe.Columns.Length), universe.Reversed());
            for (var k = 0; k < fit.Columns; k++)
            {
                reversed.IsCollinear(k).ShouldBe(fit.IsCollinear(k), $"column {k} of universe {seed}");
                var largest = Math.Max(Largest(fit.Column(k)), double.Epsilon);
                for (var i = 0; i < fit.Rows; i++)
                    (reversed.Column(k)[^(i + 1)] / largest).ShouldBe(fit.Column(k)[i] / largest, 1e-9, $"column {k}, row {i} of universe {seed}");
            }
        }).Check(Many);

    private static GramSchmidt Fit(double[][] columns, int[][]? missing = null)
    {
        var fit = new GramSchmidt(columns.Length);
        fit.Reset(columns[0].Length);
        for (var k = 0; k < columns.Length; k++)
        {
            columns[k].CopyTo(fit.Column(k));
            foreach (var i in missing?[k] ?? []) fit.Missing(k)[i] = true;
        }

        fit.Run();
        return fit;
    }

    private static GramSchmidt Fit(GramSchmidt fit, Universe universe)
    {
        fit.Reset(universe.Rows);
        for (var k = 0; k < fit.Columns; k++)
        {
            universe.Columns[k].CopyTo(fit.Column(k));
            universe.Missing[k].CopyTo(fit.Missing(k));
        }

        fit.Run();
        return fit;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    /// <summary>Pearson's correlation over all rows, each column scaled first so that squares neither overflow nor vanish; 0 for a column of zeros.</summary>
    private static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (x, y) = (Scaled(a), Scaled(b));
        var (mx, my) = (Moments.Mean(x), Moments.Mean(y));
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
            xy += (x[i] - mx) * (y[i] - my);
        }

        return xx == 0 || yy == 0 ? 0 : xy / Math.Sqrt(xx * yy);

        static double[] Scaled(ReadOnlySpan<double> values)
        {
            var largest = Largest(values);
            var scaled = values.ToArray();
            for (var i = 0; i < scaled.Length && largest > 0; i++) scaled[i] /= largest;
            return scaled;
        }
    }

    [Fact]
    public void Run_ALastColumnNearlySaidByTheFirst_LeavesTheBitsOfThoseBeforeIt()
    {
        double[] first = [1, 2.5, -0.3, 4.1, 0.7, -2.2, 3.3], second = [0.2, 1.1, -1.7, 0.4, 2.9, -0.6, 1.3];
        var (two, three) = (new GramSchmidt(2), new GramSchmidt(3));
        two.Reset(first.Length);
        three.Reset(first.Length);
        foreach (var columns in (GramSchmidt[])[two, three])
        {
            first.CopyTo(columns.Column(0));
            second.CopyTo(columns.Column(1));
        }

        for (var i = 0; i < first.Length; i++) three.Column(2)[i] = first[i] + (1e-5 * second[(i + 3) % second.Length]);
        two.Run();
        three.Run();

        three.Column(1).ToArray().ShouldBe(two.Column(1).ToArray());
        three.Coefficient(1, 0).ShouldBe(two.Coefficient(1, 0));
        three.IsCollinear(2).ShouldBeFalse();
    }
}
