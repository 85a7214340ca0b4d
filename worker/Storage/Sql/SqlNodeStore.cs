using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Nodes in a database.</summary>
internal sealed class SqlNodeStore(SqlStore store) : INodeStore
{
    public Task BeatAsync(string node, DateTimeOffset wall, CancellationToken cancellationToken) => store.WriteAsync(
        connection => connection.Execute(
            "INSERT INTO job_nodes (node, started_at, seen_at, beats) VALUES (@node, @at, @at, 1) ON CONFLICT (node) DO UPDATE SET seen_at = excluded.seen_at, beats = job_nodes.beats + 1", new { node, at = wall.UtcTicks }),
        cancellationToken);

    public Task<IReadOnlyList<NodeBeat>> AllAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<NodeBeat>>(
        static connection => [.. connection.Query<(string Node, long StartedAt, long SeenAt, long Beats)>("SELECT node, started_at, seen_at, beats FROM job_nodes ORDER BY node")
            .Select(static n => new NodeBeat(n.Node, SqlStore.Utc(n.StartedAt), SqlStore.Utc(n.SeenAt), n.Beats))],
        cancellationToken);

    public Task ForgetAsync(string node, CancellationToken cancellationToken) => store.WriteAsync(connection => connection.Execute("DELETE FROM job_nodes WHERE node = @node", new { node }), cancellationToken);
}
