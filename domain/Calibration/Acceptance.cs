using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Calibration;

/// <summary>Whether a fit may be shown as a probability: every check must pass. A number that is missing fails.</summary>
/// <param name="IsAccepted">All checks passed.</param>
/// <param name="Checks">Calibration error, AUC, AUC over the volatility-only model, net excess return, in that order.</param>
/// <param name="Sentence">The verdict with the numbers that decided it.</param>
public sealed record Acceptance(bool IsAccepted, IReadOnlyList<AcceptanceCheck> Checks, string Sentence)
{
    /// <summary>Judges a fit by its metrics.</summary>
    internal static Acceptance Of(CalibrationMetrics metrics, CalibrationOptions options)
    {
        IReadOnlyList<AcceptanceCheck> checks = [CalibrationError(metrics, options), Auc(metrics, options), AucGain(metrics, options), NetExcess(metrics.NetExcess, options)];
        var failed = checks.Where(check => !check.IsPassed).ToList();
        var decisive = failed.Count == 0 ? checks : failed;
        return new Acceptance(failed.Count == 0, checks, $"{(failed.Count == 0 ? "accepted" : "not accepted")}: {string.Join("; ", decisive.Select(check => check.Sentence))}");
    }

    private static AcceptanceCheck CalibrationError(CalibrationMetrics metrics, CalibrationOptions options)
    {
        var (actual, limit) = Figure.Apart(metrics.CalibrationError, options.CalibrationErrorLimit, ThreeDigits);
        var passed = metrics.CalibrationError < options.CalibrationErrorLimit;
        return new AcceptanceCheck("calibrationError", metrics.CalibrationError, options.CalibrationErrorLimit, AcceptanceSide.Under, passed, $"calibration error {actual}, {Needs(passed)}under {limit}");
    }

    private static AcceptanceCheck Auc(CalibrationMetrics metrics, CalibrationOptions options)
    {
        if (metrics.Auc is not { } auc) return Missing("auc", options.AucLimit, "no AUC: all labels of the later part are alike");

        var (actual, limit) = Figure.Apart(auc, options.AucLimit, ThreeDigits);
        var passed = auc > options.AucLimit;
        return new AcceptanceCheck("auc", auc, options.AucLimit, AcceptanceSide.Above, passed, $"AUC {actual}, {Needs(passed)}above {limit}");
    }

    private static AcceptanceCheck AucGain(CalibrationMetrics metrics, CalibrationOptions options)
    {
        if (metrics.AucGain is not { } gain || metrics.Auc is not { } auc || metrics.VolatilityAuc is not { } volatility)
            return Missing("aucOverVolatility", 0, "AUC over volatility alone unknown: too few days or labels of one kind");

        var passed = gain.Low > 0;
        return new AcceptanceCheck(
            "aucOverVolatility", gain.Low, 0, AcceptanceSide.Above, passed, $"AUC {ThreeDigits(auc, 0)} against {ThreeDigits(volatility, 0)} of volatility alone, difference {Between(gain, ThreeDigits, options)}, {Needs(passed)}above 0");
    }

    private static AcceptanceCheck NetExcess(NetExcess net, CalibrationOptions options)
    {
        if (net.Mean is not { } mean) return Missing("netExcess", 0, "no sample above the entry threshold in the later part");

        var earned = $"mean 48 h excess return of {net.Samples} samples above the entry threshold, net of {Figure.Plain(options.CostBps, 0)} bp, {Percent(mean, 0)}";
        if (net.Interval is not { } interval) return Missing("netExcess", 0, $"{earned}, interval unknown: too few days");

        var passed = interval.Low > 0;
        return new AcceptanceCheck("netExcess", interval.Low, 0, AcceptanceSide.Above, passed, $"{earned}, {Between(interval, Percent, options)}, {Needs(passed)}above 0");
    }

    private static AcceptanceCheck Missing(string name, double threshold, string sentence) => new(name, null, threshold, AcceptanceSide.Above, false, sentence);

    private static string Between(ConfidenceInterval interval, Func<double, int, string> write, CalibrationOptions options) =>
        $"{Figure.Plain(options.Confidence * 100, options.Confidence == 0.95 ? 0 : 2)} % from {Figure.Apart(interval.Low, 0, write).Actual} to {Figure.Apart(interval.High, 0, write).Actual}";

    private static string Needs(bool passed) => passed ? "" : "needs ";

    private static string ThreeDigits(double value, int extra) => Figure.Plain(value, 3 + extra);

    private static string Percent(double fraction, int extra) => (fraction > 0 ? "+" : "") + Figure.WritePercent(fraction, 1 + extra);
}

/// <summary>One condition of acceptance.</summary>
/// <param name="Name"><c>calibrationError</c>, <c>auc</c>, <c>aucOverVolatility</c> or <c>netExcess</c>.</param>
/// <param name="Actual">The number that was held against the threshold; of an interval its lower end. Null where there is none.</param>
/// <param name="Threshold">The threshold; reaching it is not enough.</param>
/// <param name="Side">Where the actual must lie.</param>
/// <param name="IsPassed">Whether it does.</param>
/// <param name="Sentence">The same in words.</param>
public sealed record AcceptanceCheck(string Name, double? Actual, double Threshold, AcceptanceSide Side, bool IsPassed, string Sentence);

/// <summary>Side of a threshold.</summary>
public enum AcceptanceSide
{
    /// <summary>Strictly under.</summary>
    Under,

    /// <summary>Strictly above.</summary>
    Above,
}
