using CryptoRun.Domain.Venues;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Counts what one venue does: its calls, signs of life, messages that came and that are missing, connections and dropped books. Safe from any thread, bounded in memory.</summary>
/// <param name="venue">Lower-case name.</param>
/// <param name="wall">Wall time: a venue's health is about networks, which no replay speeds up.</param>
internal sealed class VenueMonitor(string venue, TimeProvider wall)
{
    private const int MostCalls = 4096;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(VenueWindow.Seconds);

    private readonly Lock _gate = new();
    private readonly Queue<VenueCall> _calls = new();
    private readonly Queue<VenueMessages> _messages = new();
    private readonly List<WireAnomalies> _anomalies = [];
    private DateTimeOffset? _heard;
    private (DateTimeOffset Second, int Received, int Missing) _now;
    private long _callsMade;
    private long _errors;
    private long _received;
    private long _missed;
    private long _dropped;
    private int _connections;
    private int _losses;
    private VenueLink _link = new(false, null, null);

    /// <summary>Lower-case name.</summary>
    public string Venue => venue;

    /// <summary>The REST side: budget and breaker; null before there is one.</summary>
    public VenueHttp? Http { get; set; }

    /// <summary>How often something is heard at all: of a venue that is asked once a minute, silence is what lasts longer. 0 for a stream.</summary>
    public TimeSpan Rhythm { get; set; }

    /// <summary>A new count of what could not be used; the report adds them up.</summary>
    public WireAnomalies Anomalies(ILogger logger)
    {
        var anomalies = new WireAnomalies(venue, logger);
        lock (_gate) _anomalies.Add(anomalies);
        return anomalies;
    }

    /// <summary>An attempt of a call has ended.</summary>
    public void Called(TimeSpan took, bool isError)
    {
        var at = wall.GetUtcNow();
        lock (_gate)
        {
            _calls.Enqueue(new VenueCall(at, took.TotalMilliseconds, isError));
            while (_calls.Count > MostCalls || (_calls.TryPeek(out var oldest) && at - oldest.Time > Window)) _calls.Dequeue();
            _callsMade++;
            if (isError) _errors++;

            // A venue that has a stream is alive by its stream: one that still answers REST would otherwise look well with its prices standing still.
            else if (_link.Since is null) _heard = at;
        }
    }

    /// <summary>A message of the stream has come, a heartbeat included.</summary>
    public void Received()
    {
        var at = wall.GetUtcNow();
        lock (_gate)
        {
            _heard = at;
            _received++;
            Second(at).Received++;
        }
    }

    /// <summary>A message is missing, or came so that it could not be used: a hole in a sequence, a checksum that disagrees, a frame that is no JSON.</summary>
    public void Missed()
    {
        var at = wall.GetUtcNow();
        lock (_gate)
        {
            _missed++;
            Second(at).Missing++;
        }
    }

    /// <summary>A book has become untrusted.</summary>
    public void BookDropped()
    {
        lock (_gate) _dropped++;
        Missed();
    }

    /// <summary>The stream is connected and subscribed.</summary>
    public void Connected()
    {
        lock (_gate) (_link, _connections) = (new VenueLink(true, wall.GetUtcNow(), null), _connections + 1);
    }

    /// <summary>The stream is gone, or was not to be had.</summary>
    public void Lost(string reason)
    {
        lock (_gate)
        {
            if (_link.IsUp) _losses++;
            _link = new VenueLink(false, _link.IsUp || _link.Since is null ? wall.GetUtcNow() : _link.Since, reason);
        }
    }

    /// <summary>What is known now.</summary>
    public VenueReport Report(VenueHealthOptions options)
    {
        var at = wall.GetUtcNow();
        lock (_gate)
        {
            Second(at);
            IReadOnlyList<VenueMessages> messages = [.. _messages, Sample(_now)];
            DateTimeOffset[] heard = _heard is { } time ? [time + Rhythm < at ? time + Rhythm : at] : [];
            var window = VenueWindow.Of(at, venue, heard, [.. _calls], messages);
            var times = _calls.Where(c => at - c.Time < Window).Select(static c => c.Milliseconds).Order().ToArray();
            return new VenueReport(
                at, venue, VenueHealth.Of(window, options), times.Length == 0 ? null : times[times.Length / 2], _link,
                new VenueTotals(_callsMade, _errors, _received, _missed, _connections, _losses, _dropped),
                Http?.BudgetLeft, Http?.State, Sum());
        }
    }

    private Dictionary<string, long> Sum() => _anomalies
        .SelectMany(static a => a.Counts)
        .GroupBy(static c => c.Key, StringComparer.Ordinal)
        .ToDictionary(static g => g.Key, static g => g.Sum(static c => c.Value), StringComparer.Ordinal);

    private static VenueMessages Sample((DateTimeOffset Second, int Received, int Missing) second) => new(second.Second, second.Received + second.Missing, second.Received);

    private ref (DateTimeOffset Second, int Received, int Missing) Second(DateTimeOffset at)
    {
        var second = at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond));
        if (second == _now.Second) return ref _now;

        if (_now.Received + _now.Missing > 0) _messages.Enqueue(Sample(_now));
        while (_messages.TryPeek(out var oldest) && at - oldest.Time > Window) _messages.Dequeue();
        _now = (second, 0, 0);
        return ref _now;
    }
}

/// <summary>The monitors of all venues of this run.</summary>
/// <param name="wall">Wall time.</param>
internal sealed class VenueMonitors(TimeProvider wall)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, VenueMonitor> _monitors = new(StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<VenueMonitor> All
    {
        get
        {
            lock (_gate) return [.. _monitors.Values];
        }
    }

    /// <summary>The monitor of a venue; made when it is first asked for.</summary>
    public VenueMonitor Of(string venue)
    {
        lock (_gate)
        {
            if (!_monitors.TryGetValue(venue, out var monitor)) _monitors[venue] = monitor = new VenueMonitor(venue, wall);
            return monitor;
        }
    }
}
