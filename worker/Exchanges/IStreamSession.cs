namespace CryptoRun.Worker.Exchanges;

/// <summary>A venue's protocol on one connection, from its opening to its end. Called by one caller at a time.</summary>
internal interface IStreamSession
{
    /// <summary>Asks for everything.</summary>
    Task SubscribeAsync(CancellationToken cancellationToken);

    /// <summary>Takes one message of the venue and adds what it says to <paramref name="events"/>. Never throws for what it contains.</summary>
    /// <param name="frame">The message, valid during the call.</param>
    /// <param name="now">Market time of receipt.</param>
    /// <param name="events">Its events; order books are kept by the session itself, which says <see cref="BookOpened"/> once.</param>
    FrameMeaning Take(ReadOnlySpan<byte> frame, DateTimeOffset now, List<MarketEvent> events);

    /// <summary>A message has come that could not be read or was too long: whatever it may have changed is not to be trusted.</summary>
    void Break(DateTimeOffset now);

    /// <summary>After each message, and each time that <see cref="StreamEndpoints.PingEvery"/> has passed in silence: sends what has become due.</summary>
    /// <param name="isIdle">Nothing has come for that long.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    Task TendAsync(bool isIdle, CancellationToken cancellationToken);

    /// <summary>The connection is gone.</summary>
    void Lose(DateTimeOffset now);
}

/// <summary>What a message was.</summary>
internal enum FrameMeaning
{
    /// <summary>It could not be used, and may have been anything.</summary>
    Unusable,

    /// <summary>A sign of life, an answer, a state.</summary>
    Other,

    /// <summary>Data, or a subscription that holds: the connection is open.</summary>
    Open,
}
