using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Premove;

/// <summary>The newest sweep, for the pages of this process. A question "newer than this?", nothing queues.</summary>
public sealed class LatestSweep
{
    private readonly Pulse _changed = new();
    private StoredSweep? _current;

    /// <summary>The newest sweep, of this process or of another on the same store; null before the first: then the store may have one.</summary>
    public StoredSweep? Current => Volatile.Read(ref _current);

    /// <summary>Completes with the next sweep. Take it first, then look.</summary>
    public Task Next => _changed.Next;

    /// <summary>Shows a sweep.</summary>
    internal void Publish(StoredSweep sweep)
    {
        Volatile.Write(ref _current, sweep);
        _changed.Beat();
    }
}
