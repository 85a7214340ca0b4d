using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Calibration;

/// <summary>Samples in, fits with their acceptance out: one for each regime and one for all.</summary>
public static class CalibrationRun
{
    /// <summary>Fits every regime and all of them together. Pure: equal samples in any order give equal fits, to the bit.</summary>
    /// <param name="samples">Labelled samples; see <see cref="ScanSamples"/>.</param>
    /// <param name="fittedAt">Now, UTC. No label may be known later.</param>
    /// <param name="options">Parameters.</param>
    /// <exception cref="ArgumentException">Options out of range, or a sample that is: the message names it.</exception>
    public static CalibrationSet Fit(IEnumerable<CalibrationSample> samples, DateTimeOffset fittedAt, CalibrationOptions options)
    {
        options.Require();
        var ordered = SampleSet.Ordered(samples, fittedAt);
        var outcomes = Enum.GetValues<RegimeState>().Select(regime => Fit([.. ordered.Where(sample => sample.Regime == regime)], regime, fittedAt, options));
        return new CalibrationSet(fittedAt, [.. outcomes, Fit(ordered, null, fittedAt, options)]);
    }

    private static FitOutcome Fit(List<CalibrationSample> ordered, RegimeState? regime, DateTimeOffset fittedAt, CalibrationOptions options)
    {
        if (ordered.Count < options.MinimumSamples) return new FitOutcome(regime, null, $"{ordered.Count} samples, needs {options.MinimumSamples}");

        var split = TimeSplit.Of(ordered, options.TestShare);
        var used = split.Training.Count + split.Test.Count;
        if (used < options.MinimumSamples || split.Training.Count == 0)
            return new FitOutcome(regime, null, $"{used} samples after the purge, {split.Training.Count} of them before {split.TestFrom:u}, needs {options.MinimumSamples}");

        var fit = Learn(ordered, split, regime, fittedAt, options);
        return new FitOutcome(regime, fit, fit.Acceptance.Sentence);
    }

    private static CalibrationFit Learn(List<CalibrationSample> ordered, TimeSplit split, RegimeState? regime, DateTimeOffset fittedAt, CalibrationOptions options)
    {
        var successes = Column(split.Training, sample => sample.IsSuccess);
        var curve = IsotonicRegression.Curve(Column(split.Training, sample => sample.Final), VolatilityModel.Labels(successes));
        var volatility = new VolatilityModel(Column(split.Training, sample => sample.VolatilityAnnualised), successes);
        var metrics = TestPart.Measure(split.Test, Column(split.Test, sample => curve.At(sample.Final)), Column(split.Test, sample => volatility.Probability(sample.VolatilityAnnualised)), options);
        return new CalibrationFit(
            fittedAt,
            regime,
            ordered[0].At,
            split.TestFrom,
            ordered[^1].At,
            new SampleCounts(split.Training.Count, split.Purged, split.Test.Count),
            [.. curve.Blocks.Select(Block)],
            metrics,
            Acceptance.Of(metrics, options),
            Engine.Version,
            SampleSet.Hash(ordered));
    }

    // Each sample weighs 1, so both sums are whole numbers.
    private static CalibrationBlock Block(IsotonicBlock block) => new(block.From, block.To, (int)block.Weight, (int)Math.Round(block.Value * block.Weight));

    private static T[] Column<T>(IReadOnlyList<CalibrationSample> samples, Func<CalibrationSample, T> read)
    {
        var column = new T[samples.Count];
        for (var i = 0; i < column.Length; i++) column[i] = read(samples[i]);
        return column;
    }
}
