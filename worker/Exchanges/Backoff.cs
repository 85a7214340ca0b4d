namespace CryptoRun.Worker.Exchanges;

/// <summary>Exponential backoff with full jitter: uniform between nothing and a ceiling that doubles, so that clients cut off together do not come back together.</summary>
internal static class Backoff
{
    /// <summary>The wait before try number <paramref name="failures"/> + 1.</summary>
    /// <param name="failures">Failures so far, at least 1.</param>
    /// <param name="first">Ceiling after the first failure.</param>
    /// <param name="longest">Highest ceiling.</param>
    public static TimeSpan FullJitter(int failures, TimeSpan first, TimeSpan longest)
    {
        var ceiling = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)));
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * ceiling);
    }
}
