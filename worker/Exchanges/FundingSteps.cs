using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// Settled rates of a venue that does not say how many hours each is for. A rate is for the time since the settlement before it: venues change a coin's interval, so today's says nothing of last
/// week's. Where that step is no interval (the first of a history, one beside a gap) the step after it serves, then the interval that is usual.
/// </summary>
internal static class FundingSteps
{
    /// <summary>How much of the history before <c>since</c> a client asks for, so that the first rate has a settlement before it.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromHours(Longest);

    private const int Longest = 8;

    /// <summary>Rates since an instant.</summary>
    /// <param name="settled">Rates by settlement.</param>
    /// <param name="since">First settlement that is wanted.</param>
    /// <param name="usualHours">The interval that runs now.</param>
    public static IReadOnlyList<FundingRate> Of(SortedDictionary<DateTimeOffset, decimal> settled, DateTimeOffset since, int usualHours)
    {
        DateTimeOffset[] times = [.. settled.Keys];
        List<FundingRate> rates = [];
        for (var i = 0; i < times.Length; i++)
        {
            if (times[i] < since) continue;
            rates.Add(new FundingRate(times[i], settled[times[i]], Step(times, i) ?? Step(times, i + 1) ?? usualHours));
        }

        return rates;
    }

    private static int? Step(DateTimeOffset[] times, int i) =>
        i > 0 && i < times.Length && (int)Math.Round((times[i] - times[i - 1]).TotalHours) is >= 1 and <= Longest and var hours ? hours : null;
}
