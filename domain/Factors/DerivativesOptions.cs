namespace CryptoRun.Domain.Factors;

/// <summary>Parameters of <see cref="Derivatives"/>.</summary>
public sealed record DerivativesOptions
{
    /// <summary>Hours of funding rates and of hourly changes that are looked back on, 24 to 336.</summary>
    public int WindowHours { get; init; } = 168;

    /// <summary>Fewer rates of a venue in the window give no z, 3 to 168. Ten are what the regression asks for too; under nine, |z| cannot reach 2.5.</summary>
    public int FewestRates { get; init; } = 10;

    /// <summary>Fewer hours give no beta and the change of open interest stays raw, 3 to 168.</summary>
    public int FewestHours { get; init; } = 10;

    /// <summary>A regression that explains less gives no beta either, 0 to 1.</summary>
    public double LeastRSquared { get; init; } = 0.1;

    /// <summary>Marks further apart in time than this are not compared, seconds, 1 to 3600: a price that moved is no dispersion.</summary>
    public int MaximumMarkSkewSeconds { get; init; } = 120;

    /// <summary>Weight of funding, 0 to 1.</summary>
    public double FundingWeight { get; init; } = 0.40;

    /// <summary>Weight of the open interest residual, 0 to 1.</summary>
    public double OpenInterestWeight { get; init; } = 0.35;

    /// <summary>Weight of the basis dispersion, 0 to 1.</summary>
    public double BasisWeight { get; init; } = 0.25;
}
