namespace CryptoRun.Domain.Regimes;

/// <summary>
/// What other methods say of the market at a detection, shown beside the vote and never replacing it: a hidden Markov model on (return, log volatility) and
/// change points of log volatility, both on daily data up to the detection.
/// </summary>
/// <param name="At">The boundary of the detection, UTC.</param>
/// <param name="Vote">What the detection's own votes say: <see cref="RegimeRecord.RawState"/>.</param>
/// <param name="Days">Full UTC days used.</param>
/// <param name="FirstDay">The first of them, null without any.</param>
/// <param name="LastDay">The last of them; the opinions are about its end.</param>
/// <param name="HiddenMarkov">The model's opinion.</param>
/// <param name="ChangePoints">The change points' opinion.</param>
public sealed record SecondOpinions(
    DateTimeOffset At,
    RegimeState Vote,
    int Days,
    DateTimeOffset? FirstDay,
    DateTimeOffset? LastDay,
    HiddenMarkovOpinion HiddenMarkov,
    ChangePointOpinion ChangePoints)
{
    /// <summary>Forms the opinions on a detection.</summary>
    /// <param name="detection">The detection; days that end after it do not exist for them.</param>
    /// <param name="days">Days of the market, oldest first (<see cref="MarketDays"/>).</param>
    /// <param name="options">Parameters.</param>
    public static SecondOpinions On(RegimeRecord detection, IReadOnlyList<MarketDay> days, RegimeOptions options)
    {
        var used = MarketDays.Unbroken(detection.At, days, options);
        return new SecondOpinions(
            detection.At,
            detection.RawState,
            used.Count,
            used.Count > 0 ? used[0].Day : null,
            used.Count > 0 ? used[^1].Day : null,
            HiddenMarkovOpinion.Of(detection.RawState, used, options),
            ChangePointOpinion.Of(detection.RawState, used, options));
    }

    /// <summary>Why there is no opinion on so few days, or null.</summary>
    internal static string? TooFew(int days, RegimeOptions options) =>
        days < options.FewestOpinionDays ? $"There are {days} full days of market data; {options.FewestOpinionDays} are needed." : null;

    /// <summary>The agreement with the vote as the end of a sentence.</summary>
    internal static string Against(bool agrees, RegimeState vote) => agrees ? $"in agreement with the vote for {vote.Words()}" : $"against the vote for {vote.Words()}";
}
