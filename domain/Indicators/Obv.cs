using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>On-balance volume (Joseph Granville, New Key to Stock Market Profits, 1963): volume of bars that closed higher less that of bars that closed lower.</summary>
public static class Obv
{
    /// <summary>
    /// OBV in units of volume at every bar, from the first on; any sign. The first bar counts with its volume (as TA-Lib's), an equal close counts 0. A compensated sum: its
    /// error does not grow with length.
    /// </summary>
    /// <param name="close">Closes.</param>
    /// <param name="volume">Base volumes.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    public static void Series(ReadOnlySpan<double> close, ReadOnlySpan<double> volume, Span<double> into)
    {
        SeriesShape.RequireLength(close.Length, volume.Length);
        SeriesShape.RequireLength(close.Length, into.Length);
        var state = new State();
        for (var i = 0; i < close.Length; i++) into[i] = state.Next(close[i], volume[i]);
    }

    /// <summary>OBV at the last bar; NaN of nothing.</summary>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    public static double Last(ReadOnlySpan<double> close, ReadOnlySpan<double> volume)
    {
        SeriesShape.RequireLength(close.Length, volume.Length);
        var state = new State();
        var last = double.NaN;
        for (var i = 0; i < close.Length; i++) last = state.Next(close[i], volume[i]);
        return last;
    }

    /// <summary>The sum and the close before.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct State()
    {
        private RollingSum _sum;
        private double _previous = double.NegativeInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Next(double close, double volume)
        {
            var direction = (close > _previous ? 1 : 0) - (close < _previous ? 1 : 0);
            _previous = close;
            _sum.Add(direction * volume);
            return _sum.Value;
        }
    }
}

/// <summary><see cref="Obv"/> bar by bar, the same bits.</summary>
public sealed class ObvStream
{
    private Obv.State _state = new();

    /// <summary>OBV with one more bar, in units of volume.</summary>
    public double Next(double close, double volume) => _state.Next(close, volume);
}
