using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Premove;

/// <summary>State by score; verdict by score, confirmation, CVD and what blocks.</summary>
internal static class Judgements
{
    public static Judgement Of(PremoveScore score, PremoveConfirmation confirmation, CvdReading? cvd, Freshness freshness, IReadOnlyList<string> failedGates, StateOptions options)
    {
        var state = StateOf(score.Value, options);
        var (stateSentence, stateHint) = StateWords(score, state, options);
        var isSignificant = cvd?.IsSignificant == true;
        var verdict = VerdictOf(score.Value, confirmation.IsConfirmed, isSignificant, freshness.HasFailed || failedGates.Count > 0, options);
        var (sentence, hint) = verdict == PremoveVerdict.Blocked
            ? Blocked(score, freshness, failedGates)
            : VerdictWords(verdict, score.Value!.Value, confirmation, isSignificant, options);
        return new Judgement(state, stateSentence, stateHint, verdict, sentence, hint);
    }

    public static PremoveState? StateOf(double? score, StateOptions options) => score is not { } value ? null
        : value >= options.Prime ? PremoveState.Prime
        : value >= options.Prepare ? PremoveState.Prepare
        : value >= options.Watch ? PremoveState.Watch
        : PremoveState.Quiet;

    public static PremoveVerdict VerdictOf(double? score, bool isConfirmed, bool isSignificant, bool isBlocked, StateOptions options) =>
        isBlocked || score is not { } value ? PremoveVerdict.Blocked
        : value >= options.Prime && isConfirmed && isSignificant ? PremoveVerdict.Strong
        : (value >= options.Prepare && isConfirmed) || value >= options.Unconfirmed ? PremoveVerdict.Moderate
        : PremoveVerdict.Weak;

    private static (string Sentence, string Hint) StateWords(PremoveScore score, PremoveState? state, StateOptions options) => state switch
    {
        null => (score.Sentence, "Needs more feeds"),
        PremoveState.Prime => ($"Score {Actual(score, options.Prime)}, at least {Limit(score, options.Prime)}", $"Falls to prepare under {Limit(score, options.Prime)}"),
        PremoveState.Prepare => ($"Score {Actual(score, options.Prime)} is under {Limit(score, options.Prime)}", Needs(score, options.Prime, "prime")),
        PremoveState.Watch => ($"Score {Actual(score, options.Prepare)} is under {Limit(score, options.Prepare)}", Needs(score, options.Prepare, "prepare")),
        _ => ($"Score {Actual(score, options.Watch)} is under {Limit(score, options.Watch)}", Needs(score, options.Watch, "watch")),
    };

    private static (string Sentence, string Hint) Blocked(PremoveScore score, Freshness freshness, IReadOnlyList<string> failedGates)
    {
        var (reasons, hints) = (new List<string>(), new List<string>());
        if (freshness.HasFailed)
        {
            reasons.Add($"live feed stale: {string.Join(", ", freshness.StaleLiveFeeds)}");
            hints.Add("its live feeds back");
        }

        if (failedGates.Count > 0)
        {
            reasons.Add($"gate failed: {string.Join(", ", failedGates)}");
            hints.Add("its gates to pass");
        }

        if (score.Value is null)
        {
            reasons.Add($"no score on {Figure.Plain(score.PointsAvailable, 0)} of 100 points");
            hints.Add("more feeds");
        }

        return ($"Blocked: {string.Join("; ", reasons)}", $"Needs {string.Join(" and ", hints)}");
    }

    private static (string Sentence, string Hint) VerdictWords(PremoveVerdict verdict, double score, PremoveConfirmation confirmation, bool isSignificant, StateOptions options)
    {
        var said = $"Score {Figure.Plain(score, 1)}, {(confirmation.IsConfirmed ? "confirmed" : "not confirmed")}, CVD {(isSignificant ? "significant" : "not significant")}";
        if (verdict == PremoveVerdict.Strong) return (said, $"Falls to moderate under {Figure.Plain(options.Prime, 0)} points or without significant CVD, to weak without confirmation under {Figure.Plain(options.Unconfirmed, 0)}");

        var needed = verdict == PremoveVerdict.Moderate ? options.Prime : options.Prepare;
        var missing = new List<string>();
        if (score < needed) missing.Add($"{Gap(score, needed)} points");
        if (!confirmation.IsConfirmed) missing.Add("confirmation");
        if (verdict == PremoveVerdict.Moderate && !isSignificant) missing.Add("significant CVD");
        var next = verdict == PremoveVerdict.Moderate ? "strong" : "moderate";
        var alone = verdict == PremoveVerdict.Moderate && !confirmation.IsConfirmed ? "; without confirmation an alert only" : "";
        return (said + alone, $"Needs {string.Join(" and ", missing)} for {next}");
    }

    private static string Needs(PremoveScore score, double limit, string state) => $"Needs {Gap(score.Value!.Value, limit)} points for {state}";

    private static string Gap(double score, double limit) => Figure.Gap(limit - score, Write);

    private static string Actual(PremoveScore score, double limit) => Figure.Apart(score.Value!.Value, limit, Write).Actual;

    private static string Limit(PremoveScore score, double limit) => Figure.Apart(score.Value!.Value, limit, Write).Limit;

    private static string Write(double value, int extra) => Figure.Plain(value, 1 + extra);
}
