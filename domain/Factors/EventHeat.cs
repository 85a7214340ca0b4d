using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// How much of an occasion a coin's known events are: <c>1 - prod(1 - tier x decay)</c>, tier major 1.0, minor 0.6, info 0.3, decay by weeks to the event: up to
/// 4 1.2, up to 8 1.0, up to 16 0.8, later 0.6, divided by 1.2. In [0, 1].
/// </summary>
/// <remarks>Upcoming events count, and those of the last hours as if they were now. One that two calendars name alike counts once, at its higher tier.</remarks>
public static class EventHeat
{
    private const double Highest = 1.2;
    private const double DaysPerWeek = 7;

    /// <summary>Measures a coin.</summary>
    /// <param name="events">Its events as known at the instant, by time, title and tier.</param>
    /// <param name="at">The instant.</param>
    /// <param name="options">Parameters.</param>
    public static HeatMeasure Measure(IReadOnlyList<CatalystEvent> events, DateTimeOffset at, CatalystOptions options)
    {
        var (cold, counted) = (1.0, new List<CountedEvent>(events.Count));
        for (var i = 0; i < events.Count; i++)
        {
            var known = events[i];
            if ((at - known.Time).TotalHours > options.PastHours) continue;
            if (i > 0 && known.Time == events[i - 1].Time && known.Title == events[i - 1].Title) continue;

            var heat = Tier(known.Tier) * Decay((known.Time - at).TotalDays / DaysPerWeek) / Highest;
            cold *= 1 - heat;
            counted.Add(new CountedEvent(known, heat));
        }

        return counted.Count == 0 ? HeatMeasure.Nothing : new HeatMeasure(1 - cold, counted);
    }

    private static double Tier(EventTier tier) => tier switch
    {
        EventTier.Major => 1.0,
        EventTier.Minor => 0.6,
        _ => 0.3,
    };

    private static double Decay(double weeks) => weeks switch
    {
        <= 4 => Highest,
        <= 8 => 1.0,
        <= 16 => 0.8,
        _ => 0.6,
    };
}

/// <summary>What <see cref="EventHeat"/> measured.</summary>
/// <param name="Heat">In [0, 1]; NaN without a calendar.</param>
/// <param name="Events">Events that count, by time.</param>
public sealed record HeatMeasure(double Heat, IReadOnlyList<CountedEvent> Events)
{
    /// <summary>No calendar is connected.</summary>
    public static HeatMeasure NoFeed { get; } = new(double.NaN, []);

    /// <summary>The calendar has nothing for the coin.</summary>
    public static HeatMeasure Nothing { get; } = new(0, []);
}

/// <summary>An event that counts.</summary>
/// <param name="Event">The event.</param>
/// <param name="Heat">Tier x decay, in [0, 1].</param>
public readonly record struct CountedEvent(CatalystEvent Event, double Heat);
