using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Calibration;

/// <summary>The fits of one run, and the fallback from the regime's own to that of all regimes to none.</summary>
/// <param name="FittedAt">When the run was, UTC.</param>
/// <param name="Outcomes">One for each regime and one for all, which has no regime.</param>
public sealed record CalibrationSet(DateTimeOffset FittedAt, IReadOnlyList<FitOutcome> Outcomes)
{
    /// <summary>What is said where nothing is usable. A score is never divided by 100 instead.</summary>
    public const string NotCalibrated = "not calibrated";

    /// <summary>What is known before the first run: nothing.</summary>
    public static CalibrationReading None { get; } = new(CalibrationBasis.None, null, null, null, null, NotCalibrated);

    /// <summary>The probability of a score under a regime, or that there is none.</summary>
    /// <param name="final">In [0, 114].</param>
    /// <param name="regime">Regime in force.</param>
    /// <exception cref="ArgumentOutOfRangeException">A score outside its range or NaN.</exception>
    public CalibrationReading Read(double final, RegimeState regime)
    {
        if (Usable(regime) is { } own) return Reading(CalibrationBasis.Regime, regime.ToString(), own.At(final));
        if (Usable(null) is { } all) return Reading(CalibrationBasis.AllRegimes, "all regimes", all.At(final));
        return None;
    }

    /// <summary>Whether a fit made at <paramref name="fittedAt"/> is due to be made again; a due fit serves until the next one is there.</summary>
    public static bool IsRefitDue(DateTimeOffset? fittedAt, DateTimeOffset now, CalibrationOptions options) => fittedAt is not { } last || now - last >= TimeSpan.FromDays(options.RefitDays);

    private CalibrationFit? Usable(RegimeState? regime) => Outcomes.FirstOrDefault(outcome => outcome.Regime == regime)?.Fit is { IsUsable: true } fit ? fit : null;

    private static CalibrationReading Reading(CalibrationBasis basis, string name, ProbabilityEstimate estimate)
    {
        var (low, high) = (Gates.Figure.Percent(estimate.Interval.Low), Gates.Figure.Percent(estimate.Interval.High));
        return new CalibrationReading(
            basis,
            estimate.Probability,
            estimate.Interval,
            estimate.Samples,
            estimate.Successes,
            $"{Gates.Figure.Percent(estimate.Probability)}, 95 % from {low} to {high}, {estimate.Successes} of {estimate.Samples} samples, {name}");
    }
}

/// <summary>What came of fitting one regime.</summary>
/// <param name="Regime">The regime, null: all regimes.</param>
/// <param name="Fit">The fit, accepted or not; null where there were too few samples.</param>
/// <param name="Reason">Why it is used or not, with the numbers.</param>
public sealed record FitOutcome(RegimeState? Regime, CalibrationFit? Fit, string Reason);

/// <summary>What may be said of a score's probability of success: +1 sigma before -1 sigma within 48 h.</summary>
/// <param name="Basis">Where it comes from.</param>
/// <param name="Probability">In [0, 1]; null: not calibrated.</param>
/// <param name="Interval">Wilson's 95 % interval.</param>
/// <param name="Samples">Samples it stands on.</param>
/// <param name="Successes">Successes among them.</param>
/// <param name="Sentence">The same in words, or <see cref="CalibrationSet.NotCalibrated"/>.</param>
public sealed record CalibrationReading(CalibrationBasis Basis, double? Probability, ConfidenceInterval? Interval, int? Samples, int? Successes, string Sentence);

/// <summary>Where a probability comes from.</summary>
public enum CalibrationBasis
{
    /// <summary>Nothing was accepted.</summary>
    None,

    /// <summary>The fit of the regime in force.</summary>
    Regime,

    /// <summary>The fit over all regimes.</summary>
    AllRegimes,
}
