using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Premove;

/// <summary>Thresholds of the 2-of-3 confirmation.</summary>
public sealed record ConfirmationOptions
{
    /// <summary>A: least absolute funding z, 0 to 100.</summary>
    public double FundingZ { get; init; } = 2;

    /// <summary>B: least whale composite, 0 to 1.</summary>
    public double WhaleComposite { get; init; } = 0.70;

    /// <summary>C: least supply squeeze, 0 to 1.</summary>
    public double Squeeze { get; init; } = 0.60;

    /// <summary>C: least number of its parts, 1 to 4.</summary>
    public int SqueezeParts { get; init; } = 2;

    /// <summary>Part of C, highest change of reserves over 7 d, -1 to 0.</summary>
    public double Reserves { get; init; } = -0.05;

    /// <summary>Part of C, least withdrawals over 24 h, USD, 0 to 1e12.</summary>
    public double WithdrawalsUsd { get; init; } = 50_000_000;

    /// <summary>Part of C, least flow into staking over 24 h, USD, 0 to 1e12.</summary>
    public double StakingUsd { get; init; } = 10_000_000;

    /// <summary>Part of C, least change of open interest over 24 h, 0 to 10.</summary>
    public double OpenInterest { get; init; } = 0.15;

    /// <summary>Least percentile of the volume of the newest 15 min bar, 0 to 1; demanded in HighVolatility.</summary>
    public double VolumePercentile { get; init; } = 0.80;

    /// <summary>How many of the three must be met, 1 to 3.</summary>
    public int Needed { get; init; } = 2;

    internal IEnumerable<string> Validate(string section) => OptionRange.Problems(
        section,
        (nameof(FundingZ), FundingZ, 0, 100),
        (nameof(WhaleComposite), WhaleComposite, 0, 1),
        (nameof(Squeeze), Squeeze, 0, 1),
        (nameof(SqueezeParts), SqueezeParts, 1, 4),
        (nameof(Reserves), Reserves, -1, 0),
        (nameof(WithdrawalsUsd), WithdrawalsUsd, 0, 1e12),
        (nameof(StakingUsd), StakingUsd, 0, 1e12),
        (nameof(OpenInterest), OpenInterest, 0, 10),
        (nameof(VolumePercentile), VolumePercentile, 0, 1),
        (nameof(Needed), Needed, 1, 3));
}

/// <summary>Ages of feeds. The worst feed decides.</summary>
public sealed record FreshnessOptions
{
    /// <summary>Age up to which a feed counts in full, hours, 0 to 48.</summary>
    public double FullHours { get; init; } = 2;

    /// <summary>Age at which the whole penalty applies, and after which a feed is not used, hours, above <see cref="FullHours"/> to 168.</summary>
    public double OldestHours { get; init; } = 4;

    /// <summary>Share of the score that is lost at that age, 0 to 1.</summary>
    public double Penalty { get; init; } = 0.20;

    /// <summary>Oldest that a live feed may be, seconds, 1 to 3600.</summary>
    public double LiveSeconds { get; init; } = 90;

    internal IEnumerable<string> Validate(string section)
    {
        var least = Math.Clamp(FullHours, 0, 48) + 0.01;
        return OptionRange.Problems(
            section,
            (nameof(FullHours), FullHours, 0, 48),
            (nameof(OldestHours), OldestHours, double.IsNaN(least) ? 0.01 : least, 168),
            (nameof(Penalty), Penalty, 0, 1),
            (nameof(LiveSeconds), LiveSeconds, 1, 3600));
    }
}

/// <summary>Scores from which states and verdicts apply; they rise in this order.</summary>
public sealed record StateOptions
{
    /// <summary>Watch, 0 to 100.</summary>
    public double Watch { get; init; } = 60;

    /// <summary>Prepare, and a moderate verdict with confirmation, from <see cref="Watch"/> to 100.</summary>
    public double Prepare { get; init; } = 75;

    /// <summary>Prime, and a strong verdict with confirmation and CVD, from <see cref="Prepare"/> to 100.</summary>
    public double Prime { get; init; } = 85;

    /// <summary>A moderate verdict without confirmation, which is an alert only, from <see cref="Prime"/> to 100.</summary>
    public double Unconfirmed { get; init; } = 90;

    internal IEnumerable<string> Validate(string section) => OptionRange.Problems(
        section,
        (nameof(Watch), Watch, 0, 100),
        (nameof(Prepare), Prepare, Least(Watch), 100),
        (nameof(Prime), Prime, Least(Prepare), 100),
        (nameof(Unconfirmed), Unconfirmed, Least(Prime), 100));

    private static double Least(double before) => before is >= 0 and <= 100 ? before : 0;
}

/// <summary>How many alerts a coin may raise.</summary>
public sealed record AlertOptions
{
    /// <summary>In any hour, 0 to 1000.</summary>
    public int PerHour { get; init; } = 3;

    /// <summary>In any hour under HighVolatility, 0 to 1000.</summary>
    public int PerHourHighVolatility { get; init; } = 6;

    /// <summary>In any 24 hours, 0 to 1000.</summary>
    public int PerDay { get; init; } = 10;

    /// <summary>The hourly limit under a regime.</summary>
    public int HourLimit(RegimeState regime) => regime == RegimeState.HighVolatility ? PerHourHighVolatility : PerHour;

    internal IEnumerable<string> Validate(string section) => OptionRange.Problems(
        section,
        (nameof(PerHour), PerHour, 0, 1000),
        (nameof(PerHourHighVolatility), PerHourHighVolatility, 0, 1000),
        (nameof(PerDay), PerDay, 0, 1000));
}
