using System.Runtime.InteropServices;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Backtesting;

/// <summary>What a strategy says at an instant: a scan reduced to what trading needs. Nothing later than the instant went into it.</summary>
/// <param name="At">The instant, a full hour UTC.</param>
/// <param name="ScanId">The scan; of another strategy its name.</param>
/// <param name="Regime">Regime in force.</param>
/// <param name="Entries">Symbols to buy at the next bar's open, in any order.</param>
public sealed record SignalScan(DateTimeOffset At, string ScanId, RegimeState Regime, IReadOnlyList<EntrySignal> Entries)
{
    /// <summary>Final score and acceleration of every scored symbol: what the exits of the classic profile read.</summary>
    public IReadOnlyDictionary<string, StandingScore> Standing { get; init; } = new Dictionary<string, StandingScore>();

    /// <summary>Every scored symbol as it could have been bought, where <see cref="Entries"/> has any: what random entries are drawn from.</summary>
    public IReadOnlyList<EntrySignal> Pool { get; init; } = [];
}

/// <summary>A score that a held position is judged by.</summary>
/// <param name="Final">Final score, 0 to 114.</param>
/// <param name="Acceleration">Acceleration, z.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StandingScore(double Final, double? Acceleration);

/// <summary>A wish to buy.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Score">The higher, the earlier it gets a place.</param>
/// <param name="SizeFactor">Share of the usual position, in (0, 1].</param>
/// <param name="VolatilityAnnualised">The coin's own volatility, above 0: what the position's size follows from.</param>
/// <param name="AdvUsd">Average daily volume, USD: what spread and impact follow from.</param>
/// <param name="Atr1h">ATR14 of 1 h bars, price units; null where there is none.</param>
public sealed record EntrySignal(string Symbol, double Score, double SizeFactor, double VolatilityAnnualised, double AdvUsd, double? Atr1h)
{
    /// <summary>The bar that made the signal, and how far from its price a fill may be, in ATR; null: any price will do.</summary>
    public (SignalReading Signal, double MostAtr)? Freshness { get; init; }

    /// <summary>Acceleration at the instant, z.</summary>
    public double? Acceleration { get; init; }

    /// <summary>Final score; null of a strategy that has none.</summary>
    public double? Final { get; init; }

    /// <summary>The whole reason; null of a strategy that has none.</summary>
    public ScoreExplanation? Explanation { get; init; }
}
