namespace CryptoRun.Web.Layout;

/// <summary>
/// What the first answer of a page has read, kept for the circuit that takes the page over: it shows the same at once instead of nothing until it has read again. References
/// only, nothing is sent to the browser; a circuit on another node finds nothing and reads. What is kept is shared by all who ask for the address: nothing of the reader may be in it.
/// </summary>
/// <param name="wall">Wall time.</param>
internal sealed class HandOver(TimeProvider wall)
{
    /// <summary>How long it is kept: a browser that needs longer to bring its circuit up reads again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    /// <summary>Most addresses kept.</summary>
    public const int Most = 32;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, (object State, long At)> _states = new(StringComparer.Ordinal);

    /// <summary>Keeps what a page has read.</summary>
    /// <param name="address">The page's address.</param>
    /// <param name="state">Immutable.</param>
    public void Keep(string address, object state)
    {
        lock (_turn)
        {
            foreach (var old in _states.Where(s => wall.GetElapsedTime(s.Value.At) > Kept).Select(static s => s.Key).ToList()) _states.Remove(old);
            if (_states.Count >= Most && !_states.ContainsKey(address)) _states.Remove(_states.MinBy(static s => s.Value.At).Key);
            _states[address] = (state, wall.GetTimestamp());
        }
    }

    /// <summary>What the first answer has read; null where it is not known here, or no longer.</summary>
    public T? Find<T>(string address)
        where T : class
    {
        lock (_turn) return _states.TryGetValue(address, out var kept) && wall.GetElapsedTime(kept.At) <= Kept ? kept.State as T : null;
    }
}
