using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Regimes;

namespace CryptoRun.Web.Tests.Regimes;

/// <summary>Detections as they could have been; numbers are made up.</summary>
internal static class RegimeFixture
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);

    public static RegimeRecord Record(DateTimeOffset at, RegimeState state = RegimeState.Choppy, double volatility = 0.974, string level = "elevated", double breadth = 0.14, double thrust = 0.465, RegimeState? pending = null) => new(
        at, state, 2.0 / 3, At.AddDays(-18).AddHours(-16), pending, pending ?? state, state,
        [
            new("realisedVolatility", volatility, 0.9, level),
            new("breadth", breadth, 0.65, breadth > 0.65 ? "TrendingBull" : "Choppy"),
            new("thrust", thrust, 0.55, thrust > 0.55 ? "TrendingBull" : "Choppy"),
        ],
        $"Volatility is {level} and both breadth votes say choppy, so {state} holds with confidence 0.67.", 100, []);

    public static RegimeRecord Cold(DateTimeOffset at) => new(
        at, RegimeState.Choppy, 0, at, null, RegimeState.Choppy, null,
        [new("realisedVolatility", null, 0.9, "none"), new("breadth", null, 0.65, "none"), new("thrust", null, 0.55, "none")],
        "The longest history among 12 symbols is 9.0 days, under the 21 that a detection needs, so Choppy stands in with confidence 0.00.", 12, ["cold start"]);

    /// <summary>Detections every four hours up to <see cref="At"/>, oldest first.</summary>
    public static IReadOnlyList<RegimeRecord> History(int count, Func<int, RegimeState>? state = null, Func<int, bool>? missing = null) =>
    [
        .. Enumerable.Range(0, count).Where(i => missing?.Invoke(i) != true).Select(i => Record(At - ((count - 1 - i) * RegimeSchedule.Step), state?.Invoke(i) ?? RegimeState.Choppy)),
    ];

    public static SecondOpinions Opinions(DateTimeOffset at, RegimeState vote = RegimeState.Choppy) => new(
        at, vote, 730, at.AddDays(-731), at.AddDays(-1),
        new HiddenMarkovOpinion(
            RegimeState.Choppy, vote == RegimeState.Choppy, 0.58,
            [State(RegimeState.Choppy, 0.58, 0.42), State(RegimeState.TrendingBull, 0.03, 0.55), State(RegimeState.HighVolatility, 0.39, 1.31)],
            1071, true, "On 730 days a hidden Markov model says Choppy with probability 0.58, in agreement with the vote for Choppy."),
        new ChangePointOpinion([at.AddDays(-40), at.AddDays(-3)], 3, 0.77, 1.58, false, true, "Daily volatility is calm (0.770) since 2025-11-03, after 1.580, in agreement with the vote for Choppy."));

    public static SecondOpinions NoOpinions(DateTimeOffset at) => new(
        at, RegimeState.Choppy, 61, at.AddDays(-62), at.AddDays(-1),
        new HiddenMarkovOpinion(null, null, null, [], null, null, "There are 61 full days of market data; 180 are needed."),
        new ChangePointOpinion([], null, null, null, null, null, "There are 61 full days of market data; 180 are needed."));

    public static RegimeOverview Overview(IReadOnlyList<RegimeRecord>? history = null, IReadOnlyList<SecondOpinions>? opinions = null, ScanWeights? scan = null)
    {
        var records = history ?? History(180, i => i < 40 ? RegimeState.HighVolatility : RegimeState.Choppy);
        return new RegimeOverview(records[^1], records, opinions ?? [Opinions(At)], RegimeTransitions.Of(records), scan);
    }

    private static HiddenState State(RegimeState state, double probability, double volatility) => new(state, probability, 0.001, 0.02, volatility, 0.3, 0.4, [0.9, 0.05, 0.05]);
}
