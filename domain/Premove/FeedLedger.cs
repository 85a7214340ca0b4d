using System.Runtime.InteropServices;
using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Premove;

/// <summary>Reads a coin's feeds one by one, refuses what may not be used, and keeps the ages of what is.</summary>
internal sealed class FeedLedger(DateTimeOffset at, FreshnessOptions options)
{
    private readonly List<string> _staleLive = [];
    private string? _oldest;
    private double _oldestAge = double.NegativeInfinity;

    public double AgeOf(FeedStamp stamp) => (at - stamp.ExchangeTime).TotalSeconds;

    /// <summary>Reads one number.</summary>
    public Checked Read(FeedShape shape, FeedReading? reading)
    {
        if (Refusal(shape, reading?.Stamp) is { } refusal) return new Checked(null, refusal);
        if (!double.IsFinite(reading!.Value)) return new Checked(null, $"{shape.Name} is not a number");
        if (!(reading.Value >= shape.Least && reading.Value <= shape.Most))
            return new Checked(null, double.IsFinite(shape.Most) ? $"{shape.Name} is outside {shape.Least} to {shape.Most}" : $"{shape.Name} is under {shape.Least}");

        Use(shape, AgeOf(reading.Stamp));
        return new Checked(Figure(shape.Id, reading.Value, shape.Unit, reading.Stamp), null);
    }

    /// <summary>Why a feed may not be used by its stamp alone, or null.</summary>
    public string? Refusal(FeedShape shape, FeedStamp? stamp)
    {
        if (stamp is null) return "no feed";

        var age = AgeOf(stamp);
        if (age < 0) return "stamped after the instant";
        if (stamp.IsLive && age > options.LiveSeconds) _staleLive.Add($"{shape.Name} {Ages.Words(age)} old");
        return age > options.OldestHours * Ages.Hour ? $"older than {Gates.Figure.Plain(options.OldestHours, 0)} h" : null;
    }

    /// <summary>Notes that a feed is in use.</summary>
    public void Use(FeedShape shape, double age)
    {
        if (age <= _oldestAge) return;
        (_oldest, _oldestAge) = (shape.Name, age);
    }

    public PremoveFigure Figure(string name, double value, string unit, FeedStamp stamp) => new(name, value, unit, stamp.Source, stamp.ExchangeTime, AgeOf(stamp));

    public Freshness Freshness()
    {
        var lateBy = _oldest is null ? 0 : Math.Clamp((_oldestAge - (options.FullHours * Ages.Hour)) / ((options.OldestHours - options.FullHours) * Ages.Hour), 0, 1);
        var factor = 1 - (options.Penalty * lateBy);
        var sentence = _oldest is null ? "No feed in use" : $"Oldest feed {_oldest}, {Ages.Words(_oldestAge)}: {(lateBy > 0 ? $"score x {Gates.Figure.Plain(factor, 3)}" : "full value")}";
        if (_staleLive.Count > 0) sentence = $"{sentence}; live feed stale: {string.Join(", ", _staleLive)}, at most {Ages.Words(options.LiveSeconds)}";

        var hint = _staleLive.Count > 0 ? "Needs its live feeds back" : lateBy > 0 ? $"Needs {_oldest} newer than {Ages.Words(options.FullHours * Ages.Hour)}" : $"Falls when a feed is older than {Ages.Words(options.FullHours * Ages.Hour)}";
        return new Freshness(factor, _oldest, _oldest is null ? null : _oldestAge, _staleLive, sentence, hint);
    }
}

/// <summary>What a feed measures.</summary>
/// <param name="Id">camelCase.</param>
/// <param name="Name">In words.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Least">Least value that makes sense.</param>
/// <param name="Most">Largest value that makes sense.</param>
internal sealed record FeedShape(string Id, string Name, string Unit, double Least = double.NegativeInfinity, double Most = double.PositiveInfinity);

/// <summary>A number, or why there is none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Checked(PremoveFigure? Figure, string? Refusal)
{
    public double? Value => Figure?.Value;
}

/// <summary>Ages in words.</summary>
internal static class Ages
{
    public const double Hour = 3600;

    public static string Words(double seconds) => seconds switch
    {
        < 120 => $"{Figure.Plain(seconds, 0)} s",
        < 2 * Hour => $"{Figure.Plain(seconds / 60, 0)} min",
        _ => $"{Figure.Plain(seconds / Hour, 1)} h",
    };
}
