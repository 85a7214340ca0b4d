using System.Runtime.CompilerServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>The last values of a stream, oldest first and in one piece: a buffer of twice the length, whose end is copied to its front when it is full.</summary>
internal sealed class TrailingWindow
{
    private readonly double[] _values;
    private int _end;

    public TrailingWindow(int length)
    {
        SeriesShape.RequirePeriod(length);
        Length = length;
        _values = new double[2 * length];
    }

    /// <summary>Values that the window holds when full.</summary>
    public int Length { get; }

    /// <summary>Whether <see cref="Length"/> values have come.</summary>
    public bool IsFull => _end >= Length;

    /// <summary>Values present, oldest first.</summary>
    public ReadOnlySpan<double> Values => _end >= Length ? _values.AsSpan(_end - Length, Length) : _values.AsSpan(0, _end);

    /// <summary>Whether nothing has come yet and <paramref name="value"/> is the leading NaN of another indicator.</summary>
    public bool IsWaiting(double value) => _end == 0 && double.IsNaN(value);

    /// <summary>Takes in one value and gives the one that left, 0 while the window is filling.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Push(double value)
    {
        if (_end == _values.Length)
        {
            Array.Copy(_values, Length, _values, 0, Length);
            _end = Length;
        }

        var leaving = _end >= Length ? _values[_end - Length] : 0;
        _values[_end++] = value;
        return leaving;
    }
}
