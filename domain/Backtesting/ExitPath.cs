using CryptoRun.Domain.Exits;

namespace CryptoRun.Domain.Backtesting;

/// <summary>
/// Takes a position through a bar in the order that is worst for it: the open, then the low, then the high, then the close. A stop inside the bar is filled at its level, or at the open
/// where the bar opened beyond it; a target likewise.
/// </summary>
internal static class ExitPath
{
    // A price on a target's level is on it whatever the rounding.
    private const double Rounding = 1e-12;

    /// <summary>At the bar's open: every rule is asked, what fires is filled at the open.</summary>
    /// <returns>The position after it; exits are added to <paramref name="exits"/>.</returns>
    public static HeldPosition Open(HeldPosition position, ExitReading reading, ExitOptions options, List<PathExit> exits)
    {
        if (IsQuiet(position, reading.At, reading.Price, reading.Price, options)) return Higher(position, reading.Price);

        var decision = ExitRules.Judge(position, reading, options);
        if (decision.Rule is not null) exits.Add(new PathExit(decision, decision.Share, reading.Price));
        return position.After(reading, decision);
    }

    /// <summary>Inside the bar, after its open.</summary>
    public static HeldPosition Inside(HeldPosition position, PathBar bar, ExitReading reading, ExitOptions options, List<PathExit> exits)
    {
        if (IsQuiet(position, reading.At, bar.Low, bar.High, options)) return Higher(position, bar.High);

        var low = ExitRules.Judge(position, reading with { Price = bar.Low }, options);
        if (low.Rule is { } stop)
        {
            exits.Add(new PathExit(low, 1, Math.Clamp(LevelOf(stop, low, position), bar.Low, bar.Open)));
            return position;
        }

        position = Target(position, bar, reading, options, exits);
        if (exits is [.., { Share: 1 }]) return position;

        position = Higher(position, bar.High);
        var close = ExitRules.Judge(position, reading with { Price = bar.Close }, options);
        if (close.Rule is { } trailing) exits.Add(new PathExit(close, 1, Math.Clamp(LevelOf(trailing, close, position), bar.Close, bar.High)));
        return position;
    }

    /// <summary>The first target takes half at its level, the second what is left, also where one bar reaches both.</summary>
    private static HeldPosition Target(HeldPosition position, PathBar bar, ExitReading reading, ExitOptions options, List<PathExit> exits)
    {
        if (!position.HasTakenHalf && Reaches(bar, position.EntryPrice * (1 + options.HalfTarget), out var half, out var filled))
        {
            var at = reading with { Price = half };
            var decision = ExitRules.Judge(position, at, options);
            exits.Add(new PathExit(decision, decision.Share, filled));
            position = position.After(at, decision);
        }

        if (position.HasTakenHalf && Reaches(bar, position.EntryPrice * (1 + options.FullTarget), out var all, out filled))
            exits.Add(new PathExit(ExitRules.Judge(position, reading with { Price = all }, options), 1, filled));
        return position;
    }

    /// <summary>Whether a bar reaches a target: the price to judge at, a rounding above it, and the price of the fill.</summary>
    private static bool Reaches(PathBar bar, double level, out double judged, out double filled)
    {
        (judged, filled) = (level * (1 + Rounding), Math.Max(level, bar.Open));
        return bar.High >= level * (1 - Rounding);
    }

    private static double LevelOf(ExitRule rule, ExitDecision decision, HeldPosition position) => rule switch
    {
        ExitRule.HardStop => position.EntryPrice * (1 - decision.Checks[^1].Threshold!.Value),
        ExitRule.TrailingStop => position.HighestPrice * (1 - decision.Checks[^1].Threshold!.Value),
        _ => double.MaxValue,
    };

    /// <summary>Whether nothing of the patient profile can fire between two prices: most bars, which need no words then.</summary>
    private static bool IsQuiet(HeldPosition position, DateTimeOffset at, double low, double high, ExitOptions options) =>
        options.Profile == ExitProfile.Patient
        && low > position.EntryPrice * (1 - options.LeastStop)
        && high < position.EntryPrice * (1 + (position.HasTakenHalf ? options.FullTarget : options.HalfTarget)) * (1 - Rounding)
        && (at - position.OpenedAt).TotalHours < options.HoldHours;

    private static HeldPosition Higher(HeldPosition position, double price) => price > position.HighestPrice ? position with { HighestPrice = price } : position;
}

/// <summary>What is sold in a bar.</summary>
/// <param name="Decision">Rule and reason.</param>
/// <param name="Share">Share of what is held then.</param>
/// <param name="Price">The market's price, USD.</param>
internal readonly record struct PathExit(ExitDecision Decision, double Share, double Price);
