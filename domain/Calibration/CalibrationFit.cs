using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Calibration;

/// <summary>
/// Isotonic regression of the label on Final, learnt on the earlier part of the samples and judged on the later one. The curve that was judged is the curve that
/// is used; it is not fitted again on everything. Complete enough to be stored and shown.
/// </summary>
/// <param name="FittedAt">When it was made, UTC.</param>
/// <param name="Regime">Regime of its samples; null: all regimes.</param>
/// <param name="From">Scan instant of the first sample, UTC.</param>
/// <param name="TestFrom">Scan instant of the first sample of the later part, UTC.</param>
/// <param name="To">Scan instant of the last sample, UTC.</param>
/// <param name="Samples">How many samples went where.</param>
/// <param name="Blocks">The curve, ascending in score and in probability.</param>
/// <param name="Metrics">What the later part says.</param>
/// <param name="Acceptance">Whether it may be used.</param>
/// <param name="EngineVersion">Engine that made the scores.</param>
/// <param name="SamplesHash">SHA-256, lower-case hex, over all samples in order, purged ones included.</param>
public sealed record CalibrationFit(
    DateTimeOffset FittedAt,
    RegimeState? Regime,
    DateTimeOffset From,
    DateTimeOffset TestFrom,
    DateTimeOffset To,
    SampleCounts Samples,
    IReadOnlyList<CalibrationBlock> Blocks,
    CalibrationMetrics Metrics,
    Acceptance Acceptance,
    string EngineVersion,
    string SamplesHash)
{
    /// <summary>Accepted, and made from scores of this engine.</summary>
    public bool IsUsable => Acceptance.IsAccepted && EngineVersion == Engine.Version;

    /// <summary>
    /// Probability at a score. Between two blocks probability and interval are blended linearly and the counts are those of the nearer block, the lower one where
    /// both are as near.
    /// </summary>
    /// <param name="final">In [0, 114].</param>
    /// <exception cref="ArgumentOutOfRangeException">A score outside its range or NaN.</exception>
    public ProbabilityEstimate At(double final)
    {
        // Written so that NaN fails too.
        if (!(final >= 0 && final <= Scoring.FinalScores.Highest)) throw new ArgumentOutOfRangeException(nameof(final), final, $"Final lies in 0 to {Scoring.FinalScores.Highest}.");

        var place = new IsotonicCurve([.. Blocks.Select(block => new IsotonicBlock(block.FromFinal, block.ToFinal, block.Probability, block.Samples))]).Locate(final);
        var (below, above) = (Blocks[place.Below], Blocks[place.Above]);
        var (low, high) = (below.Interval, above.Interval);
        var nearer = place.Share <= 0.5 ? below : above;
        return new ProbabilityEstimate(
            place.Blend(below.Probability, above.Probability),
            new ConfidenceInterval(place.Blend(low.Low, high.Low), place.Blend(low.High, high.High)),
            nearer.Samples,
            nearer.Successes);
    }
}

/// <summary>How many samples went where.</summary>
/// <param name="Training">Fitted on.</param>
/// <param name="Purged">Dropped between the parts.</param>
/// <param name="Test">Judged by.</param>
public sealed record SampleCounts(int Training, int Purged, int Test);

/// <summary>A stretch of scores with one probability.</summary>
/// <param name="FromFinal">Lowest Final of its samples.</param>
/// <param name="ToFinal">Highest Final of its samples.</param>
/// <param name="Samples">Training samples in it.</param>
/// <param name="Successes">Successes among them.</param>
public sealed record CalibrationBlock(double FromFinal, double ToFinal, int Samples, int Successes)
{
    /// <summary>Successes / samples.</summary>
    public double Probability => (double)Successes / Samples;

    /// <summary>Wilson's 95 % interval of the probability.</summary>
    public ConfidenceInterval Interval => Wilson.Interval95(Successes, Samples);
}

/// <summary>A probability and what it stands on.</summary>
/// <param name="Probability">In [0, 1].</param>
/// <param name="Interval">95 %, holds the probability.</param>
/// <param name="Samples">Training samples of the block it stands on.</param>
/// <param name="Successes">Successes among them.</param>
public sealed record ProbabilityEstimate(double Probability, ConfidenceInterval Interval, int Samples, int Successes);
