namespace CryptoRun.Worker.Alerts.Channels;

/// <summary>A way to people. What goes wrong out there is an answer, never an exception.</summary>
internal interface IAlertSender
{
    /// <summary>The kind of channel it serves.</summary>
    AlertChannelKind Kind { get; }

    /// <summary>Sends a message once.</summary>
    /// <param name="channel">To whom.</param>
    /// <param name="secret">Its secret, opened; null when it has none.</param>
    /// <param name="message">What.</param>
    /// <param name="cancellationToken">Cancellation, also by the longest wait for a receiver.</param>
    Task<SendResult> SendAsync(AlertChannel channel, string? secret, AlertMessage message, CancellationToken cancellationToken);
}

/// <summary>How one attempt ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Error">Why it failed, without address or secret; null when it did not.</param>
/// <param name="After">How long the receiver wants to be left alone; null when it said nothing.</param>
internal sealed record SendResult(SendOutcome Outcome, string? Error = null, TimeSpan? After = null)
{
    /// <summary>The receiver has it.</summary>
    public static SendResult Sent { get; } = new(SendOutcome.Sent);

    /// <summary>It may work another time.</summary>
    public static SendResult Retry(string error, TimeSpan? after = null) => new(SendOutcome.Retry, error, after);

    /// <summary>It will not work until a person changes something.</summary>
    public static SendResult Refused(string error) => new(SendOutcome.Refused, error);
}

/// <summary>How one attempt ended.</summary>
internal enum SendOutcome
{
    /// <summary>The receiver has it.</summary>
    Sent,

    /// <summary>It may work another time.</summary>
    Retry,

    /// <summary>It will not work until a person changes something.</summary>
    Refused,
}
