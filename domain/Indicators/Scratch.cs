using System.Buffers;

namespace CryptoRun.Domain.Indicators;

/// <summary>Memory for the length of one call, borrowed from the pool.</summary>
internal readonly ref struct Scratch
{
    private readonly double[] _rented;

    private Scratch(double[] rented, int length)
    {
        _rented = rented;
        Values = rented.AsSpan(0, length);
    }

    /// <summary>The borrowed values, unset.</summary>
    public Span<double> Values { get; }

    /// <summary>Borrows <paramref name="length"/> values.</summary>
    public static Scratch Of(int length) => new(ArrayPool<double>.Shared.Rent(length), length);

    /// <summary>Gives them back.</summary>
    public void Dispose() => ArrayPool<double>.Shared.Return(_rented);
}
