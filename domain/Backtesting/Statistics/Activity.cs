using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>How much a strategy traded and held.</summary>
/// <param name="MeanTurnover">Bought and sold over equity, mean of a period, both sides counted: a full switch is 2.</param>
/// <param name="AnnualTurnover">The same in a year.</param>
/// <param name="MeanExposure">Sum of absolute positions over equity, mean.</param>
/// <param name="LargestExposure">Highest exposure of a period.</param>
/// <param name="InMarketShare">Share of the periods with any exposure, in [0, 1].</param>
public sealed record Activity(double MeanTurnover, double AnnualTurnover, double MeanExposure, double LargestExposure, double InMarketShare)
{
    /// <summary>Mean periods a position is held, exposure over half the turnover; null without turnover.</summary>
    public double? MeanHolding => MeanTurnover > 0 ? 2 * MeanExposure / MeanTurnover : null;

    /// <summary>Aggregates of the periods; null of none.</summary>
    /// <param name="turnover">Bought and sold over equity, of each period, 0 or more.</param>
    /// <param name="exposure">Sum of absolute positions over equity, of each period, 0 or more.</param>
    /// <param name="periodsPerYear">Periods in a year.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Activity? Of(ReadOnlySpan<double> turnover, ReadOnlySpan<double> exposure, double periodsPerYear)
    {
        if (turnover.Length != exposure.Length) throw new ArgumentException($"{turnover.Length} turnovers, but {exposure.Length} exposures.", nameof(exposure));
        if (turnover.IsEmpty) return null;

        var (largest, held) = (0.0, 0);
        foreach (var value in exposure)
        {
            largest = Math.Max(largest, value);
            held += value > 0 ? 1 : 0;
        }

        var mean = Moments.Mean(turnover);
        return new Activity(mean, mean * periodsPerYear, Moments.Mean(exposure), largest, (double)held / exposure.Length);
    }
}
