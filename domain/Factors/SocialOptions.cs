namespace CryptoRun.Domain.Factors;

/// <summary>Parameters of <see cref="Social"/>.</summary>
public sealed record SocialOptions
{
    /// <summary>Points a standard deviation of the residual is worth, 0 to 10.</summary>
    public double PointsPerSd { get; init; } = 4;

    /// <summary>Most points either way, 0 to 10.</summary>
    public double MostPoints { get; init; } = 10;

    /// <summary>Hours after which a reading no longer counts, 1 to 168. Some feeds speak once a day.</summary>
    public int MaximumAgeHours { get; init; } = 24;
}
