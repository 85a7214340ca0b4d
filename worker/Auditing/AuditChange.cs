namespace CryptoRun.Worker.Auditing;

/// <summary>Somebody changed something.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">What was done: subject's kind and verb, such as <c>alert-rule.save</c>.</param>
/// <param name="Subject">To what: its id or name.</param>
/// <param name="Before">How it was, JSON without secrets; null when it is new.</param>
/// <param name="After">How it is, JSON without secrets; null when it is gone.</param>
public sealed record AuditChange(AuditActor Actor, string Action, string Subject, string? Before, string? After)
{
    /// <summary>Most characters of a name: of actor, address, action, subject.</summary>
    public const int LongestName = 256;

    /// <summary>Most characters of how it was and of how it is.</summary>
    public const int LongestDocument = 64 * 1024;

    /// <summary>Given to each change when it is made: a change that is recorded twice, because nobody knew how the first time ended, is one entry.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The change with what is too long cut and marked.</summary>
    internal AuditChange Bounded() => this with
    {
        Actor = new AuditActor(Cut(Actor.Name, LongestName)!, Cut(Actor.From, LongestName)),
        Action = Cut(Action, LongestName)!,
        Subject = Cut(Subject, LongestName)!,
        Before = Cut(Before, LongestDocument),
        After = Cut(After, LongestDocument),
    };

    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : $"{text[..(most - 1)]}…";
}

/// <summary>Who changed something, and from where.</summary>
/// <param name="Name">User, key or part of the program.</param>
/// <param name="From">Network address; null for the program itself.</param>
public sealed record AuditActor(string Name, string? From)
{
    /// <summary>The program by itself.</summary>
    public static AuditActor Program { get; } = new("program", null);
}
