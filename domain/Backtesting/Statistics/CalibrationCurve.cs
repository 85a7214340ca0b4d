using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>Stated probabilities against what happened, bucket by bucket.</summary>
public static class CalibrationCurve
{
    /// <summary>Buckets of equal count (<see cref="ProbabilityScores.Reliability"/>), lowest probability first, each with its Wilson interval. Samples are taken as independent.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="successes">One for each.</param>
    /// <param name="buckets">1 or more; equal probabilities share a bucket, so there may be fewer.</param>
    /// <exception cref="ArgumentException">Lengths that differ, a probability outside [0, 1], or no bucket.</exception>
    public static IReadOnlyList<CalibrationBucket> Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> successes, int buckets = 10) =>
        [.. ProbabilityScores.Reliability(probabilities, successes, buckets).Select(static b => new CalibrationBucket(b.Samples, b.MeanProbability, b.SuccessShare, Wilson.Interval95(b.Successes, b.Samples)))];
}

/// <summary>Samples of like probability.</summary>
/// <param name="Samples">1 or more.</param>
/// <param name="Predicted">Mean of the stated probabilities.</param>
/// <param name="Observed">Share of successes.</param>
/// <param name="Interval">95 % interval of <paramref name="Observed"/>.</param>
public sealed record CalibrationBucket(int Samples, double Predicted, double Observed, ConfidenceInterval Interval)
{
    /// <summary>Whether the interval holds what was predicted.</summary>
    public bool IsCalibrated => Predicted >= Interval.Low && Predicted <= Interval.High;
}
