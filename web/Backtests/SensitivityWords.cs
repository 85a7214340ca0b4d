using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Backtesting.Validation;
using CryptoRun.Domain.Numerics;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Backtests;

/// <summary>The sensitivity map in words.</summary>
internal static class SensitivityWords
{
    /// <summary>A value of a parameter as people read it.</summary>
    public static string Value(ParameterAxis axis, int place) => (axis.Name, axis.Values[place]) switch
    {
        ("least score", var score) => $"Score from {Format.Attribute(score, 1)}",
        ("Exits:HoldHours", var hours) => $"held {Format.Attribute(hours, 1)} h",
        ("Exits:MostStop", var stop) => $"stop {Format.Attribute(stop * 100, 1)} %",
        var (name, value) => $"{name} {Format.Attribute(value, 4)}",
    };

    /// <summary>How many settings earned, how far they lie apart, and where this run's is.</summary>
    public static string Sentence(VariantReport map)
    {
        var (least, most) = (map.Sharpe.Min(), map.Sharpe.Max());
        if (least.Equals(most)) return $"All {map.Sharpe.Count} settings have the ratio {Format.WithSign(most, 2)}: the parameters made no difference to what was traded.";
        var positive = map.Sharpe.Count(static s => s > 0);
        var median = RobustStatistics.Median([.. map.Sharpe]);
        return $"{positive} of {map.Sharpe.Count} settings are above zero; they reach from {Format.WithSign(least, 2)} to {Format.WithSign(most, 2)}, median {Format.WithSign(median, 2)}, and this run's is {Format.WithSign(map.Sharpe[map.Own], 2)}."
            + (map.BestRetention is { } kept ? $" The neighbours of the best keep {Format.Fixed(kept * 100, 0)} % of its lead over the mean: {(kept >= 0.5 ? "a plateau rather than a peak" : "a peak, as chance makes them")}." : "");
    }

    /// <summary>What choosing the best of them would have been worth.</summary>
    public static string Choosing(VariantReport map)
    {
        List<string> said = [];
        if (map.OverfittingProbability is { } overfit) said.Add($"Chosen as the best of one half of the days, a setting is under the median in the other half with probability {Format.Fixed(overfit, 2)}.");
        if (map.DeflatedSharpe is { } deflated) said.Add($"That the best is not the luck of {map.Sharpe.Count} tries: {Format.Fixed(deflated, 2)}.");
        if (map.WalkForward is { } walked) said.Add($"Always taking what was best in the 60 days before: Sharpe {Format.WithSign(walked, 2)}, {Format.Return(map.WalkForwardReturn, 1)} %.");
        if (map.PathRatios.Count > 0) said.Add($"By purged cross-validation {Format.WithSign(map.PathRatios.Min(), 2)} to {Format.WithSign(map.PathRatios.Max(), 2)} over {map.PathRatios.Count} paths.");
        if (map.OverfittingProbability is null || map.WalkForward is null) said.Add("The span is too short to choose in one part and judge in another by every one of these ways.");
        return string.Join(' ', said);
    }
}
