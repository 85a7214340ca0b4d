namespace CryptoRun.Worker.Exchanges;

/// <summary>
/// Says which books of a connection must be subscribed anew: after a wait that doubles with every failure in a row, and again when the renewal has brought nothing.
/// Not safe from two threads.
/// </summary>
/// <param name="wall">Wall time.</param>
internal sealed class BookRenewals(TimeProvider wall)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Renewal> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>Books have been asked for: one that has no snapshot in time is asked for again.</summary>
    public void Asked(IEnumerable<string> symbols)
    {
        foreach (var symbol in symbols) _waiting[symbol] = new Renewal(Answer, wall.GetTimestamp());
    }

    /// <summary>The venue has no such book: it is not asked for again.</summary>
    public void GivenUp(string symbol) => _waiting.Remove(symbol);

    /// <summary>A book is not to be trusted any more.</summary>
    public void Failed(string symbol)
    {
        var failures = _failures[symbol] = _failures.GetValueOrDefault(symbol) + 1;
        _waiting[symbol] = new Renewal(Backoff.FullJitter(failures, FirstWait, LongestWait), wall.GetTimestamp());
    }

    /// <summary>A snapshot has brought the book back; whether it holds, the next update shows.</summary>
    public void Restored(string symbol)
    {
        if (_waiting.Count > 0) _waiting.Remove(symbol);
    }

    /// <summary>An update after the snapshot agrees.</summary>
    public void Held(string symbol)
    {
        if (_failures.Count > 0) _failures.Remove(symbol);
    }

    /// <summary>Symbols to be subscribed anew now.</summary>
    public IReadOnlyList<string> Due()
    {
        if (_waiting.Count == 0) return [];

        List<string> due = [.. _waiting.Where(w => wall.GetElapsedTime(w.Value.Since) >= w.Value.Wait).Select(static w => w.Key)];
        foreach (var symbol in due) _waiting[symbol] = new Renewal(Answer, wall.GetTimestamp());
        return due;
    }

    private sealed record Renewal(TimeSpan Wait, long Since);
}
