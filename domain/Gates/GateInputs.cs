using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Gates;

/// <summary>What the entry gates read of one symbol at one instant. Null means that there is no history or no feed for it. Returns are simple fractions.</summary>
/// <param name="At">The scan instant, UTC.</param>
/// <param name="PriceTime">Exchange time of <paramref name="Price"/>, UTC.</param>
/// <param name="Venue">Venue of candles and price.</param>
/// <param name="Regime">State whose thresholds are used.</param>
/// <param name="Composite">C in [0, 100], without social points.</param>
/// <param name="Price">Live price, or the last close where no quote exists, USD.</param>
/// <param name="Vadr">Volume-adjusted daily range ratio; null when frozen.</param>
/// <param name="VadrPercentile80">The coin's own 80th percentile of VADR over 14 d.</param>
/// <param name="VadrFrozenWhy">Why the ratio is not available; null when it is.</param>
/// <param name="AdvUsd">Average daily volume, USD: decides the liquidity tier.</param>
/// <param name="Return4h">Price over the close 4 h before the last closed bar's end, minus 1.</param>
/// <param name="Return24h">The same over 24 h.</param>
/// <param name="VolumeUsd24h">USD volume of the last 24 closed hours.</param>
/// <param name="Adx4h">ADX14 on aligned 4 h bars.</param>
/// <param name="Hurst">Corrected Hurst exponent of 512 hourly returns.</param>
/// <param name="Signal">The signal in force under this regime's movement threshold (see <see cref="SignalFinder"/>); null without one.</param>
/// <param name="Atr1h">ATR14 of 1 h bars, price units.</param>
/// <param name="Rsi4h">RSI14 on aligned 4 h bars.</param>
/// <param name="Acceleration4h">4 h return minus the 4 h return four hours earlier.</param>
/// <param name="CandlesEnd">Close time of the last closed bar, for the age of what candles say; null: <paramref name="PriceTime"/> stands in.</param>
public sealed record GateInputs(
    DateTimeOffset At,
    DateTimeOffset PriceTime,
    string Venue,
    RegimeState Regime,
    double Composite,
    double Price,
    double? Vadr,
    double? VadrPercentile80,
    string? VadrFrozenWhy,
    double AdvUsd,
    double? Return4h,
    double? Return24h,
    double VolumeUsd24h,
    double? Adx4h,
    double? Hurst,
    SignalReading? Signal,
    double? Atr1h,
    double? Rsi4h,
    double? Acceleration4h,
    DateTimeOffset? CandlesEnd = null)
{
    /// <summary>Whether reasons and hints are written; a "what if" wants outcomes only, and writing is most of a gate's time.</summary>
    public bool WithWords { get; init; } = true;

    /// <summary>Books of the coin, at most one a venue; null: no book feed is connected, empty: it has none of this coin.</summary>
    public IReadOnlyList<VenueBook>? Books { get; init; }

    /// <summary>Funding; null: no derivatives feed is connected.</summary>
    public FundingReading? Funding { get; init; }

    /// <summary>Venues that were not looked at, named where the others have nothing; null: none was left out.</summary>
    public LeftOutVenues? LeftOut { get; init; }

    /// <summary>Volume-weighted average price of the last 24 closed hours, USD; null where they hold no volume.</summary>
    public double? Vwap24h { get; init; }

    /// <summary>Social points in the final score; null: no sentiment feed is connected, or it has nothing of this coin.</summary>
    public double? SocialPoints { get; init; }

    /// <summary>Points of the composite that known events account for; null: no calendar is connected.</summary>
    public double? CatalystHeatPoints { get; init; }

    /// <summary>When the decision was made; null outside live decisions.</summary>
    public DecisionTiming? Decision { get; init; }

    /// <summary>Age of the price at the scan instant, seconds.</summary>
    internal double PriceAgeSeconds => (At - PriceTime).TotalSeconds;

    /// <summary>Age of the last closed candle at the scan instant, seconds.</summary>
    internal double CandleAgeSeconds => (At - (CandlesEnd ?? PriceTime)).TotalSeconds;
}

/// <summary>The signal that freshness is measured from.</summary>
/// <param name="BarsAgo">Bars closed since the signal's own bar; 0 is the last closed bar.</param>
/// <param name="Price">Close of the signal's bar, USD.</param>
/// <param name="Time">Close time of the signal's bar, UTC.</param>
public sealed record SignalReading(int BarsAgo, double Price, DateTimeOffset Time);
