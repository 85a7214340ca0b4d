using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Tests.Factors;

public class CrossSectionTests
{
    private const double Tolerance = 1e-9;
    private const double Permuted = 1e-12;

    /// <summary>
    /// Worked by hand. A = -1 five times, 1 five times: median 0, MAD 1, z = A/1.4826. B = 2A + C with C orthogonal to A: median 0, MAD 2, z = B/2.9652, of
    /// which 2A/2.9652 is A's and C/2.9652 is left; sd of C is sqrt(8/9), so e = C/sqrt(8/9).
    /// </summary>
    [Fact]
    public void Of_TenSymbolsWorkedByHand_ProjectsOutWhatTheFirstColumnSaid()
    {
        double[] a = [-1, -1, -1, -1, -1, 1, 1, 1, 1, 1];
        double[] c = [1, -1, 1, -1, 0, 0, 1, -1, 1, -1];
        double[] b = [-1, -3, -1, -3, -2, 2, 3, 1, 3, 1];

        var column = CrossSection.Of([a, b]).Columns[1];

        for (var i = 0; i < a.Length; i++)
        {
            column.Z[i].ShouldBe(b[i] / 2.9652, Tolerance);
            column.Projection(0, i).ShouldBe(2 * a[i] / 2.9652, Tolerance);
            column.Residual[i].ShouldBe(c[i] / 2.9652, Tolerance);
            column.E[i].ShouldBe(c[i] / Math.Sqrt(8.0 / 9), Tolerance);
        }

        column.Centre.ShouldBe(0, Tolerance);
    }

    [Fact]
    public void Of_NineSymbols_DoesNotResidualise()
    {
        double[] a = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        double[] b = [2, 4, 6, 8, 10, 12, 14, 16, 18];

        var section = CrossSection.Of([a, b]);

        section.IsSmall.ShouldBeTrue();
        section.Columns[1].E.ShouldBe(section.Columns[1].Z);
        section.Columns[1].E[8].ShouldBe(8 / (1.4826 * 4), Tolerance);
        section.Columns[1].Projection(0, 8).ShouldBe(0);
    }

    [Fact]
    public void Of_MoreThanHalfEqual_IsMadZeroAndAllZero()
    {
        double[] tied = [5, 5, 5, 5, 5, 5, 5, 5, 1, 9];

        var column = CrossSection.Of([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], tied]).Columns[1];

        column.IsMadZero.ShouldBeTrue();
        column.IsCollinear.ShouldBeFalse();
        column.E.ShouldAllBe(e => e == 0);
    }

    [Fact]
    public void Of_OneExtremeMover_IsCutAndFlagged()
    {
        var section = CrossSection.Of([[0, 1, 2, 3, 4, 5, 6, 7, 8, 1e6]]);

        section.Columns[0].Z[9].ShouldBe(3);
        section.Columns[0].IsWinsorised(9).ShouldBeTrue();
        section.Columns[0].IsWinsorised(8).ShouldBeFalse();
    }

    [Fact]
    public void Of_RandomUniverses_LeavesUncorrelatedResiduals() => RandomColumns.ForAll(universe =>
    {
        var section = CrossSection.Of(universe.Columns);
        if (section.IsSmall) return;

        for (var k = 1; k < section.Columns.Count; k++)
        {
            for (var j = 0; j < k; j++) Math.Abs(Correlation(section.Columns[k].E, section.Columns[j].E)).ShouldBeLessThan(Tolerance, $"{universe}: {j} and {k}");
        }
    });

    [Fact]
    public void Of_RandomUniverses_IsTheSumOfItsPartsAtUnitSd() => RandomColumns.ForAll(universe =>
    {
        var section = CrossSection.Of(universe.Columns);
        for (var k = 0; k < section.Columns.Count; k++)
        {
            var column = section.Columns[k];
            for (var i = 0; i < section.Count; i++)
            {
                double.IsFinite(column.E[i]).ShouldBeTrue(universe.ToString());
                Math.Abs(column.Z[i]).ShouldBeLessThanOrEqualTo(3);
                if (column.IsMissing(i)) (column.Z[i], column.Residual[i], column.E[i]).ShouldBe((0, 0, 0));
                else Parts(column, k, i).ShouldBe(column.Z[i], Tolerance, universe.ToString());
            }

            if (!section.IsSmall && column.Scale > 0) SampleSd(column).ShouldBe(1, Tolerance, universe.ToString());
        }
    });

    [Fact]
    public void Of_PermutedSymbols_PermutesTheResult() => RandomColumns.ForAll(PermutesTheResult);

    /// <summary>
    /// 11 symbols; column 1 is column 0 and 1e-6 of noise, column 2 has five symbols only, on which the cut makes columns 0 and 1 equal: what column 1 says beyond
    /// column 0 is nothing there, and must not be what rounding left of it.
    /// </summary>
    [Fact]
    public void Of_TwinColumnsEqualWhereAThirdIsPresent_PermutesTheResult()
    {
        var universe = RandomColumns.Draw(899063694);
        var section = CrossSection.Of(universe.Columns);
        for (var i = 0; i < 11; i++)
        {
            if (!section.Columns[2].IsMissing(i)) section.Columns[1].Z[i].ShouldBe(section.Columns[0].Z[i], 1e-15);
        }

        (section.Columns[1].IsCollinear, section.Columns[2].Missing).ShouldBe((false, 6));
        section.Columns[2].Projection(1, 0).ShouldBe(0, Permuted);
        PermutesTheResult(universe);
    }

    [Fact]
    public void Of_DuplicatedColumn_LeavesNothingOfIt() => RandomColumns.ForAll(universe =>
    {
        var twice = CrossSection.Of([.. universe.Columns, universe.Columns[2]]);
        if (twice.IsSmall) return;

        twice.Columns[6].Residual.ShouldAllBe(residual => residual == 0, universe.ToString());
        (twice.Columns[6].IsCollinear || twice.Columns[6].IsMadZero || twice.Columns[6].IsAbsent).ShouldBeTrue();
    });

    private static void PermutesTheResult(RandomColumns universe)
    {
        var plain = CrossSection.Of(universe.Columns);
        int[][] orders = [[.. Enumerable.Range(0, universe.Count).OrderBy(i => (i * 7919) % (universe.Count + 1))], [.. Enumerable.Range(0, universe.Count).Reverse()]];
        foreach (var order in orders)
        {
            var permuted = CrossSection.Of(universe.Permuted(order).Columns);
            for (var k = 0; k < 6; k++)
            {
                permuted.Columns[k].IsCollinear.ShouldBe(plain.Columns[k].IsCollinear, universe.ToString());
                for (var i = 0; i < order.Length; i++) permuted.Columns[k].E[i].ShouldBe(plain.Columns[k].E[order[i]], Permuted, universe.ToString());
            }
        }
    }

    private static double Parts(FactorColumn column, int k, int i)
    {
        var sum = column.Centre + column.Residual[i];
        for (var j = 0; j < k; j++) sum += column.Projection(j, i);
        return sum;
    }

    private static double SampleSd(FactorColumn column)
    {
        var present = Enumerable.Range(0, column.E.Length).Where(i => !column.IsMissing(i)).Select(i => column.E[i]).ToList();
        var mean = present.Average();
        return Math.Sqrt(present.Sum(e => (e - mean) * (e - mean)) / (present.Count - 1));
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var (aa, bb, ab) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
            ab += (a[i] - meanA) * (b[i] - meanB);
        }

        return aa == 0 || bb == 0 ? 0 : ab / Math.Sqrt(aa * bb);
    }
}
