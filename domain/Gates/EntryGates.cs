namespace CryptoRun.Domain.Gates;

/// <summary>The eleven entry gates, one line each, in the order of <see cref="GateOrder"/>. A failed gate never ends the evaluation.</summary>
public static class EntryGates
{
    /// <summary>Asks every gate, and how much of the usual position remains.</summary>
    /// <param name="inputs">One symbol's measures under one regime.</param>
    /// <param name="options">Thresholds; those of the inputs' regime are used.</param>
    public static GateJudgement Judge(GateInputs inputs, GateOptions options) => new(Evaluate(inputs, options), PositionSize.Full);

    /// <summary>Asks every gate.</summary>
    /// <param name="inputs">One symbol's measures under one regime.</param>
    /// <param name="options">Thresholds; those of the inputs' regime are used.</param>
    /// <returns>Eleven results in the fixed order.</returns>
    public static IReadOnlyList<GateResult> Evaluate(GateInputs inputs, GateOptions options)
    {
        var limits = options.For(inputs.Regime);
        return
        [
            ScoreGate.Evaluate(inputs, limits),
            VadrGate.Evaluate(inputs, limits),
            MovementGate.Evaluate(inputs, limits),
            FundingGate.Evaluate(limits),
            VolumeGate.Evaluate(inputs, limits),
            TrendGate.Evaluate(inputs, limits),
            FreshnessGate.Evaluate(inputs, limits),
            FatigueGate.Evaluate(inputs, limits),
            LateFillGate.Evaluate(limits),
            SpreadGate.Evaluate(inputs, limits),
            DepthGate.Evaluate(inputs, limits),
        ];
    }
}
