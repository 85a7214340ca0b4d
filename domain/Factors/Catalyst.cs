using System.Buffers;
using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// 0.6 x compression + 0.4 x heat. Compression = 1 - percentile rank of the Bollinger width (20, 2) on aligned 4 h bars among the widths of the indicator
/// window. Heat is <see cref="EventHeat"/>; while no symbol has a calendar it leaves the sum and compression stands alone; a coin of which the calendar says
/// nothing has heat 0.
/// </summary>
public static class Catalyst
{
    /// <summary>Weight of compression.</summary>
    public const double CompressionWeight = 0.6;

    /// <summary>Weight of event heat.</summary>
    public const double HeatWeight = 0.4;

    private const int Period = 20;
    private const double Deviations = 2;

    /// <summary>Measures a symbol.</summary>
    /// <param name="bars">Its indicator window of 4 h bars, at least 60.</param>
    /// <param name="heat">Heat of its events.</param>
    public static CatalystMeasure Measure(Bars bars, HeatMeasure heat)
    {
        var rented = ArrayPool<double>.Shared.Rent(bars.Count);
        var all = rented.AsSpan(0, bars.Count);
        BollingerBands.WidthSeries(bars.Close, Period, Deviations, all);
        var widths = all[(Period - 1)..];
        var measure = new CatalystMeasure(widths[^1], 1 - Ranks.PercentileRank(widths, widths[^1]), heat);
        ArrayPool<double>.Shared.Return(rented);
        return measure;
    }

    /// <summary>The column of the universe.</summary>
    public static double[] Column(IReadOnlyList<SymbolMeasures> symbols)
    {
        var hasHeat = HasHeat(symbols);
        var raw = new double[symbols.Count];
        for (var i = 0; i < raw.Length; i++)
        {
            var catalyst = symbols[i].Catalyst;
            var heat = double.IsNaN(catalyst.Heat.Heat) ? 0 : catalyst.Heat.Heat;
            raw[i] = hasHeat ? (CompressionWeight * catalyst.Compression) + (HeatWeight * heat) : catalyst.Compression;
        }

        return raw;
    }

    /// <summary>Whether any symbol has an event feed.</summary>
    public static bool HasHeat(IReadOnlyList<SymbolMeasures> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (!double.IsNaN(symbol.Catalyst.Heat.Heat)) return true;
        }

        return false;
    }
}

/// <summary>Raw inputs of <see cref="Catalyst"/>.</summary>
/// <param name="BollingerWidth">Newest width, share of the mean price.</param>
/// <param name="Compression">1 - percentile rank of the width, in [0, 1].</param>
/// <param name="Heat">Event heat and what makes it.</param>
public sealed record CatalystMeasure(double BollingerWidth, double Compression, HeatMeasure Heat);
