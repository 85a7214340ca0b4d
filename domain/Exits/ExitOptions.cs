namespace CryptoRun.Domain.Exits;

/// <summary>Configuration section <c>Exits</c>.</summary>
public sealed record ExitOptions
{
    /// <summary>Which rules are asked.</summary>
    public ExitProfile Profile { get; init; } = ExitProfile.Patient;

    /// <summary>The hard stop in ATR14 of 1 h bars at entry times the root of 24 hours, 0.1 to 10.</summary>
    public double StopAtr { get; init; } = 1.5;

    /// <summary>Nearest hard stop, fraction of the entry price, 0.001 to 0.5.</summary>
    public double LeastStop { get; init; } = 0.04;

    /// <summary>Farthest hard stop, fraction of the entry price, 0.001 to 0.5.</summary>
    public double MostStop { get; init; } = 0.06;

    /// <summary>Seconds that a venue may be red, 0 to 3600.</summary>
    public double VenueRedSeconds { get; init; } = 60;

    /// <summary>Longest holding, hours, 1 to 720.</summary>
    public double HoldHours { get; init; } = 48;

    /// <summary>Share of the entry's acceleration at which the move counts as over, 0 to 1.</summary>
    public double AccelerationShare { get; init; } = 0.5;

    /// <summary>Share of the entry's Final score at which it has decayed, 0 to 1.</summary>
    public double ScoreShare { get; init; } = 0.70;

    /// <summary>The same in HighVolatility, 0 to 1.</summary>
    public double ScoreShareHighVolatility { get; init; } = 0.75;

    /// <summary>Trailing stop under the high, fraction of it, 0.001 to 0.5.</summary>
    public double TrailingStop { get; init; } = 0.05;

    /// <summary>The same in HighVolatility, where an hour's noise is wider, 0.001 to 0.5.</summary>
    public double TrailingStopHighVolatility { get; init; } = 0.07;

    /// <summary>Gain that takes half, fraction of the entry price, 0.001 to 10.</summary>
    public double HalfTarget { get; init; } = 0.15;

    /// <summary>Gain that takes all, fraction of the entry price, 0.001 to 10.</summary>
    public double FullTarget { get; init; } = 0.30;

    /// <summary>What is wrong with these options, one sentence a value with key, value and allowed range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        (string Key, double Value, double Least, double Most)[] values =
        [
            (nameof(Profile), (int)Profile, 0, 1),
            (nameof(StopAtr), StopAtr, 0.1, 10),
            (nameof(LeastStop), LeastStop, 0.001, MostStop),
            (nameof(MostStop), MostStop, 0.001, 0.5),
            (nameof(VenueRedSeconds), VenueRedSeconds, 0, 3600),
            (nameof(HoldHours), HoldHours, 1, 720),
            (nameof(AccelerationShare), AccelerationShare, 0, 1),
            (nameof(ScoreShare), ScoreShare, 0, 1),
            (nameof(ScoreShareHighVolatility), ScoreShareHighVolatility, 0, 1),
            (nameof(TrailingStop), TrailingStop, 0.001, 0.5),
            (nameof(TrailingStopHighVolatility), TrailingStopHighVolatility, 0.001, 0.5),
            (nameof(HalfTarget), HalfTarget, 0.001, FullTarget),
            (nameof(FullTarget), FullTarget, 0.001, 10),
        ];

        return [.. OptionRange.Problems("Exits", values)];
    }
}

/// <summary>Which exit rules are asked.</summary>
public enum ExitProfile
{
    /// <summary>Leaves out acceleration, score decay and trailing stop: on real data acceleration caused two thirds of all exits after 4-5 hours and costs ate the rest.</summary>
    Patient,

    /// <summary>All seven.</summary>
    Classic,
}
