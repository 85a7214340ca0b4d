using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Portfolios;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Premove;

/// <summary>Everything that a sweep looks at. What is stamped after the instant is not.</summary>
/// <param name="At">Instant of the sweep, UTC.</param>
/// <param name="Regime">Regime in force.</param>
/// <param name="Coins">Coins offered, each once; the largest by ADV take part.</param>
/// <param name="Alerts">Alerts sent before, any order.</param>
/// <param name="Positions">What is held.</param>
/// <param name="Bitcoin">BTC's hourly candles, for betas; null where there are none.</param>
public sealed record PremoveInput(
    DateTimeOffset At,
    RegimeState Regime,
    IReadOnlyList<PremoveCoin> Coins,
    IReadOnlyList<AlertSent> Alerts,
    IReadOnlyList<Position> Positions,
    CandleSeries? Bitcoin);

/// <summary>A coin and what its feeds measured. Null: no such feed, or it has nothing for this coin.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="AdvUsd">Average daily volume, USD.</param>
/// <param name="Sector">Sector; null where nobody classified the coin.</param>
public sealed record PremoveCoin(string Symbol, double AdvUsd, string? Sector)
{
    /// <summary>Venue-median funding z.</summary>
    public FeedReading? FundingZ { get; init; }

    /// <summary>Open interest beyond what the price explains, USD, last hour.</summary>
    public FeedReading? OpenInterestResidualUsd { get; init; }

    /// <summary>Change of open interest over 24 h, fraction, at least -1.</summary>
    public FeedReading? OpenInterestChange24h { get; init; }

    /// <summary>Net flow into exchange-traded funds / 7 d ADV, fraction.</summary>
    public FeedReading? EtfFlowShare { get; init; }

    /// <summary>Change of reserves on exchanges over 7 d, fraction, at least -1.</summary>
    public FeedReading? ReservesChange7d { get; init; }

    /// <summary>Withdrawals from exchanges over 24 h, USD, 0 or more.</summary>
    public FeedReading? WithdrawalsUsd24h { get; init; }

    /// <summary>Flow into staking over 24 h, USD.</summary>
    public FeedReading? StakingInflowUsd24h { get; init; }

    /// <summary>Whale composite, 0 to 1.</summary>
    public FeedReading? WhaleComposite { get; init; }

    /// <summary>z of how persistently the book leans to the bids.</summary>
    public FeedReading? DepthImbalanceZ { get; init; }

    /// <summary>z of how much the spread has narrowed: positive is narrower.</summary>
    public FeedReading? SpreadCompressionZ { get; init; }

    /// <summary>Heat of known events, 0 to 1.</summary>
    public FeedReading? Heat { get; init; }

    /// <summary>Percentile rank of the Bollinger width, 0 to 1: low is narrow.</summary>
    public FeedReading? BollingerWidthPercentile { get; init; }

    /// <summary>Large prints.</summary>
    public LargePrintFlow? LargePrints { get; init; }

    /// <summary>Bars of cumulative volume delta.</summary>
    public CvdFeed? Cvd { get; init; }

    /// <summary>Hard gates that the coin fails, in words; empty: none. A coin with one is blocked.</summary>
    public IReadOnlyList<string> FailedGates { get; init; } = [];

    /// <summary>Position that it would take, share of equity; null: the option's.</summary>
    public double? Weight { get; init; }

    /// <summary>Its hourly candles, for correlations.</summary>
    public CandleSeries? Candles { get; init; }
}
