using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Tests.Exits;

/// <summary>A position that nothing closes; tests bend one value of it.</summary>
internal static class ExitScenario
{
    public static readonly DateTimeOffset At = new(2026, 1, 8, 15, 0, 0, TimeSpan.Zero);

    public static readonly ExitOptions Classic = new() { Profile = ExitProfile.Classic };

    /// <summary>Entry at 100 a day ago, ATR 0.7: 1.5 x 0.7 x sqrt 24 = 5.14 %.</summary>
    public static HeldPosition Position { get; } = new(At.AddHours(-24), "SOL-USD", 100, 104, HasTakenHalf: false, 0.7, 1.0, 90);

    public static ExitReading Reading { get; } = new(At, 103, IsHighVolatility: false, VenueState.Green, null, 0.9, 88);

    public static ExitDecision Judge(HeldPosition? position = null, ExitReading? reading = null, ExitOptions? options = null) =>
        ExitRules.Judge(position ?? Position, reading ?? Reading, options ?? Classic);

    public static ExitCheck Check(this ExitDecision decision, ExitRule rule) => decision.Checks.Single(check => check.Rule == rule);
}
