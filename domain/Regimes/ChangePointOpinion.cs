using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Regimes;

/// <summary>
/// Opinion of PELT change points of daily ln volatility (change in mean, BIC penalty). It speaks of volatility alone: the stretch since the last change is
/// elevated or calm, and it agrees with a vote for HighVolatility when it is elevated and with any other vote when it is calm.
/// </summary>
/// <param name="Changes">First days of the stretches after the first, oldest first.</param>
/// <param name="DaysSinceLastChange">Days of the stretch of now up to the last day; null where there is no change or no opinion.</param>
/// <param name="VolatilityAnnualised">Geometric mean of the daily volatilities of the stretch of now; null where there is no opinion.</param>
/// <param name="VolatilityBefore">The same of the stretch before it, null without one.</param>
/// <param name="IsElevated">Whether the stretch of now is above <see cref="RegimeOptions.CalmVolatility"/>.</param>
/// <param name="AgreesWithVote">Whether that is what the vote says.</param>
/// <param name="Reason">One sentence: the opinion, or why there is none.</param>
public sealed record ChangePointOpinion(
    IReadOnlyList<DateTimeOffset> Changes, int? DaysSinceLastChange, double? VolatilityAnnualised, double? VolatilityBefore, bool? IsElevated, bool? AgreesWithVote, string Reason)
{
    /// <summary>Whether there is no opinion; <see cref="Reason"/> says why.</summary>
    public bool IsAbsent => VolatilityAnnualised is null;

    /// <summary>Forms the opinion.</summary>
    /// <param name="vote">What the detection's votes say.</param>
    /// <param name="days">Days, oldest first.</param>
    /// <param name="options">Parameters.</param>
    internal static ChangePointOpinion Of(RegimeState vote, IReadOnlyList<MarketDay> days, RegimeOptions options)
    {
        if (SecondOpinions.TooFew(days.Count, options) is { } few) return Absent(few);

        double[] series = [.. days.Select(day => Math.Log(day.VolatilityAnnualised))];
        var penalty = ChangePoints.BicPenalty(series);
        if (!(penalty > 0)) return Absent("Daily volatility does not vary.");

        var found = ChangePoints.Pelt(series, penalty, options.ShortestStretchDays).Changes;
        int[] starts = [0, .. found];
        var level = Level(series.AsSpan(starts[^1]));
        double? before = found.Count > 0 ? Level(series.AsSpan(starts[^2]..starts[^1])) : null;
        var isElevated = level > options.CalmVolatility;
        var agrees = isElevated == (vote == RegimeState.HighVolatility);
        var since = found.Count > 0 ? $"since {days[starts[^1]].Day:yyyy-MM-dd}, after {before:F3}" : "without a change";
        return new ChangePointOpinion(
            [.. found.Select(start => days[start].Day)],
            found.Count > 0 ? days.Count - starts[^1] : null,
            level,
            before,
            isElevated,
            agrees,
            $"Daily volatility is {(isElevated ? "elevated" : "calm")} ({level:F3}) {since}, {SecondOpinions.Against(agrees, vote)}.");
    }

    private static double Level(ReadOnlySpan<double> logs) => Math.Exp(Moments.Mean(logs));

    private static ChangePointOpinion Absent(string reason) => new([], null, null, null, null, null, reason);
}
