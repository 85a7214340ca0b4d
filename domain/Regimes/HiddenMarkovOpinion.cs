using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Regimes;

/// <summary>
/// Opinion of a Gaussian hidden Markov model with three states on the daily (return, ln volatility) of the market, fitted up to the detection by EM from k-means++
/// starts. Probabilities are filtered: given the days up to the last one, none after. The states get their names from what they are like: the one with the
/// highest volatility is HighVolatility; of the other two the one with the higher mean return is TrendingBull, if that is above 0, the other Choppy. In a market that falls in
/// all its states two of them are Choppy: days that fall on average are no bull's, however calm they are.
/// </summary>
/// <param name="State">The name with the highest probability; null where there is no opinion.</param>
/// <param name="AgreesWithVote">Whether it is the vote's.</param>
/// <param name="Agreement">Probability that the model gives to states with the vote's name, in [0, 1].</param>
/// <param name="States">The three states, in ascending order of volatility; empty where there is no opinion.</param>
/// <param name="LogLikelihood">Log-likelihood of the fit.</param>
/// <param name="IsConverged">Whether EM had converged.</param>
/// <param name="Reason">One sentence: the opinion, or why there is none.</param>
public sealed record HiddenMarkovOpinion(
    RegimeState? State, bool? AgreesWithVote, double? Agreement, IReadOnlyList<HiddenState> States, double? LogLikelihood, bool? IsConverged, string Reason)
{
    private const int StateCount = 3;

    /// <summary>A state that expects fewer days than this is an outlier, not a state of the market.</summary>
    private const double FewestDaysOfState = 5;

    /// <summary>Whether there is no opinion; <see cref="Reason"/> says why.</summary>
    public bool IsAbsent => State is null;

    /// <summary>Forms the opinion.</summary>
    /// <param name="vote">What the detection's votes say.</param>
    /// <param name="days">Days, oldest first.</param>
    /// <param name="options">Parameters.</param>
    internal static HiddenMarkovOpinion Of(RegimeState vote, IReadOnlyList<MarketDay> days, RegimeOptions options)
    {
        if (SecondOpinions.TooFew(days.Count, options) is { } few) return Absent(few);

        double[] rows = [.. days.SelectMany(day => new[] { day.Return, Math.Log(day.VolatilityAnnualised) })];
        if (HmmFit.WhyNot(rows, 2, StateCount) is { } problem) return Absent(problem);

        var fit = HmmFit.Of(rows, 2, StateCount, new HmmFitOptions(FewestExpected: FewestDaysOfState));
        if (fit.Expected.Min() < FewestDaysOfState)
            return Absent($"Three states cannot be told apart: one of them would hold {fit.Expected.Min():F1} of {days.Count} days.");

        var model = fit.Model.OrderedBy(state => fit.Model.Means[(2 * state) + 1]);
        var filtered = model.Filter(rows).Probabilities;
        var expected = fit.Expected.Select((value, state) => (value, key: fit.Model.Means[(2 * state) + 1])).OrderBy(pair => pair.key).Select(pair => pair.value).ToArray();
        var states = Names(model).Select((name, s) => Describe(model, s, name, filtered[^(StateCount - s)], expected[s] / days.Count)).ToArray();

        var likeliest = states.MaxBy(state => ProbabilityOf(state.State, states))!;
        var agrees = likeliest.State == vote;
        return new HiddenMarkovOpinion(
            likeliest.State,
            agrees,
            ProbabilityOf(vote, states),
            states,
            fit.LogLikelihood,
            fit.IsConverged,
            $"On {days.Count} days a hidden Markov model says {likeliest.State.Words()} with probability {ProbabilityOf(likeliest.State, states):F2}{Likeness(states)}, {SecondOpinions.Against(agrees, vote)}.");
    }

    private static RegimeState[] Names(GaussianHmm ordered)
    {
        var (calmest, middle) = (ordered.Means[0], ordered.Means[2]);
        return
        [
            calmest > middle && calmest > 0 ? RegimeState.TrendingBull : RegimeState.Choppy,
            middle >= calmest && middle > 0 ? RegimeState.TrendingBull : RegimeState.Choppy,
            RegimeState.HighVolatility,
        ];
    }

    private static string Likeness(HiddenState[] states)
    {
        var state = states.MaxBy(s => s.Probability)!;
        return $" (days like these returned {100 * state.MeanReturn:F2} % on average at a volatility of {state.VolatilityAnnualised:F3})";
    }

    private static double ProbabilityOf(RegimeState name, HiddenState[] states)
    {
        var sum = 0.0;
        foreach (var state in states) sum += state.State == name ? state.Probability : 0;
        return Math.Min(sum, 1);
    }

    private static HiddenMarkovOpinion Absent(string reason) => new(null, null, null, [], null, null, reason);

    private static HiddenState Describe(GaussianHmm model, int state, RegimeState name, double probability, double share)
    {
        var (means, covariance) = (2 * state, 4 * state);
        return new HiddenState(
            name,
            probability,
            model.Means[means],
            Math.Sqrt(model.Covariances[covariance]),
            Math.Exp(model.Means[means + 1]),
            Math.Sqrt(model.Covariances[covariance + 3]),
            share,
            [.. model.Transition.Skip(state * StateCount).Take(StateCount)]);
    }
}

/// <summary>A state of the hidden Markov model.</summary>
/// <param name="State">Its name.</param>
/// <param name="Probability">Filtered probability at the end of the last day, in [0, 1].</param>
/// <param name="MeanReturn">Mean daily log return.</param>
/// <param name="ReturnSd">Sd of the daily log return.</param>
/// <param name="VolatilityAnnualised">Geometric mean of the daily volatilities.</param>
/// <param name="LogVolatilitySd">Sd of ln volatility.</param>
/// <param name="Share">Share of the days that the fit expects in this state, in [0, 1].</param>
/// <param name="Next">Probabilities of the next day's state, in the order of the states.</param>
public sealed record HiddenState(
    RegimeState State, double Probability, double MeanReturn, double ReturnSd, double VolatilityAnnualised, double LogVolatilitySd, double Share, IReadOnlyList<double> Next);
