using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Calibration;

/// <summary>Measures predictions against what happened in the later part.</summary>
internal static class TestPart
{
    private const double BasisPoint = 1e-4;

    /// <summary>Metrics of the later part.</summary>
    /// <param name="test">Samples, oldest first.</param>
    /// <param name="probabilities">Calibrated probabilities, one a sample.</param>
    /// <param name="volatilityProbabilities">Those of the volatility-only model.</param>
    /// <param name="options">Parameters.</param>
    public static CalibrationMetrics Measure(IReadOnlyList<CalibrationSample> test, double[] probabilities, double[] volatilityProbabilities, CalibrationOptions options)
    {
        var days = new DayBlocks(test);
        var successes = new bool[test.Count];
        for (var i = 0; i < successes.Length; i++) successes[i] = test[i].IsSuccess;

        var (score, volatility) = (new RocArea(probabilities, successes, days.Unit), new RocArea(volatilityProbabilities, successes, days.Unit));
        var once = new int[days.Count];
        once.AsSpan().Fill(1);
        return new CalibrationMetrics(
            ProbabilityScores.CalibrationError(probabilities, successes, options.Bins),
            NullOfNaN(score.Resampled(once)),
            NullOfNaN(volatility.Resampled(once)),
            BlockBootstrap.Interval(days.Count, options.Bootstrap, times => score.Resampled(times) - volatility.Resampled(times)),
            ProbabilityScores.Brier(probabilities, successes),
            ProbabilityScores.LogLoss(probabilities, successes),
            successes.Count(success => success) / (double)successes.Length,
            Earned(test, days, options),
            ProbabilityScores.Reliability(probabilities, successes, options.Bins));
    }

    private static NetExcess Earned(IReadOnlyList<CalibrationSample> test, DayBlocks days, CalibrationOptions options)
    {
        var (net, counts) = (new double[test.Count], new bool[test.Count]);
        var (sum, number) = (0.0, 0);
        for (var i = 0; i < net.Length; i++)
        {
            (net[i], counts[i]) = (test[i].Excess48h - (options.CostBps * BasisPoint), test[i].IsAboveEntry);
            if (!counts[i]) continue;
            sum += net[i];
            number++;
        }

        return number == 0 ? new NetExcess(0, null, null) : new NetExcess(number, sum / number, days.Mean(net, counts, options.Bootstrap));
    }

    private static double? NullOfNaN(double value) => double.IsNaN(value) ? null : value;
}
