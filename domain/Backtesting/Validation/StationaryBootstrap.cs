using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>
/// Stationary bootstrap (D. Politis and J. Romano, "The stationary bootstrap", JASA 89, 1994): a path is put together from stretches of the sample whose lengths are geometric, the end being
/// followed by the start, so that the resampled series is stationary and what lasts from period to period stays together. With a mean length of 1 it is the plain bootstrap.
/// </summary>
public static class StationaryBootstrap
{
    private const double TwoTo64 = 18446744073709551616.0;

    /// <summary>Draws the periods of one path.</summary>
    /// <param name="drawn">Filled: as many as the path has periods, each in [0, <paramref name="count"/>).</param>
    /// <param name="count">Periods of the sample, 1 or more.</param>
    /// <param name="meanLength">Mean length of a stretch in periods, 1 or more.</param>
    /// <param name="random">Its numbers from 0 on are used, two a period: give each path its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">No period or a length under 1.</exception>
    public static void Draw(Span<int> drawn, int count, double meanLength, CounterRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(meanLength >= 1 && double.IsFinite(meanLength))) throw new ArgumentOutOfRangeException(nameof(meanLength), meanLength, "A mean length is 1 or more.");

        // A new stretch begins with probability 1/length; one number below this bound in 2^64 is the same as a uniform one below 1/length.
        var bound = meanLength == 1 ? ulong.MaxValue : (ulong)(TwoTo64 / meanLength);
        for (var i = 0; i < drawn.Length; i++)
        {
            var begins = i == 0 || meanLength == 1 || random.Bits(2ul * (ulong)i) < bound;
            var next = begins ? random.Below((2ul * (ulong)i) + 1, count) : drawn[i - 1] + 1;
            drawn[i] = next == count ? 0 : next;
        }
    }
}
