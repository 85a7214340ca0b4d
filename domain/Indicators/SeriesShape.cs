using System.Runtime.CompilerServices;

namespace CryptoRun.Domain.Indicators;

/// <summary>The one check of arguments that every indicator makes before its loop.</summary>
internal static class SeriesShape
{
    /// <summary>A period of at least 1.</summary>
    public static void RequirePeriod(int period, [CallerArgumentExpression(nameof(period))] string name = "") =>
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1, name);

    /// <summary>A column as long as the first one.</summary>
    public static void RequireLength(int expected, int actual)
    {
        if (actual != expected) throw new ArgumentException($"Columns and outputs hold one value per bar: expected {expected}, got {actual}.");
    }
}
