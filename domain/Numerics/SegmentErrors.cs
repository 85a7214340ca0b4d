namespace CryptoRun.Domain.Numerics;

/// <summary>Squared error of any segment of a series in constant time, from sums of the series less its mean.</summary>
internal sealed class SegmentErrors
{
    private readonly double[] _sums;
    private readonly double[] _squares;

    public SegmentErrors(ReadOnlySpan<double> series)
    {
        (_sums, _squares) = (new double[series.Length + 1], new double[series.Length + 1]);
        var mean = Moments.Mean(series);
        for (var i = 0; i < series.Length; i++)
        {
            var deviation = series[i] - mean;
            _sums[i + 1] = _sums[i] + deviation;
            _squares[i + 1] = _squares[i] + (deviation * deviation);
        }
    }

    /// <summary>Sum of squared deviations of the values [start, end) from their mean.</summary>
    public double Of(int start, int end)
    {
        var sum = _sums[end] - _sums[start];
        return Math.Max(0, _squares[end] - _squares[start] - (sum * sum / (end - start)));
    }
}
