using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class HmmFilterTests
{
    private const double SumTolerance = 1e-12;
    private const double OracleTolerance = 1e-9;
    private const double Rounding = 1e-10;

    /// <summary>statsmodels 0.13.5: <c>MarkovRegression(x, k_regimes=2, trend='c', switching_variance=True).filter([.96, .07, .001, -.002, .0005, .004])</c>; its initial probabilities are the stationary ones.</summary>
    private static readonly GaussianHmm TwoStates = new([0.07 / 0.11, 0.04 / 0.11], [0.96, 0.04, 0.07, 0.93], [0.001, -0.002], [0.0005, 0.004]);

    [Fact]
    public void Filter_TwoStates_AgreesWithStatsmodels()
    {
        var series = SwitchingSeries.Values();
        series[0].ShouldBe(-0.0036329143885523085);
        series[^1].ShouldBe(0.021243391016498206);

        var filtering = TwoStates.Filter(series);
        filtering.LogLikelihood.ShouldBe(2815.307443008468, OracleTolerance);
        (int Index, double Probability)[] oracle =
        [
            (0, 0.8289502886819939), (1, 0.8981847455352258), (2, 0.9414048745525087), (99, 0.971676247149082),
            (500, 0.9432350097391589), (777, 0.9679896366319818), (1200, 0.9076131880143992), (1499, 0.9612270190774911),
        ];
        foreach (var (index, probability) in oracle) filtering.Probabilities[2 * index].ShouldBe(probability, OracleTolerance);
    }

    [Fact]
    public void Filter_ManyVariables_AgreesWithTheSumOverAllPaths()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (states, variables) = (random.Next(1, 4), random.Next(1, 4));
            var model = HmmDraw.Any(random, states, variables);
            var rows = HmmDraw.Observations(model, 6, (ulong)seed);
            for (var count = 1; count <= 6; count++)
            {
                var filtering = model.Filter(rows.AsSpan(0, count * variables));
                var byLast = ByPaths(model, rows, count);
                filtering.LogLikelihood.ShouldBe(Math.Log(byLast.Sum()), Rounding, $"seed {seed}");
                for (var s = 0; s < states; s++) filtering.Probabilities[((count - 1) * states) + s].ShouldBe(byLast[s] / byLast.Sum(), Rounding, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Filter_ThousandModels_ProbabilitiesSumToOneWhateverIsObserved()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var (states, variables) = (random.Next(1, 5), random.Next(1, 4));
            var model = HmmDraw.Any(random, states, variables);

            // Observations up to a thousand sd away: densities of all states underflow.
            var scale = Math.Pow(10, random.Next(-1, 4));
            var rows = Enumerable.Range(0, 50 * variables).Select(_ => (random.NextDouble() - 0.5) * scale).ToArray();
            var filtering = model.Filter(rows);
            double.IsFinite(filtering.LogLikelihood).ShouldBeTrue($"seed {seed}");
            foreach (var row in filtering.Probabilities.Chunk(states))
            {
                row.Sum().ShouldBe(1, SumTolerance, $"seed {seed}");
                row.ShouldAllBe(p => p >= 0 && p <= 1);
            }
        }
    }

    [Fact]
    public void Filter_LaterObservationsRemoved_KeepsEveryBitOfTheEarlierOnes()
    {
        var rows = HmmDraw.Observations(HmmDraw.ThreeStates, 300, 1);
        var whole = HmmDraw.ThreeStates.Filter(rows).Probabilities;
        HmmDraw.ThreeStates.Filter(rows.AsSpan(0, 2 * 120)).Probabilities.ShouldBe(whole.Take(3 * 120));
    }

    [Fact]
    public void Filter_NoTableOrNoCovariance_Throws()
    {
        Should.Throw<ArgumentException>(() => HmmDraw.ThreeStates.Filter([1, 2, 3]));
        Should.Throw<ArgumentException>(() => HmmDraw.ThreeStates.Filter([]));
        Should.Throw<ArgumentException>(() => (TwoStates with { Covariances = [0.1, 0] }).Filter([1, 2, 3]));
    }

    [Fact]
    public void OrderedBy_AnyKey_PermutesStatesAndNothingElse()
    {
        var ordered = HmmDraw.ThreeStates.OrderedBy(s => -s);
        ordered.Initial.ShouldBe([0.2, 0.3, 0.5]);
        ordered.Transition.ShouldBe([0.95, 0.03, 0.02, 0.02, 0.95, 0.03, 0.01, 0.04, 0.95]);
        ordered.Means.ShouldBe([-0.01, 0.3, -0.001, -0.6, 0.004, -1.2]);
        ordered.Covariances.Take(4).ShouldBe([0.003, -0.006, -0.006, 0.09]);
        var rows = HmmDraw.Observations(HmmDraw.ThreeStates, 100, 2);
        ordered.Filter(rows).LogLikelihood.ShouldBe(HmmDraw.ThreeStates.Filter(rows).LogLikelihood, Rounding);
    }

    /// <summary>Joint density of the observations and the last state: the sum over all paths, each a product.</summary>
    private static double[] ByPaths(GaussianHmm model, double[] rows, int count)
    {
        var byLast = new double[model.States];
        for (var path = 0; path < Math.Pow(model.States, count); path++)
        {
            var (density, rest, before) = (1.0, path, -1);
            for (var t = 0; t < count; t++, rest /= model.States)
            {
                var state = rest % model.States;
                density *= before < 0 ? model.Initial[state] : model.Transition[(before * model.States) + state];
                density *= Density(model, state, rows.AsSpan(t * model.Variables, model.Variables));
                before = state;
            }

            byLast[before] += density;
        }

        return byLast;
    }

    /// <summary>Normal density by Gauss-Jordan elimination: another way than the one under test.</summary>
    private static double Density(GaussianHmm model, int state, ReadOnlySpan<double> row)
    {
        var d = model.Variables;
        var (a, x, determinant, square) = (model.Covariances.Skip(state * d * d).Take(d * d).ToArray(), new double[d], 1.0, 0.0);
        for (var v = 0; v < d; v++) x[v] = row[v] - model.Means[(state * d) + v];
        var solved = x.ToArray();
        for (var p = 0; p < d; p++)
        {
            determinant *= a[(p * d) + p];
            for (var r = 0; r < d; r++)
            {
                if (r == p) continue;
                var factor = a[(r * d) + p] / a[(p * d) + p];
                for (var c = 0; c < d; c++) a[(r * d) + c] -= factor * a[(p * d) + c];
                solved[r] -= factor * solved[p];
            }
        }

        for (var v = 0; v < d; v++) square += x[v] * solved[v] / a[(v * d) + v];
        return Math.Exp(-square / 2) / Math.Sqrt(Math.Pow(2 * Math.PI, d) * determinant);
    }
}
