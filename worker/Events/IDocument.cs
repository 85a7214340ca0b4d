namespace CryptoRun.Worker.Events;

/// <summary>A document somewhere. An expected failure is a value; cancellation propagates. One reader at a time.</summary>
internal interface IDocument
{
    /// <summary>Its name for people, without secrets.</summary>
    string Name { get; }

    /// <summary>Reads it when it has changed since it was last <see cref="Accepted"/>.</summary>
    Task<DocumentAnswer> ReadAsync(CancellationToken cancellationToken);

    /// <summary>What was last read is taken: it need not be read again until it changes.</summary>
    void Accepted();
}

/// <summary>A document, or why there is none.</summary>
/// <param name="Body">Its bytes; null: not changed, or a failure.</param>
/// <param name="Failure">One sentence; null: none.</param>
/// <param name="NotBefore">The server's own word on when to come back.</param>
internal sealed record DocumentAnswer(byte[]? Body, string? Failure = null, TimeSpan? NotBefore = null)
{
    /// <summary>Not changed.</summary>
    public static DocumentAnswer Unchanged { get; } = new(null, null);
}
