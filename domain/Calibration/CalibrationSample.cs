using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Calibration;

/// <summary>One scored symbol of one scan and what became of it.</summary>
/// <param name="At">The scan instant, UTC.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Regime">Regime in force at the scan.</param>
/// <param name="Final">Score that ranking used, in [0, 114].</param>
/// <param name="IsAboveEntry">Whether the composite reached the score gate's threshold at the scan.</param>
/// <param name="VolatilityAnnualised">sd of the last 168 hourly log returns at the scan, annualised: the whole of the volatility-only model.</param>
/// <param name="IsSuccess">+1 sigma before -1 sigma within 48 h; see <see cref="TripleBarrier"/>.</param>
/// <param name="Return48h">Return of a holder over the window, simple fraction.</param>
/// <param name="UniverseReturn48h">Mean of that return over all labelled symbols of the scan, this one included.</param>
/// <param name="KnownAt">First instant at which the label may be known, UTC.</param>
public sealed record CalibrationSample(
    DateTimeOffset At,
    string Symbol,
    RegimeState Regime,
    double Final,
    bool IsAboveEntry,
    double VolatilityAnnualised,
    bool IsSuccess,
    double Return48h,
    double UniverseReturn48h,
    DateTimeOffset KnownAt)
{
    /// <summary>Return over the universe's, before costs, simple fraction.</summary>
    public double Excess48h => Return48h - UniverseReturn48h;
}
