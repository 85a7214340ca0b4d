namespace CryptoRun.Worker.Alerts;

/// <summary>What a rule sees at one instant.</summary>
/// <param name="At">Market time.</param>
/// <param name="Occasion">Unique to what was looked at, the scan's id for boards: seen twice it counts once.</param>
/// <param name="ScanId">The scan, where there is one.</param>
/// <param name="Subjects">Those that are there, the most important first: it gets what is left of a budget.</param>
/// <param name="Gone">What to say of a subject that was in and is not there any more.</param>
public sealed record AlertSight(DateTimeOffset At, string Occasion, string? ScanId, IReadOnlyList<Sighting> Subjects, Func<string, Sighting> Gone);

/// <summary>One subject at one instant.</summary>
/// <param name="Subject">Canonical symbol, venue, job, regime.</param>
/// <param name="IsIn">Whether it passes the rule's filter.</param>
/// <param name="Text">Its state in words, without the subject: <c>became candidate, 77.4</c>.</param>
/// <param name="Href">Where to see why.</param>
public sealed record Sighting(string Subject, bool IsIn, string Text, string Href)
{
    /// <summary>Whether it is worth telling although the subject was in before; only of who is in.</summary>
    public bool IsNews { get; init; }

    /// <summary>Why whoever saw it holds it back, a budget of its own; null when it does not.</summary>
    public string? HeldBack { get; init; }
}
