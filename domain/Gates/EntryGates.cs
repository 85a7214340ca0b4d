namespace CryptoRun.Domain.Gates;

/// <summary>The gates, one line each, in the order of <see cref="GateOrder"/>. A failed gate never ends the evaluation.</summary>
public static class EntryGates
{
    /// <summary>Asks every gate, and how much of the usual position remains.</summary>
    /// <param name="inputs">One symbol's measures under one regime.</param>
    /// <param name="options">Thresholds; those of the inputs' regime are used.</param>
    public static GateJudgement Judge(GateInputs inputs, GateOptions options)
    {
        var limits = options.For(inputs.Regime);
        var liquidity = LiquidityLimits.Of(inputs, limits);
        var best = inputs.Books is null ? null : BestBook.Of(inputs.Books, liquidity, inputs.LeftOut);
        return new(
            [
                ScoreGate.Evaluate(inputs, limits),
                VadrGate.Evaluate(inputs, limits),
                MovementGate.Evaluate(inputs, limits),
                FundingGate.Evaluate(inputs, limits),
                VolumeGate.Evaluate(inputs, limits),
                TrendGate.Evaluate(inputs, limits),
                FreshnessGate.Evaluate(inputs, limits),
                FatigueGate.Evaluate(inputs, limits),
                LateFillGate.Evaluate(inputs, limits),
                SpreadGate.Evaluate(inputs, liquidity, best),
                DepthGate.Evaluate(inputs, liquidity, best),
                SocialCapGate.Evaluate(inputs, limits),
                CatalystHeatGate.Evaluate(inputs, limits),
            ],
            PositionSize.Of(inputs.Funding, best));
    }

    /// <summary>Asks every gate.</summary>
    /// <param name="inputs">One symbol's measures under one regime.</param>
    /// <param name="options">Thresholds; those of the inputs' regime are used.</param>
    /// <returns>Eleven hard results, then two soft ones, in the fixed order.</returns>
    public static IReadOnlyList<GateResult> Evaluate(GateInputs inputs, GateOptions options) => Judge(inputs, options).Gates;
}
