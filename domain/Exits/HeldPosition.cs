namespace CryptoRun.Domain.Exits;

/// <summary>A long position as exits see it. What was not known at entry is null, and the rules that need it are not checked.</summary>
/// <param name="OpenedAt">Entry, UTC.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="EntryPrice">USD, above 0.</param>
/// <param name="HighestPrice">Highest price since entry, USD, at least the entry's.</param>
/// <param name="HasTakenHalf">Whether the first target has taken its half already.</param>
/// <param name="Atr1hAtEntry">ATR14 of 1 h bars at entry, price units.</param>
/// <param name="AccelerationAtEntry">Acceleration at entry, in z as MomentumCore defines it.</param>
/// <param name="FinalAtEntry">Final score at entry, 0 to 114.</param>
public sealed record HeldPosition(
    DateTimeOffset OpenedAt,
    string Symbol,
    double EntryPrice,
    double HighestPrice,
    bool HasTakenHalf,
    double? Atr1hAtEntry,
    double? AccelerationAtEntry,
    double? FinalAtEntry)
{
    /// <summary>The position after an instant has been judged: the high goes on, and half is taken once.</summary>
    /// <param name="reading">What was judged.</param>
    /// <param name="decision">What came of it.</param>
    public HeldPosition After(ExitReading reading, ExitDecision decision) => this with
    {
        HighestPrice = Math.Max(HighestPrice, reading.Price),
        HasTakenHalf = HasTakenHalf || decision is { Rule: ExitRule.ProfitTarget, Share: < 1 },
    };
}

/// <summary>What exits read at one instant; null where it is not known.</summary>
/// <param name="At">The instant, UTC.</param>
/// <param name="Price">Price, USD, above 0.</param>
/// <param name="IsHighVolatility">Whether the regime in force is HighVolatility.</param>
/// <param name="Venue">Health of the position's venue.</param>
/// <param name="RedSince">Since when it has been red without a break, UTC; null where it is not.</param>
/// <param name="Acceleration">Acceleration, in z as at entry.</param>
/// <param name="Final">Final score, 0 to 114.</param>
public sealed record ExitReading(
    DateTimeOffset At, double Price, bool IsHighVolatility, Venues.VenueState? Venue, DateTimeOffset? RedSince, double? Acceleration, double? Final);
