namespace CryptoRun.Worker.Auditing;

/// <summary>A change as it is kept, a link of the chain: its hash covers everything in it and the hash of the entry before.</summary>
/// <param name="At">When, wall clock, UTC.</param>
/// <param name="Number">1 for the first, no gaps.</param>
/// <param name="Node">Machine and process that recorded it.</param>
/// <param name="Change">What was changed, by whom.</param>
/// <param name="Hash">SHA-256, lower-case hexadecimal.</param>
public sealed record AuditEntry(DateTimeOffset At, long Number, string Node, AuditChange Change, string Hash);

/// <summary>What of the trail is wanted, newest first. Null: all.</summary>
/// <param name="Before">Only entries of a lower number.</param>
/// <param name="Actor">Only of this actor, exactly.</param>
/// <param name="Text">Only where action or subject contains this, any case.</param>
/// <param name="From">Not before this instant.</param>
/// <param name="To">Before this instant.</param>
/// <param name="Limit">Most entries, 1 to 1000.</param>
public sealed record AuditQuery(long? Before = null, string? Actor = null, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? To = null, int Limit = 100);

/// <summary>An entry as somebody noted it outside this program, by which a trail that was rewritten or cut as a whole is found out.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditAnchor(long Number, string Hash);

/// <summary>What a verification of the trail found.</summary>
/// <param name="Checked">Entries whose links hold, from the first on.</param>
/// <param name="Head">The last of them: worth noting elsewhere; null in an empty trail.</param>
/// <param name="Problem">Where the chain breaks and how; null when it is whole.</param>
public sealed record AuditVerification(long Checked, AuditAnchor? Head, string? Problem)
{
    /// <summary>Whether it is whole.</summary>
    public bool IsWhole => Problem is null;
}
