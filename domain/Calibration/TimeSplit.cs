namespace CryptoRun.Domain.Calibration;

/// <summary>
/// Earlier samples to learn from, later ones to be judged by, and nothing between that could tell the first about the second: a training sample whose label was
/// not known before the test part began is purged (Lopez de Prado, 2018, chapter 7).
/// </summary>
/// <param name="TestFrom">Instant of the first test sample, UTC.</param>
/// <param name="Training">Samples whose labels were known at <paramref name="TestFrom"/>, oldest first.</param>
/// <param name="Test">The latest samples, oldest first. Samples of one scan stay together.</param>
/// <param name="Purged">Number of samples dropped between the two.</param>
public sealed record TimeSplit(DateTimeOffset TestFrom, IReadOnlyList<CalibrationSample> Training, IReadOnlyList<CalibrationSample> Test, int Purged)
{
    /// <summary>Splits samples.</summary>
    /// <param name="samples">At least one, oldest first.</param>
    /// <param name="testShare">Share of the samples that the test part has at least, in (0, 1).</param>
    public static TimeSplit Of(IReadOnlyList<CalibrationSample> samples, double testShare)
    {
        var from = samples[(int)Math.Floor((1 - testShare) * samples.Count)].At;
        var (training, test) = (new List<CalibrationSample>(), new List<CalibrationSample>());
        foreach (var sample in samples)
        {
            if (sample.At >= from) test.Add(sample);
            else if (sample.KnownAt <= from) training.Add(sample);
        }

        return new TimeSplit(from, training, test, samples.Count - training.Count - test.Count);
    }
}
