using System.Globalization;
using System.Text;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Jobs;

/// <summary>Runs as CSV (RFC 4180), UTC instants of market time.</summary>
internal static class RunsCsv
{
    public static byte[] Encode(IReadOnlyList<JobRun> runs)
    {
        var text = new StringBuilder(16 * 1024).Append("runId,job,trigger,scheduledFor,startedAt,endedAt,durationMs,outcome,attempt,attempts,optionsVersion,askedBy,node,error,counts,warnings\r\n");
        foreach (var r in runs)
        {
            text.AppendJoin(
                ',', CsvCell.Of(r.RunId), CsvCell.Of(r.Job), CsvCell.Of(r.Trigger), Format.Iso(r.ScheduledFor), Format.Iso(r.StartedAt), r.EndedAt is { } ended ? Format.Iso(ended) : "",
                r.DurationMs?.ToString(CultureInfo.InvariantCulture), r.Outcome, r.Attempt.ToString(CultureInfo.InvariantCulture), r.Attempts.ToString(CultureInfo.InvariantCulture),
                r.OptionsVersion?.ToString(CultureInfo.InvariantCulture), CsvCell.Of(r.AskedBy ?? ""), CsvCell.Of(r.Node), CsvCell.Of(r.Error ?? ""),
                CsvCell.Of(string.Join(' ', r.Counts.Select(static c => $"{c.Key}={c.Value.ToString(CultureInfo.InvariantCulture)}"))), CsvCell.Of(string.Join("; ", r.Warnings))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
