namespace CryptoRun.Worker.Alerts;

/// <summary>What is known of a rule's subjects; it is stored, so that a restart alerts nobody twice.</summary>
/// <param name="At">Instant of the last sight.</param>
/// <param name="Occasion">The last sight.</param>
/// <param name="Basis">The filter for which this holds.</param>
/// <param name="Subjects">Those of which there is something to know; of all others that they are out.</param>
public sealed record RuleState(DateTimeOffset At, string Occasion, string Basis, IReadOnlyDictionary<string, SubjectState> Subjects);

/// <summary>What is known of one subject.</summary>
/// <param name="IsIn">Whether it is in, after the debounce.</param>
/// <param name="WasTold">What the reader was told last, in or out; it differs from <paramref name="IsIn"/> only while a cool-down holds the news back.</param>
/// <param name="Held">Sights in a row that disagree with <paramref name="IsIn"/>, 0 or more.</param>
/// <param name="HeldSince">The first of them.</param>
/// <param name="SentAt">The last alert.</param>
public sealed record SubjectState(bool IsIn, bool WasTold, int Held = 0, DateTimeOffset? HeldSince = null, DateTimeOffset? SentAt = null)
{
    /// <summary>Nothing known: out.</summary>
    public static SubjectState Out { get; } = new(false, false);
}
