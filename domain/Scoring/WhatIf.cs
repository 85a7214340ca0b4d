using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Scoring;

/// <summary>
/// Other weights and limits for the regime in force. It computes nothing itself: a scan is run with <see cref="In"/>, by the very code that made the stored one, and its result is never stored.
/// </summary>
/// <param name="Weights">Nominal factor weights; they must sum to 1.</param>
/// <param name="Thresholds">Limits of the gates.</param>
public sealed record WhatIf(FactorWeights Weights, GateThresholds Thresholds)
{
    /// <summary>What is in force: nothing changed.</summary>
    public static WhatIf Of(ScanOptions options, RegimeState state) => new(options.Weights.For(state), options.Gates.For(state));

    /// <summary>The options with these weights and limits in one regime; the others stay as they are.</summary>
    public ScanOptions In(ScanOptions options, RegimeState state)
    {
        GateThresholds Limits(RegimeState of) => of == state ? Thresholds : options.Gates.For(of);
        FactorWeights Of(RegimeState of) => of == state ? Weights : options.Weights.For(of);
        return options with
        {
            Weights = options.Weights with
            {
                TrendingBull = Of(RegimeState.TrendingBull),
                Choppy = Of(RegimeState.Choppy),
                HighVolatility = Of(RegimeState.HighVolatility),
            },

            // A strict profile is in the limits already; left on, it would overrule what is asked here.
            Gates = options.Gates with
            {
                TrendingBull = Limits(RegimeState.TrendingBull),
                Choppy = Limits(RegimeState.Choppy),
                HighVolatility = Limits(RegimeState.HighVolatility),
                Funding = FundingProfile.Divergence,
            },
        };
    }

    /// <summary>Runs the scan with them.</summary>
    /// <exception cref="ArgumentException">A value out of its range or weights that do not sum to 1.</exception>
    public ScanResult Run(ScanInput input, ScanOptions options) => Scan.Run(input, In(options, input.Regime.State));

    /// <summary>Sum of the weights; 1 within <see cref="WeightOptions.SumTolerance"/> is allowed.</summary>
    public double WeightSum => FactorWeights.Factors.Sum(f => Weights[f]);
}
