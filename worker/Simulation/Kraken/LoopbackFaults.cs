namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>What a venue does wrong on demand.</summary>
internal enum RestFault
{
    /// <summary>429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>HTTP 200 with the venue's own limit code, <c>EAPI:Rate limit exceeded</c>.</summary>
    LimitCode,

    /// <summary>500 with a page that is not JSON.</summary>
    ServerError,

    /// <summary>No answer until the caller gives up.</summary>
    Hang,

    /// <summary>200 with JSON that is cut off.</summary>
    WrongJson,
}

/// <summary>Misbehaviour on demand, for tests. Safe from any thread.</summary>
/// <param name="dropSockets">Breaks all connections.</param>
internal sealed class LoopbackFaults(Action dropSockets)
{
    private readonly Lock _gate = new();
    private readonly Queue<(RestFault Kind, TimeSpan RetryAfter)> _rest = new();
    private bool _truncateNextFrame;
    private int _corruptChecksums;

    /// <summary>The next REST calls go wrong, after those already ordered.</summary>
    /// <param name="kind">How.</param>
    /// <param name="calls">How many.</param>
    /// <param name="retryAfter">The Retry-After of <see cref="RestFault.TooManyRequests"/>; 1 s by default.</param>
    public void FailNext(RestFault kind, int calls = 1, TimeSpan? retryAfter = null)
    {
        lock (_gate)
        {
            for (var i = 0; i < calls; i++) _rest.Enqueue((kind, retryAfter ?? TimeSpan.FromSeconds(1)));
        }
    }

    /// <summary>All WebSocket connections break without a closing handshake.</summary>
    public void DropSockets() => dropSockets();

    /// <summary>The next data frame is sent as text that ends in the middle.</summary>
    public void TruncateNextFrame()
    {
        lock (_gate) _truncateNextFrame = true;
    }

    /// <summary>The next book frames carry a wrong checksum.</summary>
    public void CorruptChecksums(int frames = 1)
    {
        lock (_gate) _corruptChecksums += frames;
    }

    /// <summary>Whether a REST call has yet to go wrong.</summary>
    internal bool IsRestFaultWaiting
    {
        get
        {
            lock (_gate) return _rest.Count > 0;
        }
    }

    /// <summary>The fault of this REST call, null for none.</summary>
    internal (RestFault Kind, TimeSpan RetryAfter)? NextRest()
    {
        lock (_gate) return _rest.TryDequeue(out var fault) ? fault : null;
    }

    /// <summary>The checksum to send.</summary>
    internal uint Checksum(uint right)
    {
        lock (_gate)
        {
            if (_corruptChecksums == 0) return right;
            _corruptChecksums--;
            return ~right;
        }
    }

    /// <summary>Whether this frame is to be cut; true once per order.</summary>
    internal bool TakeTruncation()
    {
        lock (_gate)
        {
            var truncate = _truncateNextFrame;
            _truncateNextFrame = false;
            return truncate;
        }
    }
}
