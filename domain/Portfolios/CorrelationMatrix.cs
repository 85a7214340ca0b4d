using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Portfolios;

/// <summary>Pairwise Pearson correlations of hourly returns, symbols in ordinal order.</summary>
public sealed class CorrelationMatrix
{
    private readonly PairCorrelation[] _pairs;

    private CorrelationMatrix(IReadOnlyList<string> symbols) => (Symbols, _pairs) = (symbols, new PairCorrelation[symbols.Count * symbols.Count]);

    /// <summary>Symbols of rows and columns.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>A pair; symmetric. With itself a symbol has correlation 1 where it has enough hours and moved.</summary>
    public PairCorrelation this[int row, int column] => _pairs[(row * Symbols.Count) + column];

    internal static CorrelationMatrix Of(IReadOnlyList<string> symbols, HourlyReturns returns, int sharedAtLeast)
    {
        var matrix = new CorrelationMatrix(symbols);
        var count = symbols.Count;
        for (var i = 0; i < count; i++)
        {
            for (var j = i; j < count; j++)
            {
                var (shared, correlation, _) = Comovement.Of(returns.Row(i), returns.Row(j), sharedAtLeast);
                matrix._pairs[(i * count) + j] = matrix._pairs[(j * count) + i] = new PairCorrelation(shared, correlation);
            }
        }

        return matrix;
    }
}

/// <summary>Correlation of a pair.</summary>
/// <param name="SharedHours">Hours that both have.</param>
/// <param name="Value">In [-1, 1]; null with too few shared hours or where one of them did not move.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PairCorrelation(int SharedHours, double? Value);
