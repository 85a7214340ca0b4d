using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Markets;

/// <summary>State of the stream as the feed sees it.</summary>
internal sealed class FeedLink
{
    private readonly Lock _gate = new();
    private bool _connected;
    private bool _opening;
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

    /// <summary>Whether the stream is being opened for the first time, so that it may be there in a moment.</summary>
    public bool IsOpening
    {
        get
        {
            lock (_gate) return _opening;
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

    /// <summary>The stream is about to be opened.</summary>
    public void Opening()
    {
        lock (_gate) _opening = !_connected && _lost is null;
    }

    /// <summary>Connected. Returns when the last data came before, null at the first time.</summary>
    public DateTimeOffset? Up()
    {
        lock (_gate)
        {
            (_connected, _opening) = (true, false);
            return _lastDataAt;
        }
    }

    /// <summary>Lost. Of several losses in a row the first one's time is kept, with the newest reason.</summary>
    public void Down(StreamLost lost)
    {
        lock (_gate)
        {
            _lost = _connected || _lost is null ? lost : _lost with { Reason = lost.Reason };
            (_connected, _opening) = (false, false);
        }
    }

    /// <summary>Data have come.</summary>
    public void Data(DateTimeOffset receivedAt)
    {
        lock (_gate) _lastDataAt = receivedAt;
    }
}
