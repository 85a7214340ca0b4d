using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class LeastSquaresTests
{
    private const double Tolerance = 1e-9;

    /// <summary>x = 1 2 3 4, y = 2 4 5 8: slope 9.5 / 5 = 1.9, constant 4.75 - 1.9 x 2.5 = 0.</summary>
    [Fact]
    public void Solve_HandWorkedLine_Agrees()
    {
        var coefficients = Solve([1, 1, 1, 1, 1, 2, 3, 4], [2, 4, 5, 8], [1, 1, 1, 1], 2);
        coefficients[0].ShouldBe(0, Tolerance);
        coefficients[1].ShouldBe(1.9, Tolerance);
    }

    [Fact]
    public void Solve_RowWithoutWeight_IsNotThere() =>
        Solve([1, 1, 1, 1, 1, 2, 3, 4], [2, 4, 1e9, 8], [1, 1, 0, 1], 2).Zip(Solve([1, 1, 1, 1, 2, 4], [2, 4, 8], [1, 1, 1], 2), (a, b) => Math.Abs(a - b)).ShouldAllBe(d => d < Tolerance);

    [Fact]
    public void Solve_WholeWeights_EqualRepeatedRows() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var rows = Enumerable.Range(0, random.Next(5, 30)).Select(_ => (X: random.NextDouble(), Z: random.NextDouble(), Y: random.NextDouble(), Times: random.Next(1, 4))).ToList();
            var repeated = rows.SelectMany(r => Enumerable.Repeat(r, r.Times)).ToList();
            var weighted = Solve(Design(rows), [.. rows.Select(r => r.Y)], [.. rows.Select(r => (double)r.Times)], 3);
            var plain = Solve(Design(repeated), [.. repeated.Select(r => r.Y)], [.. repeated.Select(_ => 1.0)], 3);
            for (var j = 0; j < 3; j++) weighted[j].ShouldBe(plain[j], 1e-7);

            static double[] Design(List<(double X, double Z, double Y, int Times)> rows) => [.. rows.Select(_ => 1.0), .. rows.Select(r => r.X), .. rows.Select(r => r.Z)];
        }));

    /// <summary>Columns nearly alike: the normal equations would lose twice as many digits.</summary>
    [Fact]
    public void Solve_LargeLevelSmallSpread_KeepsItsDigits()
    {
        double[] x = [.. Enumerable.Range(0, 50).Select(i => 1e6 + i)];
        var coefficients = Solve([.. x.Select(_ => 1.0), .. x], [.. x.Select(v => 3 + (2 * v))], [.. x.Select(_ => 1.0)], 2);
        coefficients[1].ShouldBe(2, 1e-9);
    }

    [Fact]
    public void Solve_CollinearColumns_IsRefused() => new LeastSquares(3, 2).Solve([1, 2, 3, 2, 4, 6], [1, 2, 3], [1, 1, 1], new double[2]).ShouldBeFalse();

    private static double[] Solve(double[] design, double[] response, double[] weights, int columns)
    {
        var coefficients = new double[columns];
        new LeastSquares(response.Length, columns).Solve(design, response, weights, coefficients).ShouldBeTrue();
        return coefficients;
    }
}
