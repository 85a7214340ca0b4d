using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Regimes;

/// <summary>The equal-weight index of a universe: per hour the median log return of its members. Medians are kept, because neighbouring detections share most hours.</summary>
internal sealed class RealisedVolatility(IReadOnlyList<SymbolHistory> members)
{
    /// <summary>Hours of the window: 7 days.</summary>
    public const int Hours = 168;

    /// <summary>Hours of a year, which never closes.</summary>
    public const double HoursPerYear = 8760;

    private readonly Dictionary<int, double> _medians = [];
    private readonly double[] _returns = new double[members.Count];

    /// <summary>Sample sd of the last 168 hourly medians before <paramref name="endHour"/>, x sqrt(8760); null where one of them is missing.</summary>
    public double? At(int endHour)
    {
        Span<double> medians = stackalloc double[Hours];
        for (var i = 0; i < Hours; i++)
        {
            medians[i] = Median(endHour - Hours + i);
            if (double.IsNaN(medians[i])) return null;
        }

        return Moments.SampleSd(medians) * Math.Sqrt(HoursPerYear);
    }

    /// <summary>Median log return of the bar that opens at <paramref name="hour"/>; NaN without any.</summary>
    public double Median(int hour)
    {
        if (_medians.TryGetValue(hour, out var known)) return known;

        var count = 0;
        foreach (var member in members)
        {
            var value = member.Return(hour);
            if (!double.IsNaN(value)) _returns[count++] = value;
        }

        return _medians[hour] = RobustStatistics.MedianInPlace(_returns.AsSpan(0, count));
    }
}
