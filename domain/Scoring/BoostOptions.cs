namespace CryptoRun.Domain.Scoring;

/// <summary>Parameters of <see cref="MeasurementBoost"/>.</summary>
public sealed record BoostOptions
{
    /// <summary>Most points of all parts together, 0 to 4.</summary>
    public double MostPoints { get; init; } = 4;

    /// <summary>Funding |z|, the higher step.</summary>
    public BoostStep FundingHigh { get; init; } = new(2.5, 2);

    /// <summary>Funding |z|, the lower step.</summary>
    public BoostStep FundingLow { get; init; } = new(2, 1);

    /// <summary>|Open interest residual| in USD, the higher step.</summary>
    public BoostStep OpenInterestHigh { get; init; } = new(2_000_000, 1.5);

    /// <summary>|Open interest residual| in USD, the lower step.</summary>
    public BoostStep OpenInterestLow { get; init; } = new(1_000_000, 0.5);

    /// <summary>|ETF net flow / 7 d ADV| as a fraction, the higher step.</summary>
    public BoostStep FundFlowHigh { get; init; } = new(0.015, 1);

    /// <summary>|ETF net flow / 7 d ADV| as a fraction, the lower step.</summary>
    public BoostStep FundFlowLow { get; init; } = new(0.01, 0.5);
}

/// <summary>A step of the boost.</summary>
/// <param name="From">Size that reaches it, in the measure's unit, above 0; reaching it is enough.</param>
/// <param name="Points">What it is worth, 0 to 4.</param>
public sealed record BoostStep(double From, double Points);
