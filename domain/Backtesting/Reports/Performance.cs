using CryptoRun.Domain.Backtesting.Statistics;

namespace CryptoRun.Domain.Backtesting.Reports;

/// <summary>What an account did, from its returns of UTC days, annualised with 365 of them.</summary>
/// <param name="Days">Returns.</param>
/// <param name="FinalUsd">Equity at the end, USD; of a portfolio without an account what the start would have become.</param>
/// <param name="TotalReturn">Growth of the span, fraction.</param>
/// <param name="AnnualGrowth">Compound annual growth rate, fraction.</param>
/// <param name="AnnualVolatility">Fraction; null of fewer than two days.</param>
/// <param name="Sharpe">Annualised; null where returns do not vary.</param>
/// <param name="SharpeError">Its standard error, Newey-West.</param>
/// <param name="MeanT">Newey-West t of the mean return.</param>
/// <param name="Sortino">Annualised; null where nothing is lost.</param>
/// <param name="Calmar">Null where equity never falls.</param>
/// <param name="MaxDrawdown">Deepest drawdown, fraction in [-1, 0]; null where equity never falls.</param>
/// <param name="MaxDrawdownDays">Days from its peak to its recovery, or to the end.</param>
/// <param name="LongestDrawdownDays">Days of the longest one.</param>
/// <param name="Skewness">0 if normal.</param>
/// <param name="Kurtosis">3 if normal.</param>
/// <param name="ProbabilisticSharpe">Probability that the true Sharpe ratio is above 0, in [0, 1].</param>
/// <param name="DeflatedSharpe">The same above what the best of as many useless trials would show; null without a ratio.</param>
/// <param name="MinimumTrackRecordDays">Days needed to call the ratio above 0 with 95 %; null where it is not.</param>
public sealed record Performance(
    int Days,
    double FinalUsd,
    double TotalReturn,
    double AnnualGrowth,
    double? AnnualVolatility,
    double? Sharpe,
    double? SharpeError,
    double? MeanT,
    double? Sortino,
    double? Calmar,
    double? MaxDrawdown,
    int? MaxDrawdownDays,
    int? LongestDrawdownDays,
    double? Skewness,
    double? Kurtosis,
    double? ProbabilisticSharpe,
    double? DeflatedSharpe,
    double? MinimumTrackRecordDays)
{
    /// <summary>Days in a year: crypto does not rest.</summary>
    public const double DaysPerYear = 365;

    /// <summary>Measures daily returns; null of none.</summary>
    /// <param name="returns">Simple returns of UTC days in time order.</param>
    /// <param name="initialUsd">Equity at the start, USD.</param>
    /// <param name="trialRatios">Sharpe ratios of one day of everything that was tried, this one included; empty: only this.</param>
    internal static Performance? Of(double[] returns, double initialUsd, IReadOnlyList<double> trialRatios)
    {
        if (ReturnStatistics.Of(returns, DaysPerYear) is not { } all) return null;

        var sharpe = all.Sharpe;
        return new Performance(
            all.Count,
            initialUsd * (1 + all.TotalReturn),
            all.TotalReturn,
            all.AnnualGrowth,
            all.AnnualVolatility,
            sharpe?.Annualised,
            sharpe?.AnnualisedError,
            all.MeanT,
            all.Sortino,
            all.Calmar,
            all.Deepest?.Depth,
            all.Deepest?.Length,
            all.Longest?.Length,
            all.Skewness,
            all.Kurtosis,
            all.ProbabilisticSharpe,
            trialRatios.Count > 1 ? Statistics.DeflatedSharpe.Of(returns, [.. trialRatios]) : all.ProbabilisticSharpe,
            all.MinimumTrackRecord is { } days && double.IsFinite(days) ? days : null);
    }
}

/// <summary>A portfolio that needs no scanner, and what the account did beside it.</summary>
/// <param name="Name"><c>BTC</c>, <c>equalWeight</c>, <c>momentum24h</c>.</param>
/// <param name="Performance">Its own.</param>
/// <param name="Beta">The account's beta to it; null where one of them does not vary.</param>
/// <param name="AnnualAlpha">What the account earned a year that it does not explain, fraction.</param>
/// <param name="AlphaT">Newey-West t of that.</param>
public sealed record BenchmarkReport(string Name, Performance Performance, double? Beta, double? AnnualAlpha, double? AlphaT);
