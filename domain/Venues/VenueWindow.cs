using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Venues;

/// <summary>What was counted of a venue over its window, 60 s by default. Null: there was nothing to measure it by, and it is not judged.</summary>
/// <param name="At">End of the window, UTC.</param>
/// <param name="Venue">Venue.</param>
/// <param name="HeartbeatSeconds">Since anything was last heard from it; null: never.</param>
/// <param name="ErrorRate">Failed calls over calls, 0 to 1; null without calls.</param>
/// <param name="P99Milliseconds">99th percentile of the calls' times by nearest rank; null without calls.</param>
/// <param name="Completeness">Messages received over messages expected, at most 1; null where none is expected.</param>
public sealed record VenueWindow(DateTimeOffset At, string Venue, double? HeartbeatSeconds, double? ErrorRate, double? P99Milliseconds, double? Completeness)
{
    /// <summary>Seconds of the window.</summary>
    public const double Seconds = 60;

    /// <summary>Counts the samples of <c>(at - 60 s, at]</c>; those outside are not looked at.</summary>
    /// <param name="at">End of the window, UTC.</param>
    /// <param name="venue">Venue.</param>
    /// <param name="heard">When something was heard from it, any order.</param>
    /// <param name="calls">Its calls, any order.</param>
    /// <param name="messages">Messages expected and received, any order.</param>
    public static VenueWindow Of(DateTimeOffset at, string venue, IReadOnlyList<DateTimeOffset> heard, IReadOnlyList<VenueCall> calls, IReadOnlyList<VenueMessages> messages)
    {
        var inside = calls.Where(call => IsInside(call.Time)).ToList();
        var times = inside.Select(call => call.Milliseconds).Order().ToArray();
        var (expected, received) = (0L, 0L);
        foreach (var sample in messages)
        {
            if (!IsInside(sample.Time)) continue;
            expected += sample.Expected;
            received += sample.Received;
        }

        // Silence is measured beyond the window too: it is what tells 61 s from for ever.
        DateTimeOffset? last = null;
        foreach (var time in heard)
        {
            if (time <= at && (last is null || time > last)) last = time;
        }

        return new VenueWindow(
            at,
            venue,
            last is { } heardAt ? (at - heardAt).TotalSeconds : null,
            inside.Count == 0 ? null : (double)inside.Count(call => call.IsError) / inside.Count,
            times.Length == 0 ? null : Quantiles.NearestRank(times, 99),
            expected == 0 ? null : Math.Min(1, (double)received / expected));

        bool IsInside(DateTimeOffset time) => time <= at && (at - time).TotalSeconds < Seconds;
    }
}

/// <summary>One call to a venue.</summary>
/// <param name="Time">When it ended, UTC.</param>
/// <param name="Milliseconds">How long it took, 0 or more; a call that failed counts with the time it took to fail.</param>
/// <param name="IsError">Whether it failed.</param>
public readonly record struct VenueCall(DateTimeOffset Time, double Milliseconds, bool IsError);

/// <summary>Messages of a feed over a while.</summary>
/// <param name="Time">End of the while, UTC.</param>
/// <param name="Expected">How many should have come, by sequence numbers or by schedule.</param>
/// <param name="Received">How many came.</param>
public sealed record VenueMessages(DateTimeOffset Time, int Expected, int Received);
