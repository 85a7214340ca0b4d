namespace CryptoRun.Domain.Regimes;

/// <summary>Share of a universe whose last daily close is above its 20-day simple moving average, the last day included.</summary>
internal static class Breadth
{
    /// <summary>Days of the average.</summary>
    public const int Days = 20;

    /// <summary>Share in [0, 1] over the members with 20 daily closes up to <paramref name="lastDay"/>; null without any.</summary>
    public static double? At(IReadOnlyList<SymbolHistory> members, int lastDay)
    {
        var (above, counted) = Count(members, lastDay);
        return counted == 0 ? null : above / (double)counted;
    }

    /// <summary>Members above their average, and members that have one.</summary>
    public static (int Above, int Counted) Count(IReadOnlyList<SymbolHistory> members, int lastDay)
    {
        var (above, counted) = (0, 0);
        foreach (var member in members)
        {
            var last = member.DailyClose(lastDay);

            // Closes less the last one: their sum is below 0 exactly when the last is above the mean, and exactly 0 for a flat price.
            var differences = 0.0;
            for (var day = lastDay - Days + 1; day < lastDay; day++) differences += member.DailyClose(day) - last;
            if (double.IsNaN(differences)) continue;

            counted++;
            above += differences < 0 ? 1 : 0;
        }

        return (above, counted);
    }
}
