using System.Globalization;
using CryptoRun.Domain.Gates;

namespace CryptoRun.Web.Explain;

/// <summary>The limits of the gates as people read and type them.</summary>
public static class LimitWords
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [nameof(GateThresholds.Composite)] = "Score, at least",
        [nameof(GateThresholds.Vadr)] = "VADR, at least",
        [nameof(GateThresholds.Movement)] = "Move 4 h, at least, %",
        [nameof(GateThresholds.FundingZ)] = "Funding z, at most",
        [nameof(GateThresholds.FundingOverVwap)] = "while over the VWAP by, %",
        [nameof(GateThresholds.VolumeUsd24h)] = "24 h volume, at least, $",
        [nameof(GateThresholds.Adx)] = "ADX, at least",
        [nameof(GateThresholds.Hurst)] = "or Hurst, at least",
        [nameof(GateThresholds.FreshnessBars)] = "Signal age, at most, bars",
        [nameof(GateThresholds.FreshnessAtr)] = "and its distance, at most, ATR",
        [nameof(GateThresholds.FatigueReturn24h)] = "Tired above 24 h, %",
        [nameof(GateThresholds.FatigueRsi)] = "and RSI above",
        [nameof(GateThresholds.FatigueAcceleration)] = "unless acceleration is at least, %",
        [nameof(GateThresholds.LateFillSeconds)] = "Signal to decision, at most, s",
        [nameof(GateThresholds.SpreadTighterBps)] = "Spread: taken off the tier's limit, bps",
        [nameof(GateThresholds.DepthTighterShare)] = "Depth: added to the tier's limit, %",
        [nameof(GateThresholds.SocialPoints)] = "Social points, at most",
        [nameof(GateThresholds.CatalystHeatPoints)] = "Points of known events, at most",
    };

    /// <summary>Name with its unit.</summary>
    public static string Name(GateLimit limit) => Names[limit.Name];

    /// <summary>How many times larger a value is written than it is: fractions are written in per cent.</summary>
    public static double Scale(GateLimit limit) => limit.Unit is "fraction" or "share" ? 100 : 1;

    /// <summary>A value as it is typed.</summary>
    public static string Typed(GateLimit limit, double value) => Number(Math.Round(value * Scale(limit), 10));

    /// <summary>What may be typed.</summary>
    public static string Allowed(GateLimit limit) => $"{Typed(limit, limit.Least)} to {Typed(limit, limit.Most)}{(limit.IsWhole ? ", whole" : "")}";

    /// <summary>Reads what was typed; null when it is no number or out of range.</summary>
    public static double? Read(GateLimit limit, string typed) =>
        double.TryParse(typed.Trim().Replace(',', '.').Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && limit.Allows(Math.Round(value / Scale(limit), 12)) ? Math.Round(value / Scale(limit), 12) : null;

    /// <summary>A number in full.</summary>
    public static string Number(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
