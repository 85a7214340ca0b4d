namespace CryptoRun.Worker.Storage;

/// <summary>The processes that serve a store together.</summary>
public interface INodeStore
{
    /// <summary>One more beat of a node; its first makes it known.</summary>
    Task BeatAsync(string node, DateTimeOffset wall, CancellationToken cancellationToken);

    /// <summary>All that are known, by name.</summary>
    Task<IReadOnlyList<NodeBeat>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a node.</summary>
    Task ForgetAsync(string node, CancellationToken cancellationToken);
}

/// <summary>A process that serves the store. Its clock need not be ours: whether it lives is told by its count, not by its time.</summary>
/// <param name="Node">Machine and process.</param>
/// <param name="StartedAt">First beat, its wall clock.</param>
/// <param name="SeenAt">Newest beat, its wall clock.</param>
/// <param name="Beats">Beats so far.</param>
public sealed record NodeBeat(string Node, DateTimeOffset StartedAt, DateTimeOffset SeenAt, long Beats);
