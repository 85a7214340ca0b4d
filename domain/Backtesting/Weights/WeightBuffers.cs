namespace CryptoRun.Domain.Backtesting.Weights;

/// <summary>Memory of a <see cref="WeightRun"/> that the next one may use again: a run's series are valid until then. Not for two threads at once.</summary>
public sealed class WeightBuffers
{
    private double[] _gross = [];
    private double[] _turnover = [];
    private double[] _exposure = [];
    private double[] _net = [];

    /// <summary>Four series of at least <paramref name="bars"/> values, of which the first <paramref name="empty"/> are 0.</summary>
    internal (double[] Gross, double[] Turnover, double[] Exposure, double[] Net) Of(int bars, int empty)
    {
        if (_gross.Length < bars) (_gross, _turnover, _exposure, _net) = (new double[bars], new double[bars], new double[bars], new double[bars]);
        foreach (var series in new[] { _gross, _turnover, _exposure, _net }) series.AsSpan(0, Math.Min(empty, bars)).Clear();
        return (_gross, _turnover, _exposure, _net);
    }
}
