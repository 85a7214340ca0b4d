using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Exits;

/// <summary>What the exits decided, with the rules they asked on the way.</summary>
/// <param name="At">The instant, UTC.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Rule">The rule that fired; null: hold.</param>
/// <param name="Share">Share of what is held that is to be sold: 0, 0.5 or 1.</param>
/// <param name="Checks">Every rule asked, in order; the one that fired is the last.</param>
/// <param name="Reason">One sentence.</param>
public sealed record ExitDecision(DateTimeOffset At, string Symbol, ExitRule? Rule, double Share, IReadOnlyList<ExitCheck> Checks, string Reason);

/// <summary>One rule asked.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Outcome">What it said.</param>
/// <param name="Actual">Measured, in <paramref name="Unit"/>; null where it was not checked.</param>
/// <param name="Threshold">Where it fires, in <paramref name="Unit"/>; null where that is not known.</param>
/// <param name="Comparison">It fires at least at, or at most at, the threshold; on the threshold it fires.</param>
/// <param name="Unit"><c>fraction</c>, <c>s</c>, <c>h</c>, <c>z</c> or <c>points</c>.</param>
/// <param name="Margin">Distance left until it fires, 0 or less when it has; null where it was not checked.</param>
/// <param name="Reason">In few words.</param>
public sealed record ExitCheck(ExitRule Rule, ExitOutcome Outcome, double? Actual, double? Threshold, Comparison Comparison, string Unit, double? Margin, string Reason);

/// <summary>The rules in their order.</summary>
public enum ExitRule
{
    /// <summary>Loss reaches its limit.</summary>
    HardStop,

    /// <summary>The venue has been red for too long.</summary>
    VenueRed,

    /// <summary>Held for long enough.</summary>
    TimeStop,

    /// <summary>The move has lost its acceleration.</summary>
    Acceleration,

    /// <summary>The score has decayed.</summary>
    ScoreDecay,

    /// <summary>Too far under the high, once in profit.</summary>
    TrailingStop,

    /// <summary>A profit target is reached.</summary>
    ProfitTarget,
}

/// <summary>What a rule said.</summary>
public enum ExitOutcome
{
    /// <summary>Sell.</summary>
    Fired,

    /// <summary>Hold.</summary>
    Held,

    /// <summary>An input is missing; the reason names it.</summary>
    NotChecked,

    /// <summary>Left out by the profile.</summary>
    LeftOut,
}
