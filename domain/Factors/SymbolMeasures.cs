using CryptoRun.Domain.Indicators;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>Everything that is measured of one symbol before it is compared with the others.</summary>
/// <param name="Closed">The candles that the scan saw.</param>
/// <param name="BarsEnd">Close time of the newest aligned 4 h bar.</param>
/// <param name="Momentum">Momentum inputs.</param>
/// <param name="Technical">Technical inputs.</param>
/// <param name="Volume">Volume inputs.</param>
/// <param name="Quality">Quality inputs.</param>
/// <param name="Catalyst">Catalyst inputs.</param>
/// <param name="Social">Social input.</param>
/// <param name="FundFlow">Flow into exchange-traded funds.</param>
/// <param name="Books">Its books, read at the instant; null: no book feed.</param>
/// <param name="Shadow">Shadow factors.</param>
/// <param name="Vadr">Volume-adjusted daily range with the coin's own percentile.</param>
/// <param name="Hurst">Corrected Hurst exponent of 512 hourly returns; NaN where there are not as many.</param>
/// <param name="Atr1h">ATR14 of the last 60 hours, price units.</param>
public sealed record SymbolMeasures(
    CandleSeries Closed,
    DateTimeOffset BarsEnd,
    MomentumMeasure Momentum,
    TechnicalMeasure Technical,
    VolumeMeasure Volume,
    QualityMeasure Quality,
    CatalystMeasure Catalyst,
    SocialMeasure Social,
    FundFlow FundFlow,
    IReadOnlyList<BookReading>? Books,
    ShadowMeasure Shadow,
    VadrReading Vadr,
    double Hurst,
    double Atr1h)
{
    private const int AlignedHours = 4;
    private const int IndicatorBars = 180;
    private const int ReturnHours = 720;

    /// <summary>Symbol.</summary>
    public string Symbol => Closed.Symbol;

    /// <summary>Whether every number that must be there is a finite one: prices near the ends of a double's range can overflow on the way.</summary>
    public bool AreFinite =>
        double.IsFinite(Momentum.Z[0] + Momentum.Z[1] + Momentum.Z[2] + Momentum.Z[3] + Momentum.Acceleration)
        && (!Momentum.HasLongest || double.IsFinite(Momentum.Z[^1]))
        && double.IsFinite(Technical.Rsi + Technical.MacdHistogram + Technical.Atr + Technical.Adx + Technical.PlusDi + Technical.MinusDi)
        && !double.IsInfinity(Volume.RelativeVolume) && !double.IsInfinity(Volume.Vadr) && !double.IsInfinity(Volume.MoneyFlow) && !double.IsInfinity(Hurst) && !double.IsInfinity(Volume.Vwap24h)
        && double.IsFinite(Volume.Usd24h + Quality.AdvUsd + Catalyst.BollingerWidth + Catalyst.Compression)
        && double.IsFinite(Shadow.SlowMomentum + Shadow.Volatility7d + Shadow.Reversal4h + Atr1h);

    /// <summary>Measures a symbol of which candles alone are known.</summary>
    /// <param name="closed">Closed candles, at least 480, all finite and above 0.</param>
    /// <param name="advUsd">Its average daily volume, USD.</param>
    public static SymbolMeasures Of(CandleSeries closed, double advUsd) => Of(closed, advUsd, SymbolFeeds.None, null, closed.End, new FactorOptions());

    /// <summary>Measures a symbol: nothing but its own inputs decides, so that symbols can be measured in any order, or at once.</summary>
    /// <param name="closed">Closed candles, at least 480, all finite and above 0.</param>
    /// <param name="advUsd">Its average daily volume, USD.</param>
    /// <param name="feeds">What is known beside the candles, cut to the instant, in canonical order.</param>
    /// <param name="books">Its books, read at the instant; null: no book feed.</param>
    /// <param name="at">The instant, UTC.</param>
    /// <param name="options">Parameters.</param>
    public static SymbolMeasures Of(CandleSeries closed, double advUsd, SymbolFeeds feeds, IReadOnlyList<BookReading>? books, DateTimeOffset at, FactorOptions options)
    {
        using var bars = BarAggregation.Aligned(closed, AlignedHours, IndicatorBars);
        var vadr = Indicators.Vadr.Measure(closed);
        var momentum = MomentumCore.Measure(closed);

        Span<double> returns = stackalloc double[ReturnHours];
        returns = returns[..Math.Min(ReturnHours, closed.Count - 1)];
        var close = closed.Close[^(returns.Length + 1)..];
        for (var i = 0; i < returns.Length; i++) returns[i] = Math.Log(close[i + 1] / close[i]);

        return new SymbolMeasures(
            closed,
            bars.End,
            momentum,
            Factors.Technical.Measure(bars),
            Factors.Volume.Measure(closed, vadr),
            Factors.Quality.Measure(closed, advUsd, books, feeds.Perpetuals, at, options.Derivatives),
            Factors.Catalyst.Measure(bars, feeds.Events is null ? HeatMeasure.NoFeed : EventHeat.Measure(feeds.Events, at, options.Catalyst)),
            Factors.Social.Measure(feeds.Sentiment, at, options.Social),
            FundFlow.Measure(closed, feeds.EtfFlow, at),
            books,
            ShadowFactors.Measure(closed.Close, returns),
            vadr,
            returns.Length < Indicators.Hurst.Window ? double.NaN : Indicators.Hurst.Estimate(returns[^Indicators.Hurst.Window..]),
            momentum.AtrFractions[0] * closed.Close[^1]);
    }
}
