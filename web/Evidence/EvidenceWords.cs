using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Numerics;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Evidence;

/// <summary>Words and figures of the evidence.</summary>
internal static class EvidenceWords
{
    /// <summary>A signal's name.</summary>
    public static string Name(Signal signal) => signal switch
    {
        Signal.PlainMomentum24h => "Plain 24 h momentum",
        Signal.SlowMomentum => "Slow momentum",
        Signal.Volatility7d => "Volatility, 7 d",
        Signal.Reversal4h => "Reversal, 4 h",
        Signal.VolumeResidual => "Volume residual",
        _ => signal.ToString(),
    };

    /// <summary>What kind of signal it is.</summary>
    public static string Kind(Signal signal) => signal switch { Signal.Score => "the score", Signal.PlainMomentum24h => "yardstick", <= Signal.Catalyst => "factor", _ => "on trial" };

    /// <summary>camelCase, for machines.</summary>
    public static string Camel(Signal signal) => char.ToLowerInvariant(signal.ToString()[0]) + signal.ToString()[1..];

    /// <summary>Signed per cent with two decimals.</summary>
    public static string Percent(double? fraction) => fraction is null ? Format.Absent : Format.Return(fraction, 2) + " %";

    /// <summary>An interval in per cent, or that there is none.</summary>
    public static string Interval(ConfidenceInterval? interval) => interval is { } i ? $"{Format.Return(i.Low, 2)} to {Format.Return(i.High, 2)}" : "too few days";

    /// <summary>An interval of a correlation.</summary>
    public static string Correlation(ConfidenceInterval? interval) => interval is { } i ? $"{Format.WithSign(i.Low, 3)} to {Format.WithSign(i.High, 3)}" : "too few days";

    /// <summary>Whether an interval holds zero; what does not is written brighter.</summary>
    public static bool HoldsZero(ConfidenceInterval? interval) => interval is not { } i || (i.Low <= 0 && i.High >= 0);

    /// <summary>What a gate blocked, in words.</summary>
    public static string Blocked(GateEvidence gate) => gate.Blocked.Picks == 0 ? "nothing with an outcome yet" : gate.Says(new EvidenceOptions().FewestPicks) switch
    {
        Domain.Evidence.Finding.Worse => "did worse than the rest",
        Domain.Evidence.Finding.Better => "did better than the rest",
        _ => "too little to say",
    };

    /// <summary>An area under the curve with its interval, and whether it tells anything.</summary>
    public static string Auc(AucEvidence auc) => auc.MeanAuc is not { } mean ? "no scan with outcomes above and under its mean yet"
        : $"{Format.Fixed(mean, 3)}, 95 % {(auc.Interval is { } i ? $"{Format.Fixed(i.Low, 3)} to {Format.Fixed(i.High, 3)}" : "too few days")}, of {Format.Fixed(auc.Outcomes, 0)} outcomes in {Format.Fixed(auc.Scans, 0)} scans{(auc.IsTooLittle ? ": too little to say" : "")}";

    /// <summary>A finding in a word.</summary>
    public static string Finding(Finding finding) => finding switch { Domain.Evidence.Finding.Better => "better", Domain.Evidence.Finding.Worse => "worse", _ => "too little to say" };

    /// <summary>Shape before hue: a rise, a fall, a ring.</summary>
    public static string Shape(Finding finding) => finding switch
    {
        Domain.Evidence.Finding.Better => "M6 2 11 10H1z",
        Domain.Evidence.Finding.Worse => "M6 10 1 2h10z",
        _ => "M6 2a4 4 0 1 0 .01 0z",
    };

    /// <summary>What has to pass before an interval can be formed; null where it can.</summary>
    public static string? StillNeeded(HorizonEvidence horizon, DateTimeOffset now)
    {
        if (horizon.Days >= horizon.FewestDays) return null;
        var first = horizon.Days > 0 ? TimeSpan.Zero : horizon.NextKnownAt is { } next ? next - now : TimeSpan.FromHours(horizon.Hours);
        var whole = first + TimeSpan.FromDays(horizon.FewestDays - Math.Max(1, horizon.Days));
        var begin = horizon.Days > 0 ? "" : horizon.NextKnownAt is null ? $"The first outcome is known {horizon.Hours} h after the first scan. " : $"The first outcome is known in {Format.Span(first)}. ";
        return $"{begin}About {Math.Ceiling(whole.TotalHours)} more hours of scans until {horizon.FewestDays} days have outcomes and an interval can be formed.";
    }
}
