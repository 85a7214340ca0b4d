namespace CryptoRun.Worker.Exchanges;

/// <summary>What no perpetual can have said. The bounds are far beyond every market and keep products of two of them within a <see cref="decimal"/>.</summary>
internal static class PerpetualRules
{
    private const decimal HighestPrice = 1e12m;
    private const decimal MostOpen = 1e16m;
    private const decimal HighestRate = 0.5m;

    /// <summary>Whether it can be a price.</summary>
    public static bool IsPrice(decimal price) => price is > 0 and <= HighestPrice;

    /// <summary>Whether it can be an open interest, in coins or USD.</summary>
    /// <param name="count">Contracts.</param>
    /// <param name="coins">Coins in one.</param>
    public static bool IsOpen(decimal count, decimal coins = 1) => count >= 0 && count <= MostOpen / coins;

    /// <summary>Whether it can be the funding of one interval: no venue allows more than a few percent.</summary>
    public static bool IsRate(decimal rate) => rate is >= -HighestRate and <= HighestRate;

    /// <summary>Hours of an interval, 1 to 24; null for anything else.</summary>
    public static int? Hours(decimal? hours) => hours is >= 1 and <= 24 && decimal.IsInteger(hours.Value) ? (int)hours : null;

    /// <summary>The minute of a settlement: venues stamp it some milliseconds late.</summary>
    public static DateTimeOffset Settlement(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    /// <summary>The interval that runs, at the rate that it would be settled at now. Null without one, and of a venue whose clock is so far ahead that it has not begun.</summary>
    /// <param name="rate">Rate.</param>
    /// <param name="next">When it will be settled.</param>
    /// <param name="hours">Its hours.</param>
    /// <param name="receivedAt">Market time.</param>
    public static RunningFunding? Estimate(decimal? rate, DateTimeOffset? next, int hours, DateTimeOffset receivedAt) =>
        rate is { } estimate && IsRate(estimate) && next is { } end && end > DateTimeOffset.UnixEpoch.AddDays(1) && Settlement(end).AddHours(-hours) is var begin && begin <= receivedAt
            ? new RunningFunding(begin, estimate, hours, IsFixed: false)
            : null;
}
