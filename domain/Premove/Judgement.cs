namespace CryptoRun.Domain.Premove;

/// <summary>State and verdict of a coin.</summary>
/// <param name="State">Null without a score.</param>
/// <param name="StateSentence">Why.</param>
/// <param name="StateHint">What would have to change for the next state.</param>
/// <param name="Verdict">Verdict.</param>
/// <param name="VerdictSentence">Why.</param>
/// <param name="VerdictHint">What would have to change for a better one, or what would lose it.</param>
public sealed record Judgement(PremoveState? State, string StateSentence, string StateHint, PremoveVerdict Verdict, string VerdictSentence, string VerdictHint);

/// <summary>How coiled a coin looks, by score alone.</summary>
public enum PremoveState
{
    /// <summary>Under 60.</summary>
    Quiet,

    /// <summary>60 to under 75.</summary>
    Watch,

    /// <summary>75 to under 85.</summary>
    Prepare,

    /// <summary>85 and more.</summary>
    Prime,
}

/// <summary>What the detector makes of it.</summary>
public enum PremoveVerdict
{
    /// <summary>Prime, confirmed, and CVD is significant.</summary>
    Strong,

    /// <summary>Prepare or better and confirmed; or 90 and more without confirmation, which is an alert only.</summary>
    Moderate,

    /// <summary>Anything else.</summary>
    Weak,

    /// <summary>A live feed is stale, a gate fails, or there is no score.</summary>
    Blocked,
}

/// <summary>The 2-of-3 confirmation.</summary>
/// <param name="IsConfirmed">At least two of the three, and volume where the regime demands it.</param>
/// <param name="Met">How many of the three are met.</param>
/// <param name="Conditions">A <c>funding</c>, B <c>whales</c>, C <c>supplySqueeze</c>, then <c>volume</c>.</param>
/// <param name="SqueezeParts">The four parts of C.</param>
/// <param name="RankPoints">A 3.0, B 2.0, C 1.0, volume 0.5: rank among the confirmed.</param>
/// <param name="Sentence">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
public sealed record PremoveConfirmation(
    bool IsConfirmed, int Met, IReadOnlyList<Condition> Conditions, IReadOnlyList<SqueezePart> SqueezeParts, double RankPoints, string Sentence, string Hint);

/// <summary>A condition with its number.</summary>
/// <param name="Id"><c>funding</c>, <c>whales</c>, <c>supplySqueeze</c>, <c>volume</c>.</param>
/// <param name="IsMet">Whether it is met; without a feed it is not.</param>
/// <param name="Actual">Measured value; null without a feed.</param>
/// <param name="Threshold">Least value.</param>
/// <param name="Margin">Actual - threshold; null without a feed.</param>
/// <param name="Unit"><c>z</c>, <c>composite</c>, <c>squeeze</c>, <c>percentile</c>.</param>
/// <param name="IsRequired">Whether it must be met by itself: volume in HighVolatility.</param>
/// <param name="Sentence">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
public sealed record Condition(string Id, bool IsMet, double? Actual, double Threshold, double? Margin, string Unit, bool IsRequired, string Sentence, string Hint);

/// <summary>A part of the supply squeeze.</summary>
/// <param name="Id"><c>reserves</c>, <c>withdrawals</c>, <c>staking</c>, <c>openInterest</c>.</param>
/// <param name="IsMet">Whether it counts; without a feed it does not.</param>
/// <param name="Weight">What it adds to the squeeze.</param>
/// <param name="Actual">Measured value; null without a feed.</param>
/// <param name="Threshold">Limit: reserves at most this, the others at least.</param>
/// <param name="Unit"><c>fraction</c> or <c>usd</c>.</param>
/// <param name="Sentence">One sentence.</param>
public sealed record SqueezePart(string Id, bool IsMet, double Weight, double? Actual, double Threshold, string Unit, string Sentence);

/// <summary>Ages of a coin's feeds.</summary>
/// <param name="Factor">Multiplies the score: 1 up to 2 h, falling linearly to 0.8 at 4 h; the oldest feed in use decides.</param>
/// <param name="OldestFeed">That feed; null where none is in use.</param>
/// <param name="OldestAgeSeconds">Its age.</param>
/// <param name="StaleLiveFeeds">Live feeds older than 90 s: each is a hard failure.</param>
/// <param name="Sentence">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
public sealed record Freshness(double Factor, string? OldestFeed, double? OldestAgeSeconds, IReadOnlyList<string> StaleLiveFeeds, string Sentence, string Hint)
{
    /// <summary>A live feed is stale.</summary>
    public bool HasFailed => StaleLiveFeeds.Count > 0;
}

/// <summary>An alert that was sent.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Symbol">Canonical symbol.</param>
public sealed record AlertSent(DateTimeOffset Time, string Symbol);

/// <summary>Whether a coin raises an alert now.</summary>
/// <param name="Kind">What for; null where it has no reason to.</param>
/// <param name="IsSent">Whether it goes out: there is a reason and the budget allows it.</param>
/// <param name="InHour">Alerts of the coin in the hour up to now.</param>
/// <param name="HourLimit">Limit.</param>
/// <param name="InDay">Alerts of the coin in the 24 hours up to now.</param>
/// <param name="DayLimit">Limit.</param>
/// <param name="NextAt">When the budget allows one again; null where it does now, or never will.</param>
/// <param name="Sentence">One sentence.</param>
public sealed record AlertDecision(AlertKind? Kind, bool IsSent, int InHour, int HourLimit, int InDay, int DayLimit, DateTimeOffset? NextAt, string Sentence);

/// <summary>What an alert is for.</summary>
public enum AlertKind
{
    /// <summary>A candidate that found its place in the portfolio.</summary>
    Candidate,

    /// <summary>A score of 90 and more without confirmation: to be looked at, not to be traded.</summary>
    AlertOnly,
}
