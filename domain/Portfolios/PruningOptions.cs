namespace CryptoRun.Domain.Portfolios;

/// <summary>Limits of a portfolio, configuration section <c>Premove:Portfolio</c>. Reaching a limit passes.</summary>
public sealed record PruningOptions
{
    /// <summary>Highest correlation of a pair of positions, -1 to 1.</summary>
    public double Correlation { get; init; } = 0.65;

    /// <summary>Hours of returns that it is measured over, 24 to 5208.</summary>
    public int CorrelationHours { get; init; } = 168;

    /// <summary>Least hours that both of a pair must have, 10 to 5208 and at most <see cref="CorrelationHours"/>.</summary>
    public int SharedHours { get; init; } = 50;

    /// <summary>Most positions in one sector, 1 to 100.</summary>
    public int PerSector { get; init; } = 2;

    /// <summary>Highest sum of the positions' betas to BTC, 0 to 100.</summary>
    public double TotalBeta { get; init; } = 2.0;

    /// <summary>Largest single position, share of equity, 0.0001 to 1.</summary>
    public double SinglePosition { get; init; } = 0.05;

    /// <summary>Largest sum of positions, share of equity, 0.0001 to 1.</summary>
    public double TotalExposure { get; init; } = 0.20;

    /// <summary>What is wrong with these options, one sentence a value with key, value and allowed range; empty when all is well.</summary>
    /// <param name="section">Configuration section that they stand in.</param>
    public IReadOnlyList<string> Validate(string section)
    {
        (string Key, double Value, double Least, double Most)[] values =
        [
            (nameof(Correlation), Correlation, -1, 1),
            (nameof(CorrelationHours), CorrelationHours, 24, 5208),
            (nameof(SharedHours), SharedHours, 10, Math.Clamp(CorrelationHours, 24, 5208)),
            (nameof(PerSector), PerSector, 1, 100),
            (nameof(TotalBeta), TotalBeta, 0, 100),
            (nameof(SinglePosition), SinglePosition, 0.0001, 1),
            (nameof(TotalExposure), TotalExposure, 0.0001, 1),
        ];

        return [.. OptionRange.Problems(section, values)];
    }
}
