namespace CryptoRun.Domain.Venues;

/// <summary>
/// A venue judged by its window: green inside every green bound, red beyond any red one, yellow between. Bounds are those of the table: on a bound a measure is
/// yellow.
/// </summary>
/// <param name="At">End of the window, UTC.</param>
/// <param name="Venue">Venue.</param>
/// <param name="State">The worst of its measures.</param>
/// <param name="Measures">Heartbeat, error rate, p99 and completeness, in this order.</param>
/// <param name="Reason">One sentence.</param>
public sealed record VenueHealth(DateTimeOffset At, string Venue, VenueState State, IReadOnlyList<HealthMeasure> Measures, string Reason)
{
    /// <summary>What the state asks for.</summary>
    public VenueAction Action => State switch { VenueState.Green => VenueAction.Proceed, VenueState.Yellow => VenueAction.HalveSize, _ => VenueAction.Avoid };

    /// <summary>Judges a window. A venue that was never heard from is red; what there was nothing to measure by is not judged.</summary>
    public static VenueHealth Of(VenueWindow window, VenueHealthOptions options)
    {
        var never = window.HeartbeatSeconds is null;
        HealthMeasure[] measures =
        [
            never
                ? new("heartbeat", null, "s", VenueState.Red, "never heard from")
                : AtMost("heartbeat", window.HeartbeatSeconds, options.GreenHeartbeatSeconds, options.RedHeartbeatSeconds, "s", value => $"heartbeat {Number(value)} s ago"),
            AtMost("errorRate", window.ErrorRate, options.GreenErrorRate, options.RedErrorRate, "fraction", value => $"{Number(value * 100)} % of calls failed"),
            AtMost("p99", window.P99Milliseconds, options.GreenP99Milliseconds, options.RedP99Milliseconds, "ms", value => $"p99 {Number(value)} ms"),
            AtLeast("completeness", window.Completeness, options.GreenCompleteness, options.RedCompleteness, "fraction", value => $"{Number(value * 100)} % of messages came"),
        ];
        var state = measures.Max(measure => measure.State ?? VenueState.Green);
        var worst = measures.Where(measure => measure.State == state).Select(measure => measure.Reason);
        return new VenueHealth(window.At, window.Venue, state, measures, state == VenueState.Green ? "every measure is green" : string.Join(", ", worst));
    }

    private static HealthMeasure AtMost(string name, double? value, double green, double red, string unit, Func<double, string> words) =>
        Measure(name, value, unit, value < green ? VenueState.Green : value <= red ? VenueState.Yellow : VenueState.Red, words);

    private static HealthMeasure AtLeast(string name, double? value, double green, double red, string unit, Func<double, string> words) =>
        Measure(name, value, unit, value > green ? VenueState.Green : value >= red ? VenueState.Yellow : VenueState.Red, words);

    private static HealthMeasure Measure(string name, double? value, string unit, VenueState state, Func<double, string> words) =>
        value is { } number ? new(name, number, unit, state, words(number)) : new(name, null, unit, null, "nothing to measure it by");

    private static string Number(double value) => value.ToString("0.##");
}

/// <summary>One measure of a venue's health.</summary>
/// <param name="Name"><c>heartbeat</c>, <c>errorRate</c>, <c>p99</c> or <c>completeness</c>.</param>
/// <param name="Value">Value in <paramref name="Unit"/>, null where there is none.</param>
/// <param name="Unit"><c>s</c>, <c>fraction</c> or <c>ms</c>.</param>
/// <param name="State">Its own state; null where it is not judged.</param>
/// <param name="Reason">In few words.</param>
public sealed record HealthMeasure(string Name, double? Value, string Unit, VenueState? State, string Reason);

/// <summary>What a venue's state asks for.</summary>
public enum VenueAction
{
    /// <summary>Trade as usual.</summary>
    Proceed,

    /// <summary>Half the position.</summary>
    HalveSize,

    /// <summary>Do not trade there.</summary>
    Avoid,
}
