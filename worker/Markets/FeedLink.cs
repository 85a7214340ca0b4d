using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Markets;

/// <summary>State of the stream as the feed sees it.</summary>
internal sealed class FeedLink
{
    private readonly Lock _gate = new();
    private bool _connected;
    private DateTimeOffset? _lastDataAt;
    private StreamLost? _lost;

    /// <summary>Whether the stream is connected and subscribed.</summary>
    public bool IsConnected
    {
        get
        {
            lock (_gate) return _connected;
        }
    }

    /// <summary>When and why the stream was last lost, null when it never was.</summary>
    public StreamLost? Lost
    {
        get
        {
            lock (_gate) return _lost;
        }
    }

    /// <summary>Connected. Returns when the last data came before, null at the first time.</summary>
    public DateTimeOffset? Up()
    {
        lock (_gate)
        {
            _connected = true;
            return _lastDataAt;
        }
    }

    /// <summary>Lost. Of several losses in a row the first one's time is kept, with the newest reason.</summary>
    public void Down(StreamLost lost)
    {
        lock (_gate)
        {
            _lost = _connected || _lost is null ? lost : _lost with { Reason = lost.Reason };
            _connected = false;
        }
    }

    /// <summary>Data have come.</summary>
    public void Data(DateTimeOffset receivedAt)
    {
        lock (_gate) _lastDataAt = receivedAt;
    }
}
