namespace CryptoRun.Web.Board;

/// <summary>Where the events of one viewer go: <see cref="EventWriter"/> writes server-sent events, <see cref="HubEvents"/> the messages of the hub.</summary>
internal interface IEventSink
{
    /// <summary>Begins the stream, and tells how long to wait before connecting again where the protocol can say so.</summary>
    void Begin(TimeSpan wait);

    /// <summary>An event that others are sent too.</summary>
    void Event(EncodedEvent encoded);

    /// <summary>Shows that the connection lives, and what time it is in the market.</summary>
    void Heartbeat(DateTimeOffset now);
}
