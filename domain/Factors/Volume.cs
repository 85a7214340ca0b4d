using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>Mean of the cross-sectional z of ln RVOL, ln VADR and CMF (24 x 1 h). The z is the robust one of <see cref="RobustZ"/>.</summary>
public static class Volume
{
    private const int Day = 24;
    private const int UsualDays = 7;

    /// <summary>Measures a symbol.</summary>
    /// <param name="closed">Closed candles, at least 169.</param>
    /// <param name="vadr">Its volume-adjusted daily range.</param>
    public static VolumeMeasure Measure(CandleSeries closed, VadrReading vadr)
    {
        var usual = 0.0;
        for (var day = 1; day <= UsualDays; day++) usual += closed.VolumeUsd[^(1 + (Day * day))];
        var relative = closed.VolumeUsd[^1] / (usual / UsualDays);

        var last = closed.Count - Day;
        var flow = ChaikinMoneyFlow.Last(closed.High[last..], closed.Low[last..], closed.Close[last..], closed.Volume[last..]);
        var (usd24h, base24h) = (0.0, 0.0);
        foreach (var usd in closed.VolumeUsd[last..]) usd24h += usd;
        foreach (var coins in closed.Volume[last..]) base24h += coins;
        return new VolumeMeasure(usual == 0 ? double.NaN : relative, vadr.Ratio ?? double.NaN, flow, usd24h, base24h > 0 ? usd24h / base24h : double.NaN);
    }

    /// <summary>The components of the universe, in the order relative volume, daily range, money flow.</summary>
    public static ComponentMean Mean(IReadOnlyList<SymbolMeasures> symbols)
    {
        var components = new[] { new double[symbols.Count], new double[symbols.Count], new double[symbols.Count] };
        for (var i = 0; i < symbols.Count; i++)
        {
            var volume = symbols[i].Volume;
            components[0][i] = LogOrMissing(volume.RelativeVolume);
            components[1][i] = LogOrMissing(volume.Vadr);
            components[2][i] = volume.MoneyFlow;
        }

        return ComponentMean.Of(components);
    }

    /// <summary>An hour without a trade has no logarithm: missing, not minus infinity.</summary>
    private static double LogOrMissing(double ratio) => ratio > 0 ? Math.Log(ratio) : double.NaN;
}

/// <summary>Raw inputs of <see cref="Volume"/>; NaN where there is none.</summary>
/// <param name="RelativeVolume">USD volume of the last closed hour over the mean of the same hour on the 7 days before; a ratio.</param>
/// <param name="Vadr">Volume-adjusted daily range; a ratio.</param>
/// <param name="MoneyFlow">Chaikin money flow of 24 h, in [-1, 1].</param>
/// <param name="Usd24h">USD volume of the last 24 closed hours; for gates and display, not for the score.</param>
/// <param name="Vwap24h">Volume-weighted average price of those hours, USD; NaN where nothing was traded. For gates.</param>
public sealed record VolumeMeasure(double RelativeVolume, double Vadr, double MoneyFlow, double Usd24h, double Vwap24h);
