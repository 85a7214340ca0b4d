using System.Globalization;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Jobs;

/// <summary>Runs in words.</summary>
internal static class JobWords
{
    /// <summary>How a run ended: its word, drawing and class.</summary>
    public static (string Word, string Icon, string Class) Outcome(JobRun run) => run.Outcome switch
    {
        "running" => ("Running", "play", "acc"),
        "succeeded" when run.Warnings.Count > 0 => ("With warnings", "warning", "warnc"),
        "succeeded" => ("Succeeded", "ok", "t2"),
        "failed" => ("Failed", "error", "failc"),
        "cancelled" => ("Cancelled", "stop", "t2"),
        "lost" => ("Lost", "offline", "failc"),
        "missed" => ("Missed", "none", "warnc"),
        var other => (other, "none", "t2"),
    };

    /// <summary>What a run did, in a line; empty when it left no figure.</summary>
    public static string Result(JobRun run)
    {
        if (run.Error is { } error) return error;
        long? Count(string name) => run.Counts.TryGetValue(name, out var value) ? value : null;
        return run.Job switch
        {
            JobNames.Scan when Count("scored") is { } scored => $"{scored} of {Count("total")} scored, {Plural(Count("candidates") ?? 0, "candidate")}",
            JobNames.Regime when Count("detections") is { } made => made == 0 ? "nothing new to detect" : Count("changed") == 1 ? "the regime changed" : $"no change, {Plural(Count("universe") ?? 0, "coin")}",
            JobNames.Premove when Count("coins") is { } coins => $"{Count("scored")} of {coins} scored, {Count("confirmed")} confirmed",
            JobNames.Health when Count("green") is { } green => $"{green} green{(Count("yellow") is > 0 and var yellow ? $", {yellow} yellow" : "")}{(Count("red") is > 0 and var red ? $", {red} red" : "")}",
            JobNames.Backfill when Count("gaps") is { } gaps => $"{Plural(gaps, "gap")}, {Count("filled")} filled",
            JobNames.Evidence when Count("scans") is { } read => read == 0 ? "no scan is stored yet" : $"{Plural(read, "scan")}, {Plural(Count("outcomes") ?? 0, "outcome")}",
            JobNames.Retention when run.Outcome == "succeeded" && run.Counts.Values.All(static c => c == 0) => "nothing was too old",
            _ => string.Join(", ", run.Counts.Where(static c => c.Value != 0).Select(static c => $"{c.Value.ToString("#,0", CultureInfo.InvariantCulture)} {Words(c.Key)}")),
        };
    }

    /// <summary>Duration: 41 ms, 2.4 s, 3 min.</summary>
    public static string Duration(long? milliseconds) => milliseconds switch
    {
        null => Format.Absent,
        < 1000 => $"{milliseconds} ms",
        < 60_000 => $"{(milliseconds.Value / 1000.0).ToString("0.0", CultureInfo.InvariantCulture)} s",
        _ => Format.Span(TimeSpan.FromMilliseconds(milliseconds.Value)),
    };

    /// <summary>What started a run.</summary>
    public static string Trigger(JobRun run)
    {
        var why = run.Trigger == JobNames.ByCommand ? run.AskedBy is { } by ? $"run now, {by}" : "run now" : run.Trigger;
        return run.Attempts > 1 ? $"{why}, attempt {run.Attempt} of {run.Attempts}" : why;
    }

    /// <summary>First characters of an id.</summary>
    public static string Short(string runId) => runId.Length > 8 ? runId[..8] : runId;

    private static string Plural(long count, string what) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";

    private static string Words(string name) => string.Concat(name.Select(static c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
