namespace CryptoRun.Domain.Backtesting.Reports;

/// <summary>Returns of UTC days; the first and the last may be parts of a day.</summary>
internal static class DailyReturns
{
    /// <summary>Of an account.</summary>
    public static IEnumerable<double> Of(IReadOnlyList<EquityPoint> equity)
    {
        var start = equity[0].EquityUsd;
        for (var i = 1; i < equity.Count; i++)
        {
            if (i + 1 < equity.Count && equity[i].At.UtcDateTime.Hour != 0) continue;
            yield return start > 0 ? (equity[i].EquityUsd / start) - 1 : 0;
            start = equity[i].EquityUsd;
        }
    }

    /// <summary>Of hourly returns, the first of which ends at the start of the span.</summary>
    public static IEnumerable<double> OfHours(DateTimeOffset from, ReadOnlySpan<double> hours)
    {
        var days = new List<double>();
        var growth = 1.0;
        for (var i = 1; i < hours.Length; i++)
        {
            growth *= 1 + hours[i];
            if (i + 1 < hours.Length && from.AddHours(i).UtcDateTime.Hour != 0) continue;
            days.Add(growth - 1);
            growth = 1;
        }

        return days;
    }
}
