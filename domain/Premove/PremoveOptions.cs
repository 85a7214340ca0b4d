using CryptoRun.Domain.Portfolios;

namespace CryptoRun.Domain.Premove;

/// <summary>Parameters of the detector, configuration section <c>Premove</c>. Reaching a threshold passes.</summary>
public sealed record PremoveOptions
{
    /// <summary>Coins that take part, by ADV, 1 to 1000.</summary>
    public int UniverseSize { get; init; } = 50;

    /// <summary>Points, available of 100, under which there is no score, 1 to 100.</summary>
    public double LeastPoints { get; init; } = 50;

    /// <summary>Position of a coin that names none, share of equity, 0.0001 to 1.</summary>
    public double PositionWeight { get; init; } = 0.05;

    /// <summary>Where each component reaches its full points.</summary>
    public ScaleOptions Scales { get; init; } = new();

    /// <summary>The CVD residual.</summary>
    public CvdOptions Cvd { get; init; } = new();

    /// <summary>The 2-of-3 confirmation.</summary>
    public ConfirmationOptions Confirmation { get; init; } = new();

    /// <summary>Ages of feeds.</summary>
    public FreshnessOptions Freshness { get; init; } = new();

    /// <summary>Scores of states and verdicts.</summary>
    public StateOptions States { get; init; } = new();

    /// <summary>Alerts.</summary>
    public AlertOptions Alerts { get; init; } = new();

    /// <summary>Limits of the portfolio.</summary>
    public PruningOptions Portfolio { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One line for each wrong value: key, value, allowed range.</exception>
    public void Validate()
    {
        IReadOnlyList<string> problems =
        [
            .. OptionRange.Problems("Premove", (nameof(UniverseSize), UniverseSize, 1, 1000), (nameof(LeastPoints), LeastPoints, 1, 100), (nameof(PositionWeight), PositionWeight, 0.0001, 1)),
            .. Scales.Validate("Premove:Scales"),
            .. Cvd.Validate("Premove:Cvd"),
            .. Confirmation.Validate("Premove:Confirmation"),
            .. Freshness.Validate("Premove:Freshness"),
            .. States.Validate("Premove:States"),
            .. Alerts.Validate("Premove:Alerts"),
            .. Portfolio.Validate("Premove:Portfolio"),
        ];
        if (problems.Count > 0) throw new ArgumentException(string.Join('\n', problems));
    }
}

/// <summary>The value at which a component has its full points; half of it gives half of them.</summary>
public sealed record ScaleOptions
{
    /// <summary>Absolute funding z, 0.1 to 100.</summary>
    public double FundingZ { get; init; } = 3;

    /// <summary>Residual of open interest, USD, 1 to 1e12.</summary>
    public double OpenInterestResidualUsd { get; init; } = 1_000_000;

    /// <summary>Net ETF inflow / 7 d ADV, 0.0001 to 1.</summary>
    public double EtfFlowShare { get; init; } = 0.015;

    /// <summary>Fall of the reserves on exchanges over 7 d, 0.001 to 1.</summary>
    public double ReservesFall { get; init; } = 0.20;

    /// <summary>z of the book's lean and of the spread's narrowing, 0.1 to 100.</summary>
    public double BookPressureZ { get; init; } = 3;

    /// <summary>Net share of large prints, 0.001 to 1.</summary>
    public double LargePrintShare { get; init; } = 0.25;

    /// <summary>Absolute CVD residual in robust sds, 0.1 to 100.</summary>
    public double CvdZ { get; init; } = 3;

    /// <summary>Percentile of raw CVD from which it scores, 0 to 0.9.</summary>
    public double CvdPercentileFrom { get; init; } = 0.50;

    /// <summary>Percentile of raw CVD at which it has full points, 0.91 to 1.</summary>
    public double CvdPercentileTo { get; init; } = 0.95;

    internal IEnumerable<string> Validate(string section) => OptionRange.Problems(
        section,
        (nameof(FundingZ), FundingZ, 0.1, 100),
        (nameof(OpenInterestResidualUsd), OpenInterestResidualUsd, 1, 1e12),
        (nameof(EtfFlowShare), EtfFlowShare, 0.0001, 1),
        (nameof(ReservesFall), ReservesFall, 0.001, 1),
        (nameof(BookPressureZ), BookPressureZ, 0.1, 100),
        (nameof(LargePrintShare), LargePrintShare, 0.001, 1),
        (nameof(CvdZ), CvdZ, 0.1, 100),
        (nameof(CvdPercentileFrom), CvdPercentileFrom, 0, 0.9),
        (nameof(CvdPercentileTo), CvdPercentileTo, 0.91, 1));
}

/// <summary>How the CVD residual is measured.</summary>
public sealed record CvdOptions
{
    /// <summary>Bars of the regression, 20 to 2000.</summary>
    public int Bars { get; init; } = 200;

    /// <summary>Least bars of the regression, 10 to 2000 and at most <see cref="Bars"/>.</summary>
    public int LeastBars { get; init; } = 50;

    /// <summary>Least weighted R2, 0 to 1.</summary>
    public double R2 { get; init; } = 0.30;

    /// <summary>Tukey's constant, 1 to 20.</summary>
    public double TukeyConstant { get; init; } = 4.685;

    /// <summary>Absolute residual in robust sds from which it is significant, 0 to 100.</summary>
    public double SignificantZ { get; init; } = 2;

    /// <summary>Bars of the percentile that stands in, 5 to 2000 and at most <see cref="Bars"/>.</summary>
    public int PercentileBars { get; init; } = 20;

    /// <summary>Percentile from which raw CVD is significant, 0 to 1.</summary>
    public double SignificantPercentile { get; init; } = 0.80;

    internal IEnumerable<string> Validate(string section) => OptionRange.Problems(
        section,
        (nameof(Bars), Bars, 20, 2000),
        (nameof(LeastBars), LeastBars, 10, Math.Clamp(Bars, 20, 2000)),
        (nameof(R2), R2, 0, 1),
        (nameof(TukeyConstant), TukeyConstant, 1, 20),
        (nameof(SignificantZ), SignificantZ, 0, 100),
        (nameof(PercentileBars), PercentileBars, 5, Math.Clamp(Bars, 20, 2000)),
        (nameof(SignificantPercentile), SignificantPercentile, 0, 1));
}
