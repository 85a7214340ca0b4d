namespace CryptoRun.Domain.Premove;

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
