using System.Data.Common;
using CryptoRun.Worker.Auditing;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>The audit trail in a database. The row of its head is locked while an entry is appended, so that there is one order whoever writes; triggers keep the entries as they are.</summary>
internal sealed class SqlAuditTrail(SqlStore store, string node, TimeProvider wall) : IAuditTrail
{
    private const int Page = 1000;
    private const string Columns = "number, at, node, id, actor, address, action, subject, before, after, hash";

    public Task<AuditEntry> RecordAsync(AuditChange change, CancellationToken cancellationToken) => store.WriteAsync(connection => Append(connection, change), cancellationToken);

    public AuditEntry Append(DbConnection connection, AuditChange change)
    {
        change = change.Bounded();
        connection.Execute("UPDATE audit_head SET number = number + 1");
        if (connection.Query<Row>($"SELECT {Columns} FROM audit_trail WHERE id = @Id", new { change.Id }).FirstOrDefault() is { } there)
        {
            connection.Execute("UPDATE audit_head SET number = number - 1");
            return there.ToEntry();
        }

        var head = connection.QuerySingle<(long Number, string? Hash)>("SELECT number, hash FROM audit_head");
        var at = wall.GetUtcNow();
        var entry = new AuditEntry(at, head.Number, node, change, AuditChain.Hash(head.Hash, head.Number, at, node, change));
        connection.Execute(
            $"INSERT INTO audit_trail ({Columns}) VALUES (@Number, @At, @Node, @Id, @Actor, @Address, @Action, @Subject, @Before, @After, @Hash)",
            new { entry.Number, At = at.UtcTicks, Node = node, change.Id, Actor = change.Actor.Name, Address = change.Actor.From, change.Action, change.Subject, change.Before, change.After, entry.Hash });
        connection.Execute("UPDATE audit_head SET hash = @Hash", new { entry.Hash });
        return entry;
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        List<string> conditions = ["1 = 1"];
        if (query.Before is not null) conditions.Add("number < @Before");
        if (query.Actor is not null) conditions.Add("actor = @Actor");
        if (query.Text is not null) conditions.Add("(lower(action) LIKE @Text ESCAPE '!' OR lower(subject) LIKE @Text ESCAPE '!')");
        if (query.From is not null) conditions.Add("at >= @From");
        if (query.To is not null) conditions.Add("at < @To");
        var values = new
        {
            query.Before,
            query.Actor,
            Text = query.Text is null ? null : SqlText.Containing(query.Text.ToLowerInvariant()),
            From = query.From?.UtcTicks,
            To = query.To?.UtcTicks,
            Limit = Math.Clamp(query.Limit, 1, Page),
        };
        return store.ReadAsync<IReadOnlyList<AuditEntry>>(
            connection => [.. connection.Query<Row>($"SELECT {Columns} FROM audit_trail WHERE {string.Join(" AND ", conditions)} ORDER BY number DESC LIMIT @Limit", values).Select(static r => r.ToEntry())],
            cancellationToken);
    }

    public Task<AuditVerification> VerifyAsync(AuditAnchor? anchor, CancellationToken cancellationToken) => store.ReadAsync(
        connection =>
        {
            var chain = new AuditChain();
            var head = connection.QuerySingle<(long Number, string? Hash)>("SELECT number, hash FROM audit_head");
            string? problem = null;
            var isAnchored = anchor is null;
            for (var more = true; more && problem is null;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var page = connection.Query<Row>($"SELECT {Columns} FROM audit_trail WHERE number > @Checked ORDER BY number LIMIT @Page", new { chain.Checked, Page }).AsList();
                more = page.Count == Page;
                foreach (var row in page)
                {
                    problem = chain.Add(row.ToEntry());
                    if (problem is not null) break;
                    isAnchored |= chain.Head == anchor;
                }
            }

            if (problem is null && (head.Number, head.Hash) != (chain.Checked, chain.Head?.Hash)) problem = $"the end is missing: the trail's head is entry {head.Number}, the last entry that is there is {chain.Checked}";
            if (problem is null && !isAnchored) problem = $"entry {anchor!.Number} is not the one that was noted, {anchor.Hash}: the trail was written anew or cut";
            return new AuditVerification(chain.Checked, chain.Head, problem);
        },
        cancellationToken);

    private sealed record Row(long Number, long At, string Node, string Id, string Actor, string? Address, string Action, string Subject, string? Before, string? After, string Hash)
    {
        public AuditEntry ToEntry() => new(SqlStore.Utc(At), Number, Node, new AuditChange(new AuditActor(Actor, Address), Action, Subject, Before, After) { Id = Id }, Hash);
    }
}
