using System.Globalization;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Jobs;

/// <summary>Runs as CSV (RFC 4180), UTC instants of market time.</summary>
internal static class RunsCsv
{
    private static readonly (string Name, Func<JobRun, object?> Value)[] Columns =
    [
        ("runId", static r => r.RunId),
        ("job", static r => r.Job),
        ("trigger", static r => r.Trigger),
        ("scheduledFor", static r => Format.Iso(r.ScheduledFor)),
        ("startedAt", static r => Format.Iso(r.StartedAt)),
        ("endedAt", static r => r.EndedAt is { } ended ? Format.Iso(ended) : null),
        ("durationMs", static r => r.DurationMs),
        ("outcome", static r => r.Outcome),
        ("attempt", static r => r.Attempt),
        ("attempts", static r => r.Attempts),
        ("optionsVersion", static r => r.OptionsVersion),
        ("askedBy", static r => r.AskedBy),
        ("node", static r => r.Node),
        ("error", static r => r.Error),
        ("counts", static r => string.Join(' ', r.Counts.Select(static c => $"{c.Key}={c.Value.ToString(CultureInfo.InvariantCulture)}"))),
        ("warnings", static r => string.Join("; ", r.Warnings)),
    ];

    public static byte[] Encode(IReadOnlyList<JobRun> runs) => CsvTable.Encode(Columns, runs);
}
