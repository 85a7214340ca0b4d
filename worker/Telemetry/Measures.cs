using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CryptoRun.Worker.Telemetry;

/// <summary>What is measured where it happens. Names and units follow OpenTelemetry's conventions: seconds, dots between parts.</summary>
public static class Measures
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "CryptoRun";

    /// <summary>Traces: a run, and the stages of its scan.</summary>
    public static readonly ActivitySource Traces = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Stage = Seconds("cryptorun.scan.stage.duration", "Time that a stage of a scan took, from one that succeeded.", [.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10]);
    private static readonly Histogram<double> Scan = Seconds("cryptorun.scan.duration", "Time that a scan took from its snapshot to the published board.", [.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30]);
    private static readonly Histogram<double> Job = Seconds("cryptorun.job.duration", "Time that a run of a job took.", [.01, .05, .1, .5, 1, 5, 10, 30, 60, 300]);
    private static readonly Histogram<double> Delivery = Seconds("cryptorun.delivery.latency", "Time from a board's release until it was handed to a viewer's connection.", [.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5]);
    private static readonly UpDownCounter<long> Streams = Meter.CreateUpDownCounter<long>("cryptorun.streams", "{stream}", "Viewers of the event stream.");
    private static readonly UpDownCounter<long> Circuits = Meter.CreateUpDownCounter<long>("cryptorun.circuits", "{circuit}", "Circuits of pages, connected or kept for their viewer's return.");

    private static readonly UpDownCounter<long> Sockets = Meter.CreateUpDownCounter<long>("cryptorun.sockets", "{socket}", "Connections of open pages.");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("cryptorun.connections.refused", "{connection}", "Event streams and open pages that found no room, by whose limit was reached.");

    /// <summary>A scan succeeded.</summary>
    /// <param name="stages">Name and time of each stage.</param>
    public static void Scanned(IEnumerable<(string Name, TimeSpan Took)> stages)
    {
        var whole = TimeSpan.Zero;
        foreach (var (name, took) in stages)
        {
            Stage.Record(took.TotalSeconds, new KeyValuePair<string, object?>("stage", name));
            whole += took;
        }

        Scan.Record(whole.TotalSeconds);
    }

    /// <summary>A run of a job ended.</summary>
    /// <param name="job">Job.</param>
    /// <param name="outcome"><c>succeeded</c>, <c>failed</c>, <c>cancelled</c>, <c>skipped</c>.</param>
    /// <param name="took">Wall time.</param>
    public static void Ran(string job, string outcome, TimeSpan took) => Job.Record(took.TotalSeconds, new("job", job), new("outcome", outcome));

    /// <summary>A board was handed to a viewer of the event stream.</summary>
    /// <param name="after">Time since its release.</param>
    public static void Delivered(TimeSpan after) => Delivery.Record(Math.Max(0, after.TotalSeconds));

    /// <summary>A viewer of the event stream came, or went with -1.</summary>
    public static void StreamCame(int count) => Streams.Add(count);

    /// <summary>A circuit was opened, or closed with -1.</summary>
    public static void CircuitCame(int count) => Circuits.Add(count);

    /// <summary>The connection of an open page came, or went with -1.</summary>
    public static void SocketCame(int count) => Sockets.Add(count);

    /// <summary>A connection found no room.</summary>
    /// <param name="kind"><c>stream</c> or <c>circuit</c>.</param>
    /// <param name="reached">Whose limit: <c>reader</c> or <c>all</c>.</param>
    public static void ConnectionRefused(string kind, string reached) => Refused.Add(1, new("kind", kind), new("reached", reached));

    private static Histogram<double> Seconds(string name, string description, double[] bounds) =>
        Meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
