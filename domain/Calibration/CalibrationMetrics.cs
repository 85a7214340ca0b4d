using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Calibration;

/// <summary>What the test part says of a fit. Intervals are at the confidence of the options (95 %), by block bootstrap over days; null where the days are too few or a class is missing.</summary>
/// <param name="CalibrationError">Expected calibration error over bins of equal count, in [0, 1].</param>
/// <param name="Auc">Area under the ROC curve of the calibrated probability, null where all labels are alike.</param>
/// <param name="VolatilityAuc">The same of the volatility-only model.</param>
/// <param name="AucGain">Interval of the difference of the two on the same days.</param>
/// <param name="Brier">Brier score.</param>
/// <param name="LogLoss">Log loss.</param>
/// <param name="SuccessShare">Share of successes: what a model without skill would say of all.</param>
/// <param name="NetExcess">What the samples above the entry threshold earned.</param>
/// <param name="Reliability">The bins behind the calibration error.</param>
public sealed record CalibrationMetrics(
    double CalibrationError,
    double? Auc,
    double? VolatilityAuc,
    ConfidenceInterval? AucGain,
    double Brier,
    double LogLoss,
    double SuccessShare,
    NetExcess NetExcess,
    IReadOnlyList<ReliabilityBin> Reliability);

/// <summary>Mean 48 h return over the universe of the samples above the entry threshold, net of costs; simple fractions.</summary>
/// <param name="Samples">Samples above the threshold.</param>
/// <param name="Mean">Mean, null where there is none.</param>
/// <param name="Interval">95 % interval, block bootstrap over days.</param>
public sealed record NetExcess(int Samples, double? Mean, ConfidenceInterval? Interval);
