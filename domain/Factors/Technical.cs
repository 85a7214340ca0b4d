using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// Mean of <c>tanh((RSI14 - 50)/20)</c>, <c>tanh(MACD histogram (12,26,9) / ATR14)</c> and <c>sign(+DI - -DI) x clamp((ADX14 - 20)/20, 0, 1)</c> on aligned
/// 4 h bars.
/// </summary>
public static class Technical
{
    private const int Period = 14;

    /// <summary>Measures a symbol.</summary>
    /// <param name="bars">Its indicator window of 4 h bars, at least 60.</param>
    public static TechnicalMeasure Measure(Bars bars)
    {
        var adx = Adx.Last(bars.High, bars.Low, bars.Close, Period);
        return new TechnicalMeasure(
            Rsi.Last(bars.Close, Period),
            Macd.Last(bars.Close, fast: 12, slow: 26, signal: 9).Histogram,
            Atr.Last(bars.High, bars.Low, bars.Close, Period),
            adx.Adx,
            adx.PlusDi,
            adx.MinusDi);
    }

    /// <summary>The factor of a symbol, in [-1, 1].</summary>
    public static double Value(TechnicalMeasure measure) => (Strength(measure) + Impulse(measure) + Trend(measure)) / 3;

    /// <summary>The column of the universe.</summary>
    public static double[] Column(IReadOnlyList<SymbolMeasures> symbols)
    {
        var raw = new double[symbols.Count];
        for (var i = 0; i < raw.Length; i++) raw[i] = Value(symbols[i].Technical);
        return raw;
    }

    private static double Strength(TechnicalMeasure measure) => Math.Tanh((measure.Rsi - 50) / 20);

    /// <summary>Without any range there is no impulse.</summary>
    private static double Impulse(TechnicalMeasure measure) => measure.Atr == 0 ? 0 : Math.Tanh(measure.MacdHistogram / measure.Atr);

    private static double Trend(TechnicalMeasure measure) => Math.Sign(measure.PlusDi - measure.MinusDi) * Math.Clamp((measure.Adx - 20) / 20, 0, 1);
}

/// <summary>Raw inputs of <see cref="Technical"/>, all on aligned 4 h bars.</summary>
/// <param name="Rsi">RSI14, 0 to 100.</param>
/// <param name="MacdHistogram">MACD line minus signal, price units.</param>
/// <param name="Atr">ATR14, price units.</param>
/// <param name="Adx">ADX14, 0 to 100.</param>
/// <param name="PlusDi">+DI, 0 to 100.</param>
/// <param name="MinusDi">-DI, 0 to 100.</param>
public sealed record TechnicalMeasure(double Rsi, double MacdHistogram, double Atr, double Adx, double PlusDi, double MinusDi);
