using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Premove;

/// <summary>
/// How many alerts a coin may raise: 3 an hour and 10 a day, 6 an hour in HighVolatility. Sliding windows that end at the instant: an alert counts while it is
/// younger than an hour (a day); one exactly that old counts no more. Alerts after the instant are not looked at.
/// </summary>
public static class AlertBudget
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Decides about one coin.</summary>
    /// <param name="at">Instant, UTC.</param>
    /// <param name="symbol">Coin.</param>
    /// <param name="kind">What the alert is for; null: it has no reason.</param>
    /// <param name="sent">Alerts sent before, any order, of any coin.</param>
    /// <param name="regime">Regime in force.</param>
    /// <param name="options">Limits.</param>
    public static AlertDecision Decide(DateTimeOffset at, string symbol, AlertKind? kind, IReadOnlyList<AlertSent> sent, RegimeState regime, AlertOptions options)
    {
        var times = new List<DateTimeOffset>();
        foreach (var alert in sent)
        {
            if (alert.Time <= at && alert.Time > at - Day && string.Equals(alert.Symbol, symbol, StringComparison.Ordinal)) times.Add(alert.Time);
        }

        times.Sort();
        var inHour = times.Count - times.FindLastIndex(t => t <= at - Hour) - 1;
        var (hourLimit, dayLimit) = (options.HourLimit(regime), options.PerDay);
        var (isHourFull, isDayFull) = (inHour >= hourLimit, times.Count >= dayLimit);
        var next = Later(isHourFull ? FreeAt(times, hourLimit, Hour) : null, isDayFull ? FreeAt(times, dayLimit, Day) : null);
        var isSent = kind is not null && !isHourFull && !isDayFull;
        var counts = $"{inHour} of {hourLimit} in the hour, {times.Count} of {dayLimit} in the day";
        var sentence = kind is null ? $"No reason to alert; {counts}"
            : isSent ? $"{(kind == AlertKind.Candidate ? "Candidate" : "Alert only, not confirmed")}; {counts} before it"
            : $"Held back: {counts}{(next is { } time ? $", free again at {time.UtcDateTime:HH:mm}" : "")}";
        return new AlertDecision(kind, isSent, inHour, hourLimit, times.Count, dayLimit, next, sentence);
    }

    /// <summary>When so many have grown old that one more fits; null where the limit is 0.</summary>
    private static DateTimeOffset? FreeAt(List<DateTimeOffset> times, int limit, TimeSpan window) => limit == 0 ? null : times[^limit] + window;

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null ? a : a > b ? a : b;
}
