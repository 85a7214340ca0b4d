using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Numerics;

public sealed class HmmFitTests
{
    private const double LikelihoodRounding = 1e-8;
    private const double OracleTolerance = 1e-3;
    private const double StandardErrors = 3;

    [Fact]
    public void Of_TwoStates_AgreesWithStatsmodels()
    {
        // statsmodels 0.13.5, MarkovRegression(x, k_regimes=2, trend='c', switching_variance=True).fit by EM, BFGS and Nelder-Mead to 1e-14. It starts in the
        // stationary distribution, we in a free one: the likelihoods may differ by what one observation tells.
        var fit = HmmFit.Of(SwitchingSeries.Values(), 1, 2, new HmmFitOptions(Tolerance: 1e-11));
        var model = fit.Model.OrderedBy(s => fit.Model.Covariances[s]);
        fit.IsConverged.ShouldBeTrue();
        model.Transition[0].ShouldBe(0.9731493911222534, OracleTolerance);
        model.Transition[2].ShouldBe(0.028419363528946123, OracleTolerance);
        model.Means[0].ShouldBe(0.003514916229486883, OracleTolerance * 0.02);
        model.Means[1].ShouldBe(-0.003931776987858953, OracleTolerance * 0.06);
        model.Covariances[0].ShouldBe(0.00037312335454258897, OracleTolerance * 0.0004);
        model.Covariances[1].ShouldBe(0.003634315223181709, OracleTolerance * 0.0036);
        (fit.LogLikelihood - 2838.1887802863957).ShouldBeInRange(-LikelihoodRounding, Math.Log(2));
    }

    /// <summary>Twenty chains of 2,000 observations, fitted blind. A parameter's standard error is the spread of its twenty estimates; that of their mean is smaller by the root of twenty.</summary>
    [Fact]
    public void Of_SimulatedChains_RecoversEveryParameterWithinThreeStandardErrors()
    {
        const int chains = 20;
        var truth = Parameters(HmmDraw.ThreeStates);
        var estimates = Enumerable.Range(1, chains).Select(seed =>
        {
            var fit = HmmFit.Of(HmmDraw.Observations(HmmDraw.ThreeStates, 2000, (ulong)seed), 2, 3, new HmmFitOptions());
            fit.IsConverged.ShouldBeTrue();
            return Parameters(fit.Model.OrderedBy(s => fit.Model.Means[(2 * s) + 1]));
        }).ToList();

        for (var p = 0; p < truth.Length; p++)
        {
            var values = estimates.Select(e => e[p]).ToArray();
            var error = Moments.SampleSd(values);
            Math.Abs(values.Average() - truth[p]).ShouldBeLessThan(StandardErrors * error / Math.Sqrt(chains), $"parameter {p}: {values.Average()} for {truth[p]}");
            values.ShouldAllBe(v => Math.Abs(v - truth[p]) < 5 * error, $"parameter {p}");
        }

        static double[] Parameters(GaussianHmm model) => [.. model.Transition, .. model.Means, .. model.Covariances];
    }

    [Fact]
    public void Of_ThousandSeries_LikelihoodNeverFallsAndModelsAreSound()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var (states, variables) = (random.Next(1, 4), random.Next(1, 4));
            var count = random.Next(30, 80);
            var rows = random.Next(2) == 0
                ? HmmDraw.Observations(HmmDraw.Any(random, states, variables), count, (ulong)seed)
                : [.. Enumerable.Range(0, count * variables).Select(_ => (double)random.Next(0, 3))];
            if (HmmFit.WhyNot(rows, variables, states) is not null) continue;

            var fit = HmmFit.Of(rows, variables, states, new HmmFitOptions(Starts: 2, ShortSteps: 10, Finalists: 1, MostSteps: 30));
            fit.Steps.Zip(fit.Steps.Skip(1)).ShouldAllBe(pair => pair.Second >= pair.First - LikelihoodRounding, $"seed {seed}");
            fit.Model.Filter(rows).LogLikelihood.ShouldBe(fit.LogLikelihood, 1e-6, $"seed {seed}");
            fit.Expected.Sum().ShouldBe(count, 1e-6);
            fit.Model.Transition.Chunk(states).ShouldAllBe(row => Math.Abs(row.Sum() - 1) < 1e-9);
            fit.Model.Initial.Sum().ShouldBe(1, 1e-9);
        }
    }

    [Fact]
    public void Of_SameSeries_SameBits()
    {
        var rows = HmmDraw.Observations(HmmDraw.ThreeStates, 400, 9);
        var (one, two) = (HmmFit.Of(rows, 2, 3), HmmFit.Of(rows, 2, 3));
        two.LogLikelihood.ShouldBe(one.LogLikelihood);
        two.Model.Transition.ShouldBe(one.Model.Transition);
        two.Model.Covariances.ShouldBe(one.Model.Covariances);
    }

    [Fact]
    public void Of_OtherUnits_SameStates()
    {
        var rows = HmmDraw.Observations(HmmDraw.ThreeStates, 400, 9);
        var scaled = rows.Select((v, i) => i % 2 == 0 ? (v * 1024) + 5 : v / 64).ToArray();
        var (one, two) = (HmmFit.Of(rows, 2, 3).Model, HmmFit.Of(scaled, 2, 3).Model);
        for (var i = 0; i < 9; i++) two.Transition[i].ShouldBe(one.Transition[i], 1e-6);
    }

    [Fact]
    public void Of_OneOutlier_DoesNotMakeAStateWithoutVariance()
    {
        var rows = HmmDraw.Observations(HmmDraw.ThreeStates, 200, 4);
        (rows[100], rows[101]) = (3, 9);
        var fit = HmmFit.Of(rows, 2, 3);
        var (mean, whole) = (new double[2], new double[4]);
        Covariance.Of(rows, 2, mean, whole);

        // The floor holds in every direction, so also for the first variable alone.
        for (var s = 0; s < 3; s++) fit.Model.Covariances[4 * s].ShouldBeGreaterThanOrEqualTo(0.0099 * whole[0]);
    }

    [Fact]
    public void WhyNot_DegenerateSeries_SaysWhy()
    {
        var rows = HmmDraw.Observations(HmmDraw.ThreeStates, 100, 5);
        HmmFit.WhyNot(rows, 2, 3).ShouldBeNull();
        HmmFit.WhyNot(rows.AsSpan(0, 40), 2, 3)!.ShouldContain("20 observations are too few for 3 states");
        HmmFit.WhyNot(With(rows, 7, double.NaN), 2, 3)!.ShouldContain("not a finite number");
        HmmFit.WhyNot(With(rows, 7, double.PositiveInfinity), 2, 3)!.ShouldContain("not a finite number");
        HmmFit.WhyNot([.. rows.Select((v, i) => i % 2 == 0 ? 0.1 : v)], 2, 3)!.ShouldBe("Variable 1 does not vary.");
        HmmFit.WhyNot([.. rows.Select((v, i) => i % 2 == 0 ? v : 3 - (2 * rows[i - 1]))], 2, 3)!.ShouldBe("The variables are collinear.");
        Should.Throw<ArgumentException>(() => HmmFit.Of(new double[200], 2, 3));
    }

    private static double[] With(double[] rows, int index, double value) => [.. rows.Select((v, i) => i == index ? value : v)];
}
