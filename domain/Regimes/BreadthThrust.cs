using CryptoRun.Domain.Indicators;

namespace CryptoRun.Domain.Regimes;

/// <summary>
/// Breadth thrust (Martin Zweig, "Winning on Wall Street", 1986): 10-day EMA of advancers / (advancers + decliners) on daily closes. A rise from under 0.40 to
/// above 0.615 within 10 days is remembered for the 10 days after it.
/// </summary>
internal static class BreadthThrust
{
    /// <summary>Daily shares that the EMA sees, at most.</summary>
    public const int MostShares = 60;

    /// <summary>Full days that a detection looks back.</summary>
    public const int LookBackDays = MostShares + 1;

    private const int EmaDays = 10;

    /// <summary>Thrust at the end of <paramref name="lastDay"/>; null under 10 daily shares.</summary>
    public static ThrustReading? At(IReadOnlyList<SymbolHistory> members, int lastDay, RegimeOptions options)
    {
        Span<double> shares = stackalloc double[MostShares];
        var count = 0;
        for (var day = lastDay - MostShares + 1; day <= lastDay; day++)
        {
            if (AdvancingShare(members, day) is { } share) shares[count++] = share;
        }

        if (count < EmaDays) return null;

        Span<double> emas = stackalloc double[count];
        Ema.Series(shares[..count], EmaDays, emas);
        emas = emas[(EmaDays - 1)..];
        return new ThrustReading(emas[^1], IsRemembered(emas, options)) { Shares = count, LastDay = Moves(members, lastDay) };
    }

    /// <summary>Advancers / (advancers + decliners) of a day, unchanged coins in neither; 0.5 when none moved; null when no coin has both closes.</summary>
    internal static double? AdvancingShare(IReadOnlyList<SymbolHistory> members, int day)
    {
        var (up, down, counted) = Moves(members, day);
        if (counted == 0) return null;
        return up + down == 0 ? 0.5 : up / (double)(up + down);
    }

    private static (int Up, int Down, int Counted) Moves(IReadOnlyList<SymbolHistory> members, int day)
    {
        var (up, down, counted) = (0, 0, 0);
        foreach (var member in members)
        {
            var change = member.DailyClose(day) - member.DailyClose(day - 1);
            if (double.IsNaN(change)) continue;

            counted++;
            up += change > 0 ? 1 : 0;
            down += change < 0 ? 1 : 0;
        }

        return (up, down, counted);
    }

    /// <summary>Whether one of the last days, up to <see cref="RegimeOptions.ThrustDays"/> ago, was above the upper mark with a day under the lower mark at most as many days before it.</summary>
    internal static bool IsRemembered(ReadOnlySpan<double> emas, RegimeOptions options)
    {
        for (var i = Math.Max(0, emas.Length - 1 - options.ThrustDays); i < emas.Length; i++)
        {
            if (emas[i] <= options.ThrustTo) continue;

            foreach (var before in emas[Math.Max(0, i - options.ThrustDays)..i])
            {
                if (before < options.ThrustFrom) return true;
            }
        }

        return false;
    }
}

/// <summary>Breadth thrust of one day.</summary>
/// <param name="Value">EMA of the advancing share, in [0, 1].</param>
/// <param name="IsRemembered">Whether Zweig's thrust is in force.</param>
internal sealed record ThrustReading(double Value, bool IsRemembered)
{
    /// <summary>Daily shares that the average saw.</summary>
    public int Shares { get; init; }

    /// <summary>Coins that rose and fell on the last day, and coins that have both closes.</summary>
    public (int Up, int Down, int Counted) LastDay { get; init; }
}
