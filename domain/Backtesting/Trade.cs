using System.Runtime.InteropServices;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Backtesting;

/// <summary>A position from its purchase to the last of its sales.</summary>
/// <param name="Number">1 is the first.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Venue">Where it was traded.</param>
/// <param name="SignalAt">Instant of the scan that asked for it, UTC.</param>
/// <param name="ScanId">That scan.</param>
/// <param name="Regime">Regime in force then.</param>
/// <param name="Score">Its score then.</param>
/// <param name="Weight">Share of the equity that was bought.</param>
/// <param name="Entry">The purchase.</param>
/// <param name="Exits">The sales, oldest first; their quantities sum to that of the purchase.</param>
/// <param name="FundingUsd">Funding received, negative: paid, USD.</param>
/// <param name="Worst">Lowest price while it was held over the entry's price, minus 1: the maximum adverse excursion.</param>
/// <param name="Best">Highest price over the entry's price, minus 1: the maximum favourable excursion.</param>
public sealed record Trade(
    int Number,
    string Symbol,
    string Venue,
    DateTimeOffset SignalAt,
    string ScanId,
    RegimeState Regime,
    double Score,
    double Weight,
    Fill Entry,
    IReadOnlyList<TradeExit> Exits,
    double FundingUsd,
    double Worst,
    double Best)
{
    /// <summary>The whole reason of the entry; null of a strategy that has none.</summary>
    public ScoreExplanation? Explanation { get; init; }

    /// <summary>Gain at the market's prices, without any cost, USD.</summary>
    public double GrossUsd => Exits.Sum(e => e.Fill.Quantity * (e.Fill.MarketPrice - Entry.MarketPrice));

    /// <summary>Fees of all fills, USD.</summary>
    public double FeesUsd => Entry.FeeUsd + Exits.Sum(static e => e.Fill.FeeUsd);

    /// <summary>Spread and impact of all fills, USD.</summary>
    public double SlippageUsd => Entry.SlippageUsd + Exits.Sum(static e => e.Fill.SlippageUsd);

    /// <summary>What it earned after all costs, USD: gross - fees - slippage + funding.</summary>
    public double NetUsd => GrossUsd - FeesUsd - SlippageUsd + FundingUsd;

    /// <summary>What was paid for it at the market's price, USD.</summary>
    public double InvestedUsd => Entry.Quantity * Entry.MarketPrice;

    /// <summary>Net gain over what was invested, fraction.</summary>
    public double NetReturn => NetUsd / InvestedUsd;

    /// <summary>Gross gain over what was invested, fraction.</summary>
    public double GrossReturn => GrossUsd / InvestedUsd;

    /// <summary>When the last of it was sold, UTC.</summary>
    public DateTimeOffset ClosedAt => Exits[^1].Fill.At;

    /// <summary>Hours it was held.</summary>
    public double Hours => (ClosedAt - Entry.At).TotalHours;

    /// <summary>Why the last of it was sold.</summary>
    public ExitCause Cause => Exits[^1].Cause;
}

/// <summary>A sale.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Reason">In few words, with the numbers.</param>
/// <param name="Fill">What was sold, when and for how much.</param>
public sealed record TradeExit(ExitCause Cause, string Reason, Fill Fill);

/// <summary>An order that was filled.</summary>
/// <param name="At">Open of the bar in which it was filled, UTC.</param>
/// <param name="MarketPrice">The market's price, USD.</param>
/// <param name="Price">The price that was paid or received, spread and impact in it, USD.</param>
/// <param name="Quantity">Coins.</param>
/// <param name="FeeUsd">Fee, USD.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Fill(DateTimeOffset At, double MarketPrice, double Price, double Quantity, double FeeUsd)
{
    /// <summary>What spread and impact cost, USD.</summary>
    public double SlippageUsd => Quantity * Math.Abs(Price - MarketPrice);

    /// <summary>What it moved at the price paid, USD.</summary>
    public double Usd => Quantity * Price;
}

/// <summary>Why a position, or a part of it, was sold: the seven rules of the exits, and what a back-test adds.</summary>
public enum ExitCause
{
    /// <summary>Loss reached its limit.</summary>
    HardStop,

    /// <summary>The venue was red for too long.</summary>
    VenueRed,

    /// <summary>Held for long enough.</summary>
    TimeStop,

    /// <summary>The move lost its acceleration.</summary>
    Acceleration,

    /// <summary>The score decayed.</summary>
    ScoreDecay,

    /// <summary>Too far under the high, once in profit.</summary>
    TrailingStop,

    /// <summary>A profit target was reached.</summary>
    ProfitTarget,

    /// <summary>No candle for too long: sold at the last price with a penalty.</summary>
    Halted,

    /// <summary>The day's loss reached its limit.</summary>
    DailyLoss,

    /// <summary>The test ended.</summary>
    EndOfTest,
}

/// <summary>A wish to buy that was not fulfilled.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Score">Its score.</param>
/// <param name="Cause">Why.</param>
/// <param name="Detail">A sentence with the numbers.</param>
public sealed record Refusal(DateTimeOffset At, string Symbol, double Score, RefusalCause Cause, string Detail);

/// <summary>Why nothing was bought.</summary>
public enum RefusalCause
{
    /// <summary>Held already.</summary>
    Held,

    /// <summary>The next bar did not open in time.</summary>
    LateFill,

    /// <summary>The price had run away from the signal when the bar opened.</summary>
    Freshness,

    /// <summary>A limit of the portfolio.</summary>
    Portfolio,

    /// <summary>As many positions as there may be.</summary>
    Places,

    /// <summary>The day's loss had reached its limit.</summary>
    DailyLoss,

    /// <summary>Too small to be worth an order, or no cash left.</summary>
    TooSmall,
}

/// <summary>The account at an instant.</summary>
/// <param name="At">Close of a bar, UTC.</param>
/// <param name="EquityUsd">Cash and positions at their last prices, USD.</param>
/// <param name="CashUsd">Cash, USD.</param>
/// <param name="Positions">Positions held.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EquityPoint(DateTimeOffset At, double EquityUsd, double CashUsd, int Positions)
{
    /// <summary>Share of the equity that is in the market.</summary>
    public double Exposure => EquityUsd > 0 ? (EquityUsd - CashUsd) / EquityUsd : 0;
}
