using CryptoRun.Domain.Tests.Scanning;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>Random factor columns of 1 to 60 symbols, half of them under 13: plain, constant, tied, collinear, huge, tiny, full of outliers, full of holes.</summary>
/// <param name="Seed">Names the case in a failure message.</param>
/// <param name="Columns">Six columns, the last for sentiment; NaN where missing.</param>
public sealed record RandomColumns(int Seed, double[][] Columns)
{
    private const int Kinds = 10;

    public int Count => Columns[0].Length;

    public static void ForAll(Action<RandomColumns> check, int cases = 1000) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).Select(Draw).ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));

    public static RandomColumns Draw(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(2) == 0 ? random.Next(1, 13) : random.Next(10, 61);
        var columns = new double[6][];
        for (var k = 0; k < columns.Length; k++) columns[k] = Column(random, count, columns.AsSpan(0, k), k == 0 ? 0 : random.Next(Kinds));
        return new RandomColumns(seed, columns);
    }

    /// <summary>The same universe with its symbols in another order.</summary>
    public RandomColumns Permuted(int[] order) => this with { Columns = [.. Columns.Select(column => order.Select(i => column[i]).ToArray())] };

    public override string ToString() => $"seed {Seed}, {Count} symbols";

    private static double[] Column(Random random, int count, ReadOnlySpan<double[]> earlier, int kind)
    {
        var column = new double[count];
        var other = earlier.IsEmpty ? column : earlier[random.Next(earlier.Length)];
        var constant = SyntheticMarket.Normal(random);
        var holes = random.NextDouble();
        for (var i = 0; i < count; i++)
        {
            var noise = SyntheticMarket.Normal(random);
            column[i] = kind switch
            {
                1 => constant,
                2 => Math.Round(noise),
                3 => (3 * other[i]) - 2,
                4 => noise * 1e9,
                5 => random.Next(8) == 0 ? noise * 1e4 : noise,
                6 => random.NextDouble() < holes ? double.NaN : noise,
                7 => other[i] + (1e-6 * noise),
                8 => double.NaN,
                9 => noise * 1e12,
                _ => noise,
            };
        }

        return column;
    }
}
