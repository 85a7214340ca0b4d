using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>Simple moving average.</summary>
public static class Sma
{
    /// <summary>
    /// Mean of the last <paramref name="period"/> values at every bar, from a compensated running sum (its error does not grow with length). Leading NaN are skipped
    /// (a mean of an indicator); then NaN for period - 1 further bars.
    /// </summary>
    /// <param name="values">One value per bar.</param>
    /// <param name="period">At least 1.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">A period under 1 or an output of another length.</exception>
    public static void Series(ReadOnlySpan<double> values, int period, Span<double> into)
    {
        SeriesShape.RequireLength(values.Length, into.Length);
        var state = new State(period);
        SeriesShape.SkipNaN(ref values, ref into);
        for (var i = 0; i < values.Length; i++) into[i] = state.Next(values[i], i < period ? 0 : values[i - period]);
    }

    /// <summary>Mean of the last <paramref name="period"/> values; NaN where there are fewer.</summary>
    public static double Last(ReadOnlySpan<double> values, int period)
    {
        var state = new State(period);
        values = values.TrimStart(double.NaN);
        var last = double.NaN;
        for (var i = 0; i < values.Length; i++) last = state.Next(values[i], i < period ? 0 : values[i - period]);
        return last;
    }

    /// <summary>The running sum.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct State
    {
        private readonly int _period;
        private RollingSum _sum;
        private int _seen;

        public State(int period)
        {
            SeriesShape.RequirePeriod(period);
            _period = period;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Next(double entering, double leaving)
        {
            _sum.Replace(leaving, entering);
            if (_seen < _period && ++_seen < _period) return double.NaN;
            return _sum.Value / _period;
        }
    }
}

/// <summary><see cref="Sma"/> bar by bar, the same bits.</summary>
/// <param name="period">At least 1.</param>
public sealed class SmaStream(int period)
{
    private readonly TrailingWindow _window = new(period);
    private Sma.State _state = new(period);

    /// <summary>Mean with one more value; NaN during warm-up.</summary>
    public double Next(double value) => _window.IsWaiting(value) ? double.NaN : _state.Next(value, _window.Push(value));
}
