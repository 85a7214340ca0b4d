using System.Runtime.InteropServices;

namespace CryptoRun.Worker.Markets;

/// <summary>What REST still has to bring for a symbol. A symbol starts with everything missing.</summary>
internal sealed class RepairNeed
{
    private readonly Lock _gate = new();
    private long _wants;
    private long _gaps;
    private bool _wanted = true;
    private bool _gap = true;
    private bool _lagging;
    private DateTimeOffset? _recheckFrom;
    private string? _failure;

    /// <summary>Whether REST is to be asked.</summary>
    public bool IsWanted
    {
        get
        {
            lock (_gate) return _wanted;
        }
    }

    /// <summary>Whether hours may be missing or wrong, so that the symbol does not count as live.</summary>
    public bool HasGap
    {
        get
        {
            lock (_gate) return _gap;
        }
    }

    /// <summary>Whether REST has been asked for the last closed hour and had none: the symbol stands still, and nobody waits for it.</summary>
    public bool IsLagging
    {
        get
        {
            lock (_gate) return _lagging;
        }
    }

    /// <summary>Why the last try failed, null when it did not.</summary>
    public string? Failure
    {
        get
        {
            lock (_gate) return _failure;
        }
    }

    /// <summary>The last closed hour did not come: ask, but the symbol stays live.</summary>
    public void Want()
    {
        lock (_gate)
        {
            _wanted = true;
            _wants++;
        }
    }

    /// <summary>Something may have been missed; hours from <paramref name="recheckFrom"/> on are asked for even if they are there.</summary>
    public void Open(DateTimeOffset? recheckFrom)
    {
        lock (_gate)
        {
            (_wanted, _gap) = (true, true);
            _wants++;
            _gaps++;
            if (recheckFrom < (_recheckFrom ?? DateTimeOffset.MaxValue)) _recheckFrom = recheckFrom;
        }
    }

    /// <summary>Begins a repair: from where hours must be asked for in any case, and a token for <see cref="Done"/>.</summary>
    public (DateTimeOffset? RecheckFrom, RepairToken Token) Begin()
    {
        lock (_gate) return (_recheckFrom, new RepairToken(_wants, _gaps));
    }

    /// <summary>Repaired, except for what has come up since <see cref="Begin"/>.</summary>
    /// <param name="token">From <see cref="Begin"/>.</param>
    /// <param name="lagging">Whether the last closed hour is still missing.</param>
    public void Done(RepairToken token, bool lagging)
    {
        lock (_gate)
        {
            (_lagging, _failure) = (lagging, null);
            _wanted = token.Wants != _wants;
            if (token.Gaps == _gaps) (_gap, _recheckFrom) = (false, null);
        }
    }

    /// <summary>Not repaired; it stays wanted.</summary>
    public void Failed(string failure)
    {
        lock (_gate) _failure = failure;
    }

    /// <summary>A closed candle has come.</summary>
    public void Moved()
    {
        lock (_gate) _lagging = false;
    }
}

/// <summary>How much had come up when a repair began.</summary>
/// <param name="Wants">Wants and gaps.</param>
/// <param name="Gaps">Gaps.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RepairToken(long Wants, long Gaps);
