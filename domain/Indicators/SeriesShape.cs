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

    /// <summary>Open, high and low as long as close.</summary>
    public static void RequireBars(ReadOnlySpan<double> open, ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close)
    {
        RequireLength(close.Length, open.Length);
        RequireLength(close.Length, high.Length);
        RequireLength(close.Length, low.Length);
    }

    /// <summary>A period of at least 2: a sample standard deviation needs two values.</summary>
    public static void RequireSample(int period, [CallerArgumentExpression(nameof(period))] string name = "") =>
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2, name);

    /// <summary>Bars per year above 0.</summary>
    public static void RequireBarsPerYear(double barsPerYear, [CallerArgumentExpression(nameof(barsPerYear))] string name = "")
    {
        if (!(barsPerYear > 0 && double.IsFinite(barsPerYear))) throw new ArgumentOutOfRangeException(name, barsPerYear, "Bars per year lie above 0: 8760 for hours.");
    }

    /// <summary>Leaves out the leading NaN of a column that is itself an indicator; the results there are NaN.</summary>
    public static void SkipNaN(ref ReadOnlySpan<double> values, ref Span<double> into)
    {
        values = values.TrimStart(double.NaN);
        into[..^values.Length].Fill(double.NaN);
        into = into[^values.Length..];
    }
}
