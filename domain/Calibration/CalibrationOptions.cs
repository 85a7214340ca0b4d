using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Calibration;

/// <summary>Configuration section <c>Calibration</c>: how a score becomes a probability, and when nobody may see it.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Hours from the signal in which a barrier must be touched, 1 to 336. The purge is as long.</summary>
    public int HorizonHours { get; init; } = 48;

    /// <summary>Hourly returns that sigma is measured on, 100 to 5208; a shorter history gives as many as it has.</summary>
    public int SigmaHours { get; init; } = 720;

    /// <summary>Closed hours that a symbol must have at the signal, 100 to 5208.</summary>
    public int MinimumHours { get; init; } = 480;

    /// <summary>Largest share of missing hours in the label's window, 0 to 1.</summary>
    public double MaximumGapShare { get; init; } = 0.05;

    /// <summary>Fewest samples, purged ones not counted, 20 to 1000000.</summary>
    public int MinimumSamples { get; init; } = 100;

    /// <summary>Share of the samples, latest ones, that judge the fit, 0.05 to 0.5.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>Bins of equal count of the calibration error, 2 to 100.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>The calibration error must be under this, 0 to 1.</summary>
    public double CalibrationErrorLimit { get; init; } = 0.10;

    /// <summary>The area under the ROC curve must be above this, 0.5 to 1.</summary>
    public double AucLimit { get; init; } = 0.55;

    /// <summary>Cost of a round trip that the excess return must bear, basis points, 0 to 1000.</summary>
    public double CostBps { get; init; } = 20;

    /// <summary>Two-sided confidence of the bootstrap's intervals, 0.5 to 0.9999.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Days in a block of the bootstrap, 1 to 30. Labels of 48 h reach into the next two days, hence 3.</summary>
    public int BlockDays { get; init; } = 3;

    /// <summary>Resamples of the bootstrap, 100 to 100000.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Seed of the bootstrap, 0 or more.</summary>
    public long Seed { get; init; } = 20251122;

    /// <summary>Days after which a fit is made again, 1 to 365.</summary>
    public int RefitDays { get; init; } = 30;

    /// <summary>The label's horizon.</summary>
    internal TimeSpan Horizon => TimeSpan.FromHours(HorizonHours);

    internal BootstrapPlan Bootstrap => new(BlockDays, Resamples, (ulong)Seed, Confidence) { Stop = Stop };

    /// <summary>Ends a fit whose result nobody wants any more.</summary>
    internal CancellationToken Stop { get; init; }

    /// <summary>What is wrong with these options, one sentence a value with key, value and allowed range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        (string Key, double Value, double Least, double Most)[] values =
        [
            (nameof(HorizonHours), HorizonHours, 1, 336),
            (nameof(SigmaHours), SigmaHours, 100, 5208),
            (nameof(MinimumHours), MinimumHours, 100, 5208),
            (nameof(MaximumGapShare), MaximumGapShare, 0, 1),
            (nameof(MinimumSamples), MinimumSamples, 20, 1_000_000),
            (nameof(TestShare), TestShare, 0.05, 0.5),
            (nameof(Bins), Bins, 2, 100),
            (nameof(CalibrationErrorLimit), CalibrationErrorLimit, 0, 1),
            (nameof(AucLimit), AucLimit, 0.5, 1),
            (nameof(CostBps), CostBps, 0, 1000),
            (nameof(Confidence), Confidence, 0.5, 0.9999),
            (nameof(BlockDays), BlockDays, 1, 30),
            (nameof(Resamples), Resamples, 100, 100_000),
            (nameof(Seed), Seed, 0, long.MaxValue),
            (nameof(RefitDays), RefitDays, 1, 365),
        ];

        return [.. OptionRange.Problems("Calibration", values)];
    }

    internal void Require()
    {
        var problems = Validate();
        if (problems.Count > 0) throw new ArgumentException(string.Join('\n', problems));
    }
}
