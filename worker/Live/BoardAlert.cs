namespace CryptoRun.Worker.Live;

/// <summary>An alert as viewers see it; its text is complete, so that nothing need be looked up.</summary>
/// <param name="Id">Of the stored alert, unique.</param>
/// <param name="At">Market time.</param>
/// <param name="Kind">What kind of thing happened.</param>
/// <param name="Subject">Canonical symbol, venue, or the market as a whole.</param>
/// <param name="Text">What happened, without the subject: <c>became candidate, 77.4</c>.</param>
/// <param name="Href">Where to see why, an address of this program.</param>
public sealed record BoardAlert(string Id, DateTimeOffset At, BoardAlertKind Kind, string Subject, string Text, string Href);

/// <summary>What an alert is about.</summary>
public enum BoardAlertKind
{
    /// <summary>A coin began to pass a rule's filter.</summary>
    Entry,

    /// <summary>A coin no longer passes it.</summary>
    Exit,

    /// <summary>The regime changed.</summary>
    Regime,

    /// <summary>A venue degraded or recovered.</summary>
    Venue,

    /// <summary>A pre-movement state.</summary>
    Premove,

    /// <summary>A job failed, or something else of the program itself.</summary>
    System,
}
