using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>Factors on trial: computed and stored with every scan, never in the score.</summary>
public static class ShadowFactors
{
    private const double HoursPerYear = 24 * 365;
    private const int Week = 168;
    private static readonly int[] SlowHours = [72, 168, 336];

    /// <summary>Measures a symbol.</summary>
    /// <param name="close">Closes of closed hours, at least 337.</param>
    /// <param name="logReturns">Log returns of the last 30 days or as many hours as there are, oldest first.</param>
    public static ShadowMeasure Measure(ReadOnlySpan<double> close, ReadOnlySpan<double> logReturns)
    {
        var hourly = Moments.SampleSd(logReturns);
        var slow = 0.0;
        foreach (var hours in SlowHours) slow += Math.Log(close[^1] / close[^(hours + 1)]) / (hourly * Math.Sqrt(hours));
        return new ShadowMeasure(
            hourly == 0 ? 0 : slow / SlowHours.Length,
            Moments.SampleSd(logReturns[^Week..]) * Math.Sqrt(HoursPerYear),
            -Math.Log(close[^1] / close[^5]));
    }
}

/// <summary>What <see cref="ShadowFactors"/> measured.</summary>
/// <param name="SlowMomentum">Mean of the 72, 168 and 336 h log returns, each over sd of 1 h returns of 30 d x sqrt(hours).</param>
/// <param name="Volatility7d">sd of the last 168 hourly log returns, annualised with 365 days.</param>
/// <param name="Reversal4h">Minus the 4 h log return.</param>
public sealed record ShadowMeasure(double SlowMomentum, double Volatility7d, double Reversal4h);
