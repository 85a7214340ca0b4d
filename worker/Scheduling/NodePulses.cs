using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Who of the other nodes is gone: whose count has stood still for too long by our own clock. Clocks of different machines are never compared.</summary>
/// <param name="own">This node.</param>
/// <param name="lostAfter">How long a count may stand still.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class NodePulses(string own, TimeSpan lostAfter, TimeProvider wall)
{
    private readonly Dictionary<string, (long Beats, long Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks at the counts.</summary>
    /// <param name="beats">The nodes that are known.</param>
    /// <param name="atWork">Nodes that have a run at work; one that never beat counts from when it was seen first.</param>
    /// <returns>Nodes that are gone.</returns>
    public IReadOnlyList<string> Gone(IReadOnlyList<NodeBeat> beats, IEnumerable<string> atWork)
    {
        var now = wall.GetTimestamp();
        var counts = beats.ToDictionary(static b => b.Node, static b => b.Beats, StringComparer.Ordinal);
        foreach (var node in atWork) counts.TryAdd(node, 0);
        counts.Remove(own);
        foreach (var node in _seen.Keys.Except(counts.Keys, StringComparer.Ordinal).ToList()) _seen.Remove(node);
        foreach (var (node, count) in counts)
        {
            if (!_seen.TryGetValue(node, out var before) || before.Beats != count) _seen[node] = (count, now);
        }

        return [.. _seen.Where(s => wall.GetElapsedTime(s.Value.Since, now) >= lostAfter).Select(static s => s.Key)];
    }
}
