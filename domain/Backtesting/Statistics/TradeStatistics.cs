using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Statistics;

/// <summary>What trades earned. Units are those of the results: USD, or fractions of what was invested.</summary>
/// <param name="Count">Trades.</param>
/// <param name="Wins">Trades above 0.</param>
/// <param name="Losses">Trades below 0; those of exactly 0 are neither.</param>
/// <param name="GrossProfit">Sum of the wins, 0 or more.</param>
/// <param name="GrossLoss">Sum of the losses, 0 or less.</param>
/// <param name="Median">Median result; null of nothing.</param>
public sealed record TradeStatistics(int Count, int Wins, int Losses, double GrossProfit, double GrossLoss, double? Median)
{
    /// <summary>Wins / trades, in [0, 1]; null of nothing.</summary>
    public double? HitRate => Count > 0 ? (double)Wins / Count : null;

    /// <summary>95 % interval of the hit rate, trades taken as independent; null of nothing.</summary>
    public ConfidenceInterval? HitRateInterval => Count > 0 ? Wilson.Interval95(Wins, Count) : null;

    /// <summary>Gross profit over gross loss, 0 or more; null without a loss.</summary>
    public double? ProfitFactor => GrossLoss < 0 ? GrossProfit / -GrossLoss : null;

    /// <summary>Mean result of a trade; null of nothing.</summary>
    public double? Expectancy => Count > 0 ? (GrossProfit + GrossLoss) / Count : null;

    /// <summary>Mean win; null without one.</summary>
    public double? MeanWin => Wins > 0 ? GrossProfit / Wins : null;

    /// <summary>Mean loss, below 0; null without one.</summary>
    public double? MeanLoss => Losses > 0 ? GrossLoss / Losses : null;

    /// <summary>Mean win over mean loss, above 0; null where one is missing.</summary>
    public double? Payoff => -MeanWin / MeanLoss;

    /// <summary>Counts and sums.</summary>
    /// <param name="results">Net result of each trade, finite.</param>
    /// <exception cref="ArgumentException">A result that is not finite.</exception>
    public static TradeStatistics Of(ReadOnlySpan<double> results)
    {
        var (wins, losses, profit, loss) = (0, 0, 0.0, 0.0);
        for (var i = 0; i < results.Length; i++)
        {
            if (!double.IsFinite(results[i])) throw new ArgumentException($"Result {i} is {results[i]}; allowed is any finite number.", nameof(results));

            if (results[i] > 0) (wins, profit) = (wins + 1, profit + results[i]);
            else if (results[i] < 0) (losses, loss) = (losses + 1, loss + results[i]);
        }

        return new TradeStatistics(results.Length, wins, losses, profit, loss, results.IsEmpty ? null : Quantiles.Linear(results, 0.5));
    }
}
