namespace CryptoRun.Worker.Exchanges.Bybit;

/// <summary>A history that the venue gives newest first, 200 values a page: read backwards until its beginning.</summary>
internal static class BybitPages
{
    /// <summary>The most that an answer has.</summary>
    public const int Size = 200;

    private const int MostPages = 20;

    /// <summary>Reads it.</summary>
    /// <param name="from">Beginning.</param>
    /// <param name="to">End.</param>
    /// <param name="page">Reads the newest values of a span.</param>
    /// <returns>Values by time, or the first failure.</returns>
    public static async Task<VenueResult<SortedDictionary<DateTimeOffset, decimal>>> ReadAsync(
        DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, Task<VenueResult<IReadOnlyList<KeyValuePair<DateTimeOffset, decimal>>>>> page)
    {
        SortedDictionary<DateTimeOffset, decimal> found = [];
        var (end, skipped) = (to, 0);
        for (var pages = 0; pages < MostPages && end >= from; pages++)
        {
            var answer = await page(end);
            if (answer.Value is not { } values) return new(null, answer.Failure);

            skipped += answer.Skipped;
            foreach (var (time, value) in values) found.TryAdd(time, value);
            if (values.Count + answer.Skipped < Size || values.Count == 0 || values.Min(static v => v.Key) is var oldest && oldest >= end) break;
            end = oldest.AddMilliseconds(-1);
        }

        return new(found, null, skipped);
    }
}
