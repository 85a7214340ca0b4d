using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Gates;

/// <summary>
/// Finds the signal from candles alone, so that it can be rebuilt and cannot look ahead: the first closed 1 h bar of the unbroken run,
/// up to the last closed bar, in which the trailing 4 h return reaches the movement threshold either way.
/// </summary>
public static class SignalFinder
{
    private const int ReturnBars = 4;

    /// <summary>The signal in force, or null when the last closed bar is under the threshold.</summary>
    /// <param name="closes">Closes of closed 1 h bars, USD; warm-up 5 bars.</param>
    /// <param name="end">Close time of the last bar, UTC.</param>
    /// <param name="threshold">Least absolute simple 4 h return, fraction; reaching it counts.</param>
    public static SignalReading? Find(ReadOnlySpan<double> closes, DateTimeOffset end, double threshold)
    {
        var last = closes.Length - 1;
        var first = last + 1;
        while (first - 1 >= ReturnBars && Moves(closes, first - 1, threshold)) first--;
        if (first > last) return null;

        var barsAgo = last - first;
        return new SignalReading(barsAgo, closes[first], end - (CandleSeries.BarWidth * barsAgo));
    }

    private static bool Moves(ReadOnlySpan<double> closes, int i, double threshold) =>
        Math.Abs((closes[i] / closes[i - ReturnBars]) - 1) >= threshold;
}
