namespace CryptoRun.Domain.Tests.Numerics;

/// <summary>Random cross-sections of the kinds that break an orthogonalisation.</summary>
internal sealed class Universe
{
    private Universe(double[][] columns, bool[][] missing) => (Columns, Missing) = (columns, missing);

    public double[][] Columns { get; }

    public bool[][] Missing { get; }

    public int Rows => Columns[0].Length;

    public static Universe Of(int seed)
    {
        var random = new Random(seed);
        var rows = random.Next(4) == 0 ? random.Next(1, 6) : random.Next(6, 120);
        var count = random.Next(1, 7);
        var (columns, missing) = (new double[count][], new bool[count][]);
        for (var k = 0; k < count; k++)
        {
            columns[k] = Column(random, random.Next(9), rows, columns[..k]);
            var share = random.Next(5) switch { 0 => 0.1, 1 => 0.6, 2 => 0.95, _ => 0.0 };
            missing[k] = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < share)];
            for (var i = 0; i < rows; i++)
            {
                // What lies behind the mark must not matter.
                if (missing[k][i]) columns[k][i] = random.Next(2) == 0 ? double.NaN : 1e300;
            }
        }

        return new Universe(columns, missing);
    }

    /// <summary>Correlated columns of usual sizes, a fifth of the values missing: nothing near a threshold.</summary>
    public static Universe WellConditioned(int seed)
    {
        var random = new Random(seed);
        var shared = Enumerable.Range(0, 60).Select(_ => Normal(random)).ToArray();
        double[][] columns = [.. Enumerable.Range(0, 5).Select(_ => shared.Select(v => v + Normal(random)).ToArray())];
        return new Universe(columns, [.. columns.Select(column => column.Select(_ => random.Next(5) == 0).ToArray())]);
    }

    public Universe Reversed() => new([.. Columns.Select(c => c.Reverse().ToArray())], [.. Missing.Select(m => m.Reverse().ToArray())]);

    private static double[] Column(Random random, int kind, int rows, double[][] before)
    {
        var plain = Enumerable.Range(0, rows).Select(_ => Normal(random)).ToArray();
        double[] first = before.Length == 0 ? plain : [.. before[random.Next(before.Length)].Select(v => double.IsNaN(v) || v == 1e300 ? Normal(random) : v)];
        var size = first.Max(Math.Abs);
        return kind switch
        {
            0 => [.. plain.Select(v => v * 1e-140)],
            1 => [.. plain.Select(v => v * 1e140)],
            2 => [.. plain.Select(_ => 0.1)],
            3 => first,
            4 => [.. first.Select((v, i) => (-3 * v) + (size * 1e-6 * plain[i]))],
            5 => [.. plain.Select(v => Math.Clamp(Math.Round(v), -1, 1))],
            6 => [.. plain.Select((v, i) => i == 0 ? 1e6 : v)],
            7 => [.. plain.Select(v => 1e5 + v)],
            _ => plain,
        };
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
