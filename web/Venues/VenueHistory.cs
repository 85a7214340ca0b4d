using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Venues;

/// <summary>How venues did over a span, read once for all viewers: runs are minutes apart, viewers may be many.</summary>
/// <param name="store">History.</param>
/// <param name="runs">Nightly searches for missing candles.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class VenueHistory(IVenueHistoryStore store, IRunStore runs, TimeProvider wall) : IDisposable
{
    private const int Searches = 7;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly Turn _turn = new();
    private readonly Dictionary<int, (long ReadAt, VenuePast Past)> _read = [];

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    /// <summary>Reads so many hours up to an instant; at most seconds old.</summary>
    public Task<VenuePast> ReadAsync(DateTimeOffset now, int hours, CancellationToken cancellationToken) => _turn.TakeAsync(
        async token =>
        {
            if (_read.TryGetValue(hours, out var known) && wall.GetElapsedTime(known.ReadAt) < Fresh) return known.Past;

            var points = await store.ReadAsync(now.AddHours(-hours), now, token);
            var past = new VenuePast(now.AddHours(-hours), now, [.. points.GroupBy(static p => p.Venue, StringComparer.Ordinal).Select(static g => VenueLine.Of([.. g]))], await runs.ListAsync(JobNames.Backfill, Searches, token));
            _read[hours] = (wall.GetTimestamp(), past);
            return past;
        },
        cancellationToken);
}

/// <summary>Venues over a span.</summary>
/// <param name="From">Begin, market time.</param>
/// <param name="To">End.</param>
/// <param name="Venues">By name.</param>
/// <param name="Searches">Nightly searches for missing candles, newest first.</param>
public sealed record VenuePast(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<VenueLine> Venues, IReadOnlyList<JobRun> Searches);

/// <summary>One venue over a span.</summary>
/// <param name="Venue">Name.</param>
/// <param name="Points">Runs, oldest first; at least one.</param>
/// <param name="Bands">Stretches of one state; where no run was made there is none.</param>
/// <param name="GreenShare">Share of the runs that found it green, 0 to 1.</param>
/// <param name="WorstP99">Largest 99th percentile, ms; null without any.</param>
public sealed record VenueLine(string Venue, IReadOnlyList<VenuePoint> Points, IReadOnlyList<VenueBand> Bands, double GreenShare, double? WorstP99)
{
    /// <summary>Runs further apart than so many usual steps have a hole between them.</summary>
    private const int Hole = 3;

    /// <summary>Makes bands of runs.</summary>
    /// <param name="points">Runs of one venue, oldest first; at least one.</param>
    public static VenueLine Of(IReadOnlyList<VenuePoint> points)
    {
        var steps = points.Zip(points.Skip(1), static (a, b) => b.At - a.At).Order().ToList();
        var step = steps.Count > 0 ? steps[steps.Count / 2] : TimeSpan.FromMinutes(5);
        List<VenueBand> bands = [];
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var end = i + 1 < points.Count && points[i + 1].At - point.At <= step * Hole ? points[i + 1].At : point.At + step;
            if (bands is [.., var last] && last.State == point.State && last.To == point.At) bands[^1] = last with { To = end, Reason = point.State == VenueState.Green ? last.Reason : point.Reason };
            else bands.Add(new VenueBand(point.At, end, point.State, point.Reason));
        }

        return new VenueLine(points[0].Venue, points, bands, (double)points.Count(static p => p.State == VenueState.Green) / points.Count, points.Max(static p => p.P99Milliseconds));
    }
}

/// <summary>A stretch of one state.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
/// <param name="State">State.</param>
/// <param name="Reason">What the last run in it said.</param>
public sealed record VenueBand(DateTimeOffset From, DateTimeOffset To, VenueState State, string Reason);
