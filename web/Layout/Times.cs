using System.Globalization;

namespace CryptoRun.Web.Layout;

/// <summary>Instants as the reader chose to read them, in UTC or in a zone of their own; the zone is always said. Cascades to every component; machines get <see cref="Format.Iso"/>.</summary>
public sealed class Times
{
    private readonly TimeZoneInfo _zone;

    private Times(TimeZoneInfo zone) => _zone = zone;

    /// <summary>Everything in UTC, the default.</summary>
    public static Times Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>Whether another zone than UTC was chosen.</summary>
    public bool IsLocal => !ReferenceEquals(this, Utc);

    /// <summary>The IANA name of the zone.</summary>
    public string Zone => _zone.Id;

    /// <summary>In a zone by its IANA name; UTC for none, for <c>utc</c> and for one that is not known.</summary>
    public static Times In(string? zone) =>
        zone is { Length: > 0 and < 64 } && !zone.Equals("utc", StringComparison.OrdinalIgnoreCase) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? new Times(found) : Utc;

    /// <summary><c>15:00</c>, where a neighbour says the zone.</summary>
    public string Minute(DateTimeOffset at) => Write(at, "HH:mm");

    /// <summary><c>15:00 UTC</c>.</summary>
    public string MinuteZone(DateTimeOffset at) => Write(at, "HH:mm ") + Label(at);

    /// <summary>15:00:48, where the zone stands beside it.</summary>
    public string Second(DateTimeOffset at) => Write(at, "HH:mm:ss");

    /// <summary><c>15:00:48 UTC</c>.</summary>
    public string Time(DateTimeOffset at) => Write(at, "HH:mm:ss ") + Label(at);

    /// <summary><c>Thu 6 Nov</c>.</summary>
    public string Day(DateTimeOffset at) => Write(at, "ddd d MMM");

    /// <summary><c>6 Nov</c>.</summary>
    public string Date(DateTimeOffset at) => Write(at, "d MMM");

    /// <summary>The instant at which the day of an instant began.</summary>
    public DateTimeOffset Midnight(DateTimeOffset at)
    {
        var day = TimeZoneInfo.ConvertTime(at, _zone).Date;
        return new DateTimeOffset(day, _zone.GetUtcOffset(day)).ToUniversalTime();
    }

    /// <summary><c>6 Nov 15:00</c>, where a neighbour says the zone.</summary>
    public string DayMinute(DateTimeOffset at) => Write(at, "d MMM HH:mm");

    /// <summary><c>6 Nov 15:00 UTC</c>.</summary>
    public string DayMinuteZone(DateTimeOffset at) => DayMinute(at) + " " + Label(at);

    /// <summary><c>Thu 6 Nov 15:00:48 UTC</c>.</summary>
    public string DayTime(DateTimeOffset at) => Write(at, "ddd d MMM HH:mm:ss ") + Label(at);

    /// <summary><c>UTC</c>, <c>UTC+1</c>, <c>UTC−3:30</c>: the zone as it is at that instant.</summary>
    public string Label(DateTimeOffset at)
    {
        var offset = _zone.GetUtcOffset(at);
        if (!IsLocal) return "UTC";
        var minutes = Math.Abs(offset.Minutes);
        return string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '\u2212' : '+')}{Math.Abs(offset.Hours)}{(minutes == 0 ? "" : $":{minutes:00}")}");
    }

    private string Write(DateTimeOffset at, string pattern) => TimeZoneInfo.ConvertTime(at, _zone).ToString(pattern, CultureInfo.InvariantCulture);
}
