using System.Globalization;
using CryptoRun.Domain.Premove;
using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Alerts;

/// <summary>What rules see of the program itself, a few times a minute.</summary>
internal static class ProgramSights
{
    /// <summary>Venues: in is who is not green.</summary>
    public static AlertSight OfVenues(AlertRule rule, IReadOnlyList<VenueStatus> venues, DateTimeOffset at) => new(
        at, Occasion(at), null,
        [.. venues.Select(static v => v.Report).Where(v => rule.Filter.Named(v.Venue)).Select(v => v.Health.State == VenueState.Green
            ? new Sighting(v.Venue, false, "is green again", "/venues")
            : new Sighting(v.Venue, true, $"is {v.Health.State}: {v.Health.Reason}", "/venues"))],
        static venue => new Sighting(venue, false, "is no longer read", "/venues"));

    /// <summary>Jobs: in is whose last run failed. A run that is at work or was cancelled says nothing.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="runs">Runs, newest first.</param>
    /// <param name="at">Market time.</param>
    public static AlertSight OfJobs(AlertRule rule, IReadOnlyList<JobRun> runs, DateTimeOffset at) => new(
        at, Occasion(at), null,
        [.. runs.Where(r => r.Outcome is "failed" or "lost" or "succeeded" && rule.Filter.Named(r.Job)).DistinctBy(static r => r.Job, StringComparer.Ordinal).Select(static r => r.Outcome is "succeeded"
            ? new Sighting(r.Job, false, "succeeded again", Href(r))
            : new Sighting(r.Job, true, $"{r.Outcome}: {r.Error ?? "no reason is known"} (run {r.RunId})", Href(r)))],
        static job => new Sighting(job, false, "has no runs any more", "/alerts"));

    /// <summary>A pre-movement sweep: in is who it has a reason to alert about. Each sweep's alert is news of its own; what the sweep's budget of a coin holds back stays held back.</summary>
    public static AlertSight OfSweep(AlertRule rule, StoredSweep sweep) => new(
        sweep.At, $"sweep-{sweep.At.UtcTicks}", null,
        [.. sweep.Coins.Where(c => rule.Filter.Named(c.Symbol)).Select(static c => c.Alert.Kind is { } kind
            ? new Sighting(c.Symbol, true, $"{State(c)}, {(kind == AlertKind.Candidate ? $"confirmed {c.Confirmation.Met} of 3" : "not confirmed: to be looked at only")}", SweepHref(c.Symbol)) { IsNews = true, HeldBack = c.Alert.IsSent ? null : c.Alert.Sentence }
            : new Sighting(c.Symbol, false, $"shows no pre-movement any more, {State(c)}", SweepHref(c.Symbol)))],
        static symbol => new Sighting(symbol, false, "took no part in the sweep", SweepHref(symbol)));

    private static string State(CoinReading coin) => coin is { Judgement.State: { } state, Score.Value: { } score }
        ? $"{state.ToString().ToLowerInvariant()} {score.ToString("0.0", CultureInfo.InvariantCulture)}"
        : "without a score";

    private static string SweepHref(string symbol) => $"/premove?coin={Uri.EscapeDataString(symbol)}";

    private static string Href(JobRun run) => $"/alerts?q={Uri.EscapeDataString(run.Job)}";

    private static string Occasion(DateTimeOffset at) => $"look-{at.UtcTicks}";
}
