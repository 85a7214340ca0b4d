namespace CryptoRun.Worker.Simulation;

/// <summary>What a venue does wrong on demand.</summary>
public enum VenueFault
{
    /// <summary>REST: 429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>REST: the venue's own limit code.</summary>
    LimitCode,

    /// <summary>REST: 500 with a page that is not JSON.</summary>
    ServerError,

    /// <summary>REST: the right answer, three seconds late.</summary>
    Slow,

    /// <summary>REST: no answer until the caller gives up.</summary>
    Hang,

    /// <summary>REST: 200 with JSON that is cut off.</summary>
    WrongJson,

    /// <summary>Stream: connections break, and new ones are refused.</summary>
    DropSockets,

    /// <summary>Stream: connections stay open and say nothing, not even a heartbeat.</summary>
    Silence,

    /// <summary>Stream: book messages carry a wrong checksum, where the venue has one.</summary>
    CorruptChecksums,

    /// <summary>Stream: every third book message is lost on the way.</summary>
    SkipSequence,

    /// <summary>Stream: every third message ends in the middle.</summary>
    CutFrames,

    /// <summary>Both: every fourth hour has no candle.</summary>
    MissingCandles,

    /// <summary>Both: prices are ten times what they are.</summary>
    WrongDecimals,

    /// <summary>Both: the venue's clock is 90 s ahead.</summary>
    ClockSkew,
}

/// <summary>A venue's misbehaviour on demand: a few times (<see cref="FailNext"/> and the like) or until it is switched off (<see cref="Switch"/>). Safe from any thread.</summary>
/// <param name="dropSockets">Breaks all connections.</param>
internal sealed class VenueFaults(Action dropSockets)
{
    private const int EveryThird = 3;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan UsualRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Faults of REST calls.</summary>
    public static readonly IReadOnlyList<VenueFault> OfRest =
        [VenueFault.TooManyRequests, VenueFault.LimitCode, VenueFault.ServerError, VenueFault.Slow, VenueFault.Hang, VenueFault.WrongJson];

    private readonly Lock _gate = new();
    private readonly Queue<(VenueFault Kind, TimeSpan RetryAfter)> _rest = new();
    private readonly SortedSet<VenueFault> _standing = [];
    private readonly Dictionary<VenueFault, int> _ordered = [];
    private int _books;
    private int _frames;

    /// <summary>Faults that stand until they are switched off.</summary>
    public IReadOnlyList<VenueFault> Standing
    {
        get
        {
            lock (_gate) return [.. _standing];
        }
    }

    /// <summary>Switches a fault on or off.</summary>
    public void Switch(VenueFault fault, bool on)
    {
        lock (_gate)
        {
            if (on) _standing.Add(fault);
            else _standing.Remove(fault);
        }

        if (on && fault == VenueFault.DropSockets) dropSockets();
    }

    /// <summary>The venue behaves again: nothing stands, nothing is ordered.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _standing.Clear();
            _rest.Clear();
            _ordered.Clear();
        }
    }

    /// <summary>The next REST calls go wrong, after those already ordered.</summary>
    /// <param name="kind">A fault of REST.</param>
    /// <param name="calls">How many.</param>
    /// <param name="retryAfter">The Retry-After of <see cref="VenueFault.TooManyRequests"/>; 1 s by default.</param>
    public void FailNext(VenueFault kind, int calls = 1, TimeSpan? retryAfter = null)
    {
        if (!IsRest(kind)) throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no fault of REST.");
        lock (_gate)
        {
            for (var i = 0; i < calls; i++) _rest.Enqueue((kind, retryAfter ?? UsualRetryAfter));
        }
    }

    /// <summary>All connections break without a closing handshake.</summary>
    public void DropSockets() => dropSockets();

    /// <summary>The next data frame is sent as text that ends in the middle.</summary>
    public void TruncateNextFrame() => Order(VenueFault.CutFrames, 1);

    /// <summary>The next book frames carry a wrong checksum.</summary>
    public void CorruptChecksums(int frames = 1) => Order(VenueFault.CorruptChecksums, frames);

    /// <summary>The next book frames are lost on the way.</summary>
    public void SkipSequence(int frames = 1) => Order(VenueFault.SkipSequence, frames);

    /// <summary>Whether a REST call that was ordered to go wrong has yet to come.</summary>
    internal bool IsRestFaultWaiting
    {
        get
        {
            lock (_gate) return _rest.Count > 0;
        }
    }

    /// <summary>Whether a fault stands.</summary>
    internal bool Has(VenueFault fault)
    {
        lock (_gate) return _standing.Contains(fault);
    }

    /// <summary>How far the venue's clock is ahead.</summary>
    internal TimeSpan Skew => Has(VenueFault.ClockSkew) ? Ahead : TimeSpan.Zero;

    /// <summary>The fault of this REST call, null for none.</summary>
    internal (VenueFault Kind, TimeSpan RetryAfter)? NextRest()
    {
        lock (_gate)
        {
            if (_rest.TryDequeue(out var fault)) return fault;
            foreach (var standing in _standing)
            {
                if (IsRest(standing)) return (standing, UsualRetryAfter);
            }

            return null;
        }
    }

    /// <summary>The checksum to send.</summary>
    internal uint Checksum(uint right) => Take(VenueFault.CorruptChecksums) || Has(VenueFault.CorruptChecksums) ? ~right : right;

    /// <summary>Whether this book frame is lost.</summary>
    internal bool LosesBook() => Take(VenueFault.SkipSequence) || (Has(VenueFault.SkipSequence) && Interlocked.Increment(ref _books) % EveryThird == 0);

    /// <summary>The frame as it leaves the venue.</summary>
    internal byte[] Send(byte[] frame) =>
        Take(VenueFault.CutFrames) || (Has(VenueFault.CutFrames) && Interlocked.Increment(ref _frames) % EveryThird == 0) ? frame[..(frame.Length / 2)] : frame;

    private static bool IsRest(VenueFault fault) => OfRest.Contains(fault);

    private void Order(VenueFault fault, int times)
    {
        lock (_gate) _ordered[fault] = _ordered.GetValueOrDefault(fault) + times;
    }

    private bool Take(VenueFault fault)
    {
        lock (_gate)
        {
            if (_ordered.GetValueOrDefault(fault) is not (> 0 and var left)) return false;
            _ordered[fault] = left - 1;
            return true;
        }
    }
}
