namespace CryptoRun.Domain.Regimes;

/// <summary>Configuration section <c>Regime</c>: parameters of the detection.</summary>
public sealed record RegimeOptions
{
    /// <summary>Annualised volatility up to which the market is calm, 0.1 to 5.</summary>
    public double CalmVolatility { get; init; } = 0.90;

    /// <summary>Multiple of <see cref="CalmVolatility"/> up to which volatility is elevated and above which it is extreme, 1 to 5.</summary>
    public double ExtremeMultiple { get; init; } = 1.25;

    /// <summary>Share of coins above their 20-day average above which breadth votes TrendingBull, 0 to 1.</summary>
    public double Breadth { get; init; } = 0.65;

    /// <summary>Thrust above which it votes TrendingBull, 0 to 1.</summary>
    public double Thrust { get; init; } = 0.55;

    /// <summary>A remembered thrust rises from under this, 0 to 1.</summary>
    public double ThrustFrom { get; init; } = 0.40;

    /// <summary>A remembered thrust rises above this, 0 to 1.</summary>
    public double ThrustTo { get; init; } = 0.615;

    /// <summary>Days that the rise may take, and days after it that it still votes, 1 to 30.</summary>
    public int ThrustDays { get; init; } = 10;

    /// <summary>Symbols that take part, by average daily volume, 1 to 1000.</summary>
    public int UniverseSize { get; init; } = 100;

    /// <summary>Closed hours that a symbol must have, 480 to 5208; the same as the scan's.</summary>
    public int MinimumHours { get; init; } = 480;

    /// <summary>Hours in which gaps are counted, 24 to 5208; the same as the scan's.</summary>
    public int GapWindowHours { get; init; } = 720;

    /// <summary>Largest share of missing hours in that window, 0 to 1; the same as the scan's.</summary>
    public double MaximumGapShare { get; init; } = 0.05;

    /// <summary>Days of history that at least one symbol must have; under it the start is cold. 21 to 365.</summary>
    public int ColdStartDays { get; init; } = 21;

    /// <summary>Days that second opinions look back on, at most, 180 to 1460.</summary>
    public int OpinionDays { get; init; } = 730;

    /// <summary>Days under which there is no second opinion, 60 to 730.</summary>
    public int FewestOpinionDays { get; init; } = 180;

    /// <summary>Days that a stretch between two changes of volatility lasts at least, 1 to 60.</summary>
    public int ShortestStretchDays { get; init; } = 5;

    /// <summary>Annualised volatility above which the market is extreme.</summary>
    public double ExtremeVolatility => CalmVolatility * ExtremeMultiple;

    /// <summary>What is wrong with these options, one sentence a value with key, value and allowed range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        (string Key, double Value, double Least, double Most)[] values =
        [
            (nameof(CalmVolatility), CalmVolatility, 0.1, 5),
            (nameof(ExtremeMultiple), ExtremeMultiple, 1, 5),
            (nameof(Breadth), Breadth, 0, 1),
            (nameof(Thrust), Thrust, 0, 1),
            (nameof(ThrustFrom), ThrustFrom, 0, 1),
            (nameof(ThrustTo), ThrustTo, 0, 1),
            (nameof(ThrustDays), ThrustDays, 1, 30),
            (nameof(UniverseSize), UniverseSize, 1, 1000),
            (nameof(MinimumHours), MinimumHours, 480, 5208),
            (nameof(GapWindowHours), GapWindowHours, 24, 5208),
            (nameof(MaximumGapShare), MaximumGapShare, 0, 1),
            (nameof(ColdStartDays), ColdStartDays, 21, 365),
            (nameof(OpinionDays), OpinionDays, 180, 1460),
            (nameof(FewestOpinionDays), FewestOpinionDays, 60, 730),
            (nameof(ShortestStretchDays), ShortestStretchDays, 1, 60),
        ];

        return [.. OptionRange.Problems("Regime", values)];
    }
}
