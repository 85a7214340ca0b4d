using System.Globalization;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Cron expressions as people read them. What has no short form is said field by field.</summary>
public static class CronWords
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>Whether it can be used: six fields (or seven with a year), seconds first, and it fires at least once more.</summary>
    public static bool IsValid(string cron, DateTimeOffset after) => Next(cron, after, 1).Count == 1;

    /// <summary>The next instants, none when the expression cannot be used.</summary>
    /// <param name="cron">Expression.</param>
    /// <param name="after">After this instant.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<DateTimeOffset> Next(string cron, DateTimeOffset after, int count)
    {
        if (string.IsNullOrWhiteSpace(cron) || cron.Length > 120 || !CronExpression.TryParse(cron, out var parsed) || parsed is null) return [];
        var expression = parsed.WithTimeZone(TimeZoneInfo.Utc);
        List<DateTimeOffset> next = [];
        while (next.Count < count && expression.GetNextValidTimeAfter(next.Count == 0 ? after : next[^1]) is { } at) next.Add(at.ToUniversalTime());
        return next;
    }

    /// <summary>The expression in words, UTC: <c>every 15 min</c>, <c>daily at 02:35</c>.</summary>
    public static string Describe(string cron)
    {
        if (cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var second, var minute, var hour, var day, var month, var weekday, .. var year]) return cron;
        return Time(second, minute, hour) + Dates(day, month, weekday) + (year is [not "*" and var y] ? $" in {y}" : "");
    }

    private static string Time(string second, string minute, string hour)
    {
        if (hour == "*" && minute == "*") return second == "*" ? "every second" : Step(second) is { } s ? $"every {s.Every} s{From(s.First, "s")}" : Whole(second) is { } at ? $"every minute{(at == 0 ? "" : $" at :{at:00} s")}" : Fields(second, minute, hour);
        if (Whole(second) is not { } sec) return Fields(second, minute, hour);
        var tail = sec == 0 ? "" : $":{sec:00}";
        if (hour == "*" && Step(minute) is { } m) return m.First == 0 && sec == 0 ? $"every {m.Every} min" : $"every {m.Every} min from :{m.First:00}{tail}";
        if (Whole(minute) is not { } min) return Fields(second, minute, hour);
        if (hour == "*") return min == 0 && sec == 0 ? "hourly" : $"hourly at :{min:00}{tail}";
        if (Step(hour) is { } h) return $"every {h.Every} h{(h.First == 0 && min == 0 && sec == 0 ? "" : $" from {h.First:00}:{min:00}{tail}")}";
        if (hour.Split(',').Select(Whole).ToList() is var hours && hours.TrueForAll(static x => x is not null)) return $"daily at {string.Join(", ", hours.Select(x => $"{x:00}:{min:00}{tail}"))}";
        return Fields(second, minute, hour);
    }

    private static string Dates(string day, string month, string weekday)
    {
        var days = (day, weekday) switch
        {
            ("*" or "?", "*" or "?") => "",
            ("*" or "?", var w) => $" on {Weekdays(w)}",
            ("L", "*" or "?") => " on the last day of the month",
            (var d, "*" or "?") => $" on day {d} of the month",
            var (d, w) => $" on day {d} of the month and {Weekdays(w)}",
        };
        return days + (month is "*" or "?" ? "" : $" in {(Whole(month) is >= 1 and <= 12 and var m ? CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(m) : $"months {month}")}");
    }

    private static string Weekdays(string field) => string.Join(", ", field.Split(',').Select(static part => string.Join(" to ", part.Split('-').Select(Weekday))));

    private static string Weekday(string word)
    {
        var index = Whole(word) is >= 1 and <= 7 and var number ? number - 1 : Array.IndexOf(Days, word.ToUpperInvariant());
        return index < 0 ? word : CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)index);
    }

    private static string Fields(string second, string minute, string hour) => $"at second {second}, minute {minute}, hour {hour}";

    private static string From(int first, string unit) => first == 0 ? "" : $" from {first} {unit}";

    private static int? Whole(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static (int First, int Every)? Step(string field) =>
        field.Split('/') is [var first, var every] && (first == "*" ? 0 : Whole(first)) is { } from && Whole(every) is > 0 and var step ? (from, step) : null;
}
