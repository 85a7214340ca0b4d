using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

/// <summary>Hidden Markov models and observations, drawn from a seed.</summary>
internal static class HmmDraw
{
    /// <summary>Three states of two variables, apart but overlapping, that last 20 to 40 steps.</summary>
    public static readonly GaussianHmm ThreeStates = new(
        [0.5, 0.3, 0.2],
        [0.95, 0.04, 0.01, 0.03, 0.95, 0.02, 0.02, 0.03, 0.95],
        [0.004, -1.2, -0.001, -0.6, -0.01, 0.3],
        [0.0002, 0.0005, 0.0005, 0.04, 0.0005, -0.001, -0.001, 0.05, 0.003, -0.006, -0.006, 0.09]);

    public static double[] Observations(GaussianHmm model, int count, ulong seed)
    {
        var (random, rows, state) = (new CounterRandom(seed), new double[count * model.Variables], 0);
        var lower = new double[model.Variables * model.Variables];
        var normals = new double[model.Variables];
        for (var t = 0; t < count; t++)
        {
            var draw = (ulong)(t * (model.Variables + 1));
            state = Pick(t == 0 ? [.. model.Initial] : [.. model.Transition.Skip(state * model.States).Take(model.States)], random.Uniform((2 * draw) + 1));
            Cholesky.TryFactor([.. model.Covariances.Skip(state * lower.Length).Take(lower.Length)], model.Variables, lower);
            for (var v = 0; v < model.Variables; v++) normals[v] = random.Normal(draw + 1 + (ulong)v);
            for (var v = 0; v < model.Variables; v++)
                rows[(t * model.Variables) + v] = model.Means[(state * model.Variables) + v] + Enumerable.Range(0, v + 1).Sum(k => lower[(v * model.Variables) + k] * normals[k]);
        }

        return rows;
    }

    /// <summary>Any model of so many states and variables; some transitions are impossible, some states nearly so.</summary>
    public static GaussianHmm Any(Random random, int states, int variables)
    {
        double[] Row() => Normalised([.. Enumerable.Range(0, states).Select(_ => random.Next(5) == 0 ? 0 : Math.Pow(random.NextDouble(), 4))]);
        double[] Definite()
        {
            var rows = Enumerable.Range(0, variables * (variables + 3)).Select(_ => random.NextDouble() - 0.5).ToArray();
            var (mean, matrix) = (new double[variables], new double[variables * variables]);
            Covariance.Of(rows, variables, mean, matrix);
            for (var i = 0; i < matrix.Length; i += variables + 1) matrix[i] += 1e-3;
            return matrix;
        }

        return new GaussianHmm(
            Row(),
            [.. Enumerable.Range(0, states).SelectMany(_ => Row())],
            [.. Enumerable.Range(0, states * variables).Select(_ => (random.NextDouble() - 0.5) * 3)],
            [.. Enumerable.Range(0, states).SelectMany(_ => Definite())]);
    }

    private static double[] Normalised(double[] row) => row.Sum() > 0 ? [.. row.Select(v => v / row.Sum())] : [1, .. row.Skip(1)];

    private static int Pick(double[] probabilities, double uniform)
    {
        var state = 0;
        while (state < probabilities.Length - 1 && (uniform -= probabilities[state]) >= 0) state++;
        return state;
    }
}
