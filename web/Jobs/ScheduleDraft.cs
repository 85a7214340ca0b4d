using System.Globalization;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Api;
using CryptoRun.Web.Explain;
using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Web.Jobs;

/// <summary>A schedule as somebody sends it; what is left out stays as it is.</summary>
[ReadOnlyFields("job", "version", "changedAt", "changedBy")]
internal sealed record ScheduleDraft(string? Cron = null, bool? Paused = null, UniverseDraft? Universe = null, VenuesDraft? Venues = null, GatesDraft? Gates = null, RetryDraft? Retry = null)
{
    /// <summary>Over the one before.</summary>
    public JobSchedule Over(JobSchedule before) => before with
    {
        Cron = Cron?.Trim() ?? before.Cron,
        Paused = Paused ?? before.Paused,
        Universe = Universe is null ? before.Universe : new UniverseChoice(Symbols(Universe.Include), Symbols(Universe.Exclude), Universe.Top),
        Venues = Venues is null ? before.Venues : new VenueChoice(Names(Venues.Without)),
        Gates = Gates?.Choice() ?? before.Gates,
        Retry = Retry is null ? before.Retry : new RetryPolicy
        {
            Attempts = Retry.Attempts ?? before.Retry.Attempts,
            DelaySeconds = Retry.DelaySeconds ?? before.Retry.DelaySeconds,
            Backoff = Retry.Backoff ?? before.Retry.Backoff,
            Jitter = Retry.Jitter ?? before.Retry.Jitter,
            AfterLoss = Retry.AfterLoss ?? before.Retry.AfterLoss,
        },
    };

    // In their usual order, so that the same choice is the same schedule; a name that no venue has stays as it was sent.
    private static List<string> Names(IReadOnlyList<string>? venues) =>
        [.. (venues ?? []).Select(static v => v?.Trim().ToLowerInvariant() ?? "").Distinct(StringComparer.Ordinal).OrderBy(static v => VenueChoice.All.TakeWhile(known => known != v).Count())];

    private static List<string> Symbols(IReadOnlyList<string>? symbols) => [.. (symbols ?? []).Select(static s => s?.Trim().ToUpperInvariant() ?? "").Distinct(StringComparer.Ordinal)];
}

/// <summary>Which coins; whole.</summary>
internal sealed record UniverseDraft(IReadOnlyList<string>? Include = null, IReadOnlyList<string>? Exclude = null, int? Top = null);

/// <summary>Whose books and perpetuals are left out; whole.</summary>
internal sealed record VenuesDraft(IReadOnlyList<string>? Without = null);

/// <summary>Limits of the gates that differ from what is configured, by regime; whole: what is left out is as configured.</summary>
internal sealed record GatesDraft(IReadOnlyDictionary<string, double?>? TrendingBull = null, IReadOnlyDictionary<string, double?>? Choppy = null, IReadOnlyDictionary<string, double?>? HighVolatility = null)
{
    /// <summary>As it is stored.</summary>
    public GateChoice Choice() => new() { TrendingBull = Of(TrendingBull), Choppy = Of(Choppy), HighVolatility = Of(HighVolatility) };

    // In the order of the gates; a name that no limit has stays as it was sent, so that it can be refused by its name.
    private static Dictionary<string, double> Of(IReadOnlyDictionary<string, double?>? limits) => (limits ?? new Dictionary<string, double?>(StringComparer.Ordinal))
        .Where(static l => l.Value is not null).OrderBy(static l => GateLimit.All.TakeWhile(g => GateChoice.Name(g) != l.Key).Count()).ThenBy(static l => l.Key, StringComparer.Ordinal)
        .ToDictionary(static l => l.Key, static l => l.Value!.Value, StringComparer.Ordinal);
}

/// <summary>What happens when a run does not succeed; what is left out stays.</summary>
internal sealed record RetryDraft(int? Attempts = null, int? DelaySeconds = null, double? Backoff = null, double? Jitter = null, bool? AfterLoss = null);

/// <summary>What the form holds while it is typed in.</summary>
internal sealed class ScheduleForm
{
    private readonly JobSchedule _before;

    /// <summary>The form of a schedule.</summary>
    public ScheduleForm(JobSchedule schedule)
    {
        _before = schedule;
        Cron = schedule.Cron;
        Include = string.Join(", ", schedule.Universe.Include);
        Exclude = string.Join(", ", schedule.Universe.Exclude);
        Top = schedule.Universe.Top?.ToString(CultureInfo.InvariantCulture) ?? "";
        Attempts = Text(schedule.Retry.Attempts);
        Delay = Text(schedule.Retry.DelaySeconds);
        Backoff = Text(schedule.Retry.Backoff);
        Jitter = Text(schedule.Retry.Jitter * 100);
        AfterLoss = schedule.Retry.AfterLoss;
        foreach (var venue in VenueChoice.All) Reads[venue] = !schedule.Venues.Without.Contains(venue, StringComparer.Ordinal);
        foreach (var regime in Enum.GetValues<RegimeState>())
        {
            foreach (var limit in GateLimit.All) Limits[Field(regime, limit)] = schedule.Gates.For(regime).TryGetValue(GateChoice.Name(limit), out var value) ? LimitWords.Typed(limit, value) : "";
        }
    }

    public string Cron { get; set; }

    public string Include { get; set; }

    public string Exclude { get; set; }

    public string Top { get; set; }

    public string Attempts { get; set; }

    public string Delay { get; set; }

    public string Backoff { get; set; }

    public string Jitter { get; set; }

    public bool AfterLoss { get; set; }

    /// <summary>Whether a venue's books or perpetuals are read.</summary>
    public Dictionary<string, bool> Reads { get; } = new(StringComparer.Ordinal);

    /// <summary>Limits of the gates as typed, by field; empty where it is as configured.</summary>
    public Dictionary<string, string> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary>Where a limit is, as the API names it.</summary>
    public static string Field(RegimeState regime, GateLimit limit) => $"gates.{GateChoice.Name(regime)}.{GateChoice.Name(limit)}";

    /// <summary>The schedule, and what could not even be read.</summary>
    public (JobSchedule Schedule, IReadOnlyList<ScheduleProblem> Problems) Read()
    {
        List<ScheduleProblem> problems = [];
        var schedule = new ScheduleDraft(
            Cron, null, new UniverseDraft(List(Include), List(Exclude), Top.Trim().Length == 0 ? null : Whole("universe.top", Top, "10 to 500")),
            new VenuesDraft([.. VenueChoice.All.Where(v => !Reads[v])]),
            new GatesDraft(Typed(RegimeState.TrendingBull), Typed(RegimeState.Choppy), Typed(RegimeState.HighVolatility)),
            new RetryDraft(Whole("retry.attempts", Attempts, "1 to 10"), Whole("retry.delaySeconds", Delay, "1 to 3600"), Number("retry.backoff", Backoff, "1 to 10"), Number("retry.jitter", Jitter, "0 to 50") / 100, AfterLoss)).Over(_before);
        return (schedule, problems);

        Dictionary<string, double?> Typed(RegimeState regime)
        {
            Dictionary<string, double?> limits = new(StringComparer.Ordinal);
            foreach (var limit in GateLimit.All)
            {
                var (field, text) = (Field(regime, limit), Limits[Field(regime, limit)].Trim());
                if (text.Length == 0) continue;
                if (LimitWords.Read(limit, text) is { } value) limits[GateChoice.Name(limit)] = value;
                else problems.Add(new ScheduleProblem(field, text, LimitWords.Allowed(limit)));
            }

            return limits;
        }

        int? Whole(string field, string text, string allowed)
        {
            if (int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
            problems.Add(new ScheduleProblem(field, text.Trim(), allowed));
            return null;
        }

        double? Number(string field, string text, string allowed)
        {
            if (double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
            problems.Add(new ScheduleProblem(field, text.Trim(), allowed));
            return null;
        }
    }

    private static List<string> List(string text) => [.. text.Split([',', ' ', '\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Api.Read.Symbol)];

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
