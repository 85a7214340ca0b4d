namespace CryptoRun.Domain.Exits;

/// <summary>Seven rules, the first that fires wins. A rule whose input is missing is not checked, and says so.</summary>
public static class ExitRules
{
    /// <summary>Judges a position at an instant.</summary>
    /// <param name="position">The position.</param>
    /// <param name="reading">The market and the scores at the instant.</param>
    /// <param name="options">Profile and limits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A price is not a finite number above 0.</exception>
    public static ExitDecision Judge(HeldPosition position, ExitReading reading, ExitOptions options)
    {
        RequirePrice(position.EntryPrice, nameof(position));
        RequirePrice(position.HighestPrice, nameof(position));
        RequirePrice(reading.Price, nameof(reading));

        var checks = new List<ExitCheck>(7);
        if (Fires(checks, StopRules.Hard(position, reading, options))
            || Fires(checks, StopRules.VenueRed(reading, options))
            || Fires(checks, StopRules.Time(position, reading, options))
            || Fires(checks, Asked(ExitRule.Acceleration, options) ?? FadingRules.Acceleration(position, reading, options))
            || Fires(checks, Asked(ExitRule.ScoreDecay, options) ?? FadingRules.Score(position, reading, options))
            || Fires(checks, Asked(ExitRule.TrailingStop, options) ?? StopRules.Trailing(position, reading, options))
            || Fires(checks, TargetRule.Of(position, reading, options)))
        {
            var fired = checks[^1];
            var share = fired.Rule == ExitRule.ProfitTarget && fired.Threshold < options.FullTarget ? 0.5 : 1;
            return new ExitDecision(reading.At, position.Symbol, fired.Rule, share, checks, fired.Reason);
        }

        return new ExitDecision(reading.At, position.Symbol, null, 0, checks, "no exit rule fires");
    }

    private static bool Fires(List<ExitCheck> checks, ExitCheck check)
    {
        checks.Add(check);
        return check.Outcome == ExitOutcome.Fired;
    }

    /// <summary>Null where the profile asks the rule.</summary>
    private static ExitCheck? Asked(ExitRule rule, ExitOptions options) =>
        options.Profile == ExitProfile.Classic ? null : Checked.LeftOut(rule);

    private static void RequirePrice(double price, string name)
    {
        if (!(price > 0 && double.IsFinite(price))) throw new ArgumentOutOfRangeException(name, price, "A price is a finite number above 0.");
    }
}
