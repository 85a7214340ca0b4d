using System.Globalization;
using System.Text.RegularExpressions;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Worker.Scheduling;

/// <summary>What cannot be in a schedule.</summary>
public static partial class ScheduleProblems
{
    /// <summary>Most symbols in a list.</summary>
    public const int MostSymbols = 500;

    /// <summary>One for each wrong value: field, value, what is allowed; empty when all is well.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="now">Market time: a schedule has to fire once more.</param>
    public static IReadOnlyList<ScheduleProblem> Of(JobSchedule schedule, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        List<ScheduleProblem> problems = [];
        if (!CronWords.IsValid(schedule.Cron ?? "", now)) problems.Add(new("cron", Shown(schedule.Cron), "six fields, seconds first, that fire at least once more, such as 0 0/15 * * * ?"));
        Check("retry.attempts", schedule.Retry.Attempts, 1, 10);
        Check("retry.delaySeconds", schedule.Retry.DelaySeconds, 1, 3600);
        Check("retry.backoff", schedule.Retry.Backoff, 1, 10);
        Check("retry.jitter", schedule.Retry.Jitter, 0, 0.5);
        if (JobCatalogue.Find(schedule.Job) is { HasUniverse: false } && !schedule.Universe.IsAll) problems.Add(new("universe", schedule.Job, "nothing: this job looks at all there is"));
        if (schedule.Universe.Top is { } top) Check("universe.top", top, 10, 500);
        List("universe.include", schedule.Universe.Include);
        List("universe.exclude", schedule.Universe.Exclude);
        foreach (var both in schedule.Universe.Include.Intersect(schedule.Universe.Exclude, StringComparer.Ordinal).Take(1)) problems.Add(new("universe.exclude", both, "a symbol that is not included too"));
        Venues(schedule, problems);
        Gates(schedule, problems);
        return problems;

        void Check(string field, double value, double low, double high)
        {
            if (!(value >= low && value <= high)) problems.Add(new(field, value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{low} to {high}")));
        }

        void List(string field, IReadOnlyList<string> symbols)
        {
            if (symbols.Count > MostSymbols) problems.Add(new(field, $"{symbols.Count} symbols", $"at most {MostSymbols}"));
            if (symbols.FirstOrDefault(static s => s is null || !Symbol().IsMatch(s)) is { } wrong) problems.Add(new(field, Shown(wrong), "canonical symbols such as SOL-USD"));
        }
    }

    private static void Venues(JobSchedule schedule, List<ScheduleProblem> problems)
    {
        if (JobCatalogue.Find(schedule.Job) is { HasVenues: false } && !schedule.Venues.IsEvery) problems.Add(new("venues", schedule.Job, "nothing: this job chooses no venue"));
        if (schedule.Venues.Without.FirstOrDefault(static v => !VenueChoice.All.Contains(v, StringComparer.Ordinal)) is { } unknown)
            problems.Add(new("venues.without", Shown(unknown), $"venues that can be left out: {string.Join(", ", VenueChoice.All)}"));
        if (schedule.Venues.Without.Distinct(StringComparer.Ordinal).Count() < schedule.Venues.Without.Count) problems.Add(new("venues.without", $"{schedule.Venues.Without.Count} venues", "each once"));
    }

    private static void Gates(JobSchedule schedule, List<ScheduleProblem> problems)
    {
        if (JobCatalogue.Find(schedule.Job) is { HasGates: false } && !schedule.Gates.IsNone) problems.Add(new("gates", schedule.Job, "nothing: this job asks no gate"));
        foreach (var regime in Enum.GetValues<RegimeState>())
        {
            var (field, limits) = ($"gates.{GateChoice.Name(regime)}", schedule.Gates.For(regime));
            var known = GateLimit.All.ToDictionary(GateChoice.Name, StringComparer.Ordinal);
            if (limits.Keys.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown) problems.Add(new(field, Shown(unknown), $"limits of the gates: {string.Join(", ", known.Keys)}"));
            foreach (var (name, limit) in known)
            {
                if (limits.TryGetValue(name, out var value) && !limit.Allows(value)) problems.Add(new($"{field}.{name}", value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{limit.Least} to {limit.Most}{(limit.IsWhole ? ", whole" : "")}")));
            }
        }
    }

    private static string Shown(string? text) => text is null ? "nothing" : text.Length <= 60 ? text : text[..60];

    [GeneratedRegex("^[A-Z0-9]{1,20}-[A-Z0-9]{2,10}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Symbol();
}

/// <summary>A value that cannot be used.</summary>
/// <param name="Field">Where, as the API names it.</param>
/// <param name="Value">What it is.</param>
/// <param name="Allowed">What it may be.</param>
public sealed record ScheduleProblem(string Field, string Value, string Allowed);
