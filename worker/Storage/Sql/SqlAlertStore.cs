using System.Data;
using System.Data.Common;
using System.Text.Json;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Live;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Alerts and their deliveries in a database; triggers keep the alerts append-only.</summary>
internal sealed class SqlAlertStore(SqlStore store) : IAlertStore
{
    // Subjects are keys here, and stay as they are written.
    private static readonly JsonSerializerOptions States = new(Json.Options) { DictionaryKeyPolicy = null };

    private const string Columns = "id, at, kind, subject, body, rule_id, rule_name, is_entry, scan_id, href, suppressed, why";

    public Task<IReadOnlyDictionary<string, StoredRuleState>> StatesAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyDictionary<string, StoredRuleState>>(
        connection => connection.Query<(string Rule, long Revision, string Document)>("SELECT rule_id, revision, document FROM alert_states").ToDictionary(
            static r => r.Rule, static r => new StoredRuleState(r.Revision, JsonSerializer.Deserialize<RuleState>(r.Document, States)!), StringComparer.Ordinal),
        cancellationToken);

    public async Task<bool> CommitAsync(IReadOnlyList<AlertCommit> commits, CancellationToken cancellationToken)
    {
        try
        {
            return await store.WriteAsync(
                connection =>
                {
                    foreach (var commit in commits) Write(connection, commit);
                    return true;
                },
                cancellationToken);
        }
        catch (DBConcurrencyException)
        {
            return false;
        }
    }

    public Task<IReadOnlyList<SentAlert>> SentAfterAsync(DateTimeOffset after, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<SentAlert>>(
        connection => [.. connection.Query<(long At, string Rule)>("SELECT at, rule_id FROM alerts WHERE suppressed IS NULL AND at > @after", new { after = after.UtcTicks }).Select(static r => new SentAlert(SqlStore.Utc(r.At), r.Rule))],
        cancellationToken);

    public Task<IReadOnlyList<StoredAlert>> ListAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        List<string> conditions = [];
        if (query.Before is not null) conditions.Add("(at, seq) < (SELECT at, seq FROM alerts WHERE id = @Before)");
        if (query.RuleId is not null) conditions.Add("rule_id = @RuleId");
        if (query.Kind is not null) conditions.Add("kind = @Kind");
        if (query.Subject is not null) conditions.Add("subject LIKE @Subject ESCAPE '!'");
        if (!query.WithSuppressed) conditions.Add("suppressed IS NULL");
        if (query.ChannelId is not null) conditions.Add("EXISTS (SELECT 1 FROM alert_deliveries d WHERE d.alert_id = alerts.id AND d.channel_id = @ChannelId)");
        var sql = $"SELECT {Columns} FROM alerts {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))} ORDER BY at DESC, seq DESC LIMIT @Limit";
        var values = new
        {
            query.Before,
            query.RuleId,
            Kind = query.Kind?.ToString(),
            Subject = query.Subject is null ? null : SqlText.Containing(query.Subject.ToUpperInvariant()),
            query.ChannelId,
            Limit = Math.Clamp(query.Limit, 0, 500),
        };
        return store.ReadAsync<IReadOnlyList<StoredAlert>>(connection => Read(connection, sql, values), cancellationToken);
    }

    public Task<IReadOnlyList<StoredAlert>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellationToken) => store.WriteAsync<IReadOnlyList<StoredAlert>>(
        connection =>
        {
            var due = connection.Query<(string Alert, string Channel)>(
                "SELECT alert_id, channel_id FROM alert_deliveries WHERE state = 'pending' AND next_at <= @now ORDER BY next_at LIMIT @most", new { now = now.UtcTicks, most }).ToList();
            List<(string Alert, string Channel)> claimed = [.. due.Where(d => connection.Execute(
                "UPDATE alert_deliveries SET next_at = @until WHERE alert_id = @Alert AND channel_id = @Channel AND state = 'pending' AND next_at <= @now",
                new { d.Alert, d.Channel, now = now.UtcTicks, until = until.UtcTicks }) == 1)];
            var alerts = ById(connection, claimed.Select(static c => c.Alert));
            return [.. claimed.Select(c => alerts[c.Alert] with { Deliveries = [.. alerts[c.Alert].Deliveries.Where(d => string.Equals(d.ChannelId, c.Channel, StringComparison.Ordinal))] })];
        },
        cancellationToken);

    public Task DeliveredAsync(string alertId, AlertDelivery delivery, CancellationToken cancellationToken) => store.WriteAsync(
        connection => connection.Execute(
            "UPDATE alert_deliveries SET state = @State, attempts = @Attempts, next_at = @NextAt, updated_at = @UpdatedAt, error = @Error WHERE alert_id = @AlertId AND channel_id = @ChannelId", Row(alertId, delivery)),
        cancellationToken);

    public async Task<bool> TryAgainAsync(string alertId, string channelId, DateTimeOffset now, CancellationToken cancellationToken) => await store.WriteAsync(
        connection => connection.Execute(
            "UPDATE alert_deliveries SET state = 'pending', attempts = 0, next_at = @now, updated_at = @now WHERE alert_id = @alertId AND channel_id = @channelId AND state = 'dead'",
            new { alertId, channelId, now = now.UtcTicks }),
        cancellationToken) == 1;

    public Task<long> WaitingAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(static connection => connection.ExecuteScalar<long>("SELECT count(*) FROM alert_deliveries WHERE state = 'pending'"), cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => store.ReadAsync(
        connection => connection.ExecuteScalar<long?>("SELECT min(next_at) FROM alert_deliveries WHERE state = 'pending'") is { } ticks ? SqlStore.Utc(ticks) : (DateTimeOffset?)null, cancellationToken);

    private static void Write(DbConnection connection, AlertCommit commit)
    {
        var row = new { commit.RuleId, commit.Revision, Next = commit.Revision + 1, Document = JsonSerializer.Serialize(commit.State, States) };
        var written = commit.Revision == 0
            ? connection.Execute("INSERT INTO alert_states (rule_id, revision, document) VALUES (@RuleId, @Next, @Document) ON CONFLICT DO NOTHING", row)
            : connection.Execute("UPDATE alert_states SET revision = @Next, document = @Document WHERE rule_id = @RuleId AND revision = @Revision", row);
        if (written == 0) throw new DBConcurrencyException("Another process has written the state meanwhile.");

        foreach (var alert in commit.Alerts)
        {
            var isNew = connection.Execute(
                $"INSERT INTO alerts ({Columns}) VALUES (@Id, @At, @Kind, @Subject, @Text, @RuleId, @RuleName, @IsEntry, @ScanId, @Href, @Suppressed, @Why) ON CONFLICT DO NOTHING",
                new
                {
                    alert.Id,
                    At = alert.At.UtcTicks,
                    Kind = alert.Kind.ToString(),
                    alert.Subject,
                    alert.Text,
                    alert.RuleId,
                    alert.RuleName,
                    IsEntry = alert.IsEntry ? 1L : 0L,
                    alert.ScanId,
                    alert.Href,
                    Suppressed = alert.Suppressed?.ToString(),
                    alert.Why,
                }) == 1;
            if (!isNew) continue;
            foreach (var delivery in alert.Deliveries)
            {
                connection.Execute(
                    """
                    INSERT INTO alert_deliveries (alert_id, channel_id, channel_name, channel_kind, state, attempts, next_at, updated_at, error)
                    VALUES (@AlertId, @ChannelId, @ChannelName, @ChannelKind, @State, @Attempts, @NextAt, @UpdatedAt, @Error)
                    """,
                    Row(alert.Id, delivery));
            }
        }
    }

    private static object Row(string alertId, AlertDelivery delivery) => new
    {
        AlertId = alertId,
        delivery.ChannelId,
        delivery.ChannelName,
        ChannelKind = delivery.ChannelKind.ToString(),
        State = delivery.State.ToString().ToLowerInvariant(),
        Attempts = (long)delivery.Attempts,
        NextAt = delivery.NextAt?.UtcTicks,
        UpdatedAt = delivery.UpdatedAt.UtcTicks,
        delivery.Error,
    };

    private static Dictionary<string, StoredAlert> ById(DbConnection connection, IEnumerable<string> ids)
    {
        Dictionary<string, StoredAlert> found = new(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal)) found[id] = Read(connection, $"SELECT {Columns} FROM alerts WHERE id = @id", new { id })[0];
        return found;
    }

    private static List<StoredAlert> Read(DbConnection connection, string sql, object values)
    {
        List<StoredAlert> alerts = [];
        using (var reader = (DbDataReader)connection.ExecuteReader(sql, values))
        {
            while (reader.Read()) alerts.Add(Alert(reader));
        }

        var sent = alerts.Where(static a => a.Suppressed is null).Select(static a => a.Id).ToList();
        if (sent.Count == 0) return alerts;
        var deliveries = Deliveries(connection, sent);
        return [.. alerts.Select(a => a with { Deliveries = [.. deliveries[a.Id]] })];
    }

    private static ILookup<string, AlertDelivery> Deliveries(DbConnection connection, IReadOnlyList<string> alertIds)
    {
        // Databases do not agree on how a list is a parameter.
        var names = alertIds.Select(static (id, i) => (Name: $"p{i}", Id: id)).ToList();
        var values = new DynamicParameters();
        foreach (var (name, id) in names) values.Add(name, id);
        List<(string Alert, AlertDelivery Delivery)> deliveries = [];
        using var reader = (DbDataReader)connection.ExecuteReader(
            $"""
            SELECT channel_id, channel_name, channel_kind, state, attempts, next_at, updated_at, error, alert_id FROM alert_deliveries
            WHERE alert_id IN ({string.Join(", ", names.Select(static n => "@" + n.Name))}) ORDER BY channel_name, channel_id
            """,
            values);
        while (reader.Read())
        {
            deliveries.Add((reader.GetString(8), new AlertDelivery(
                reader.GetString(0), reader.GetString(1), Enum.Parse<AlertChannelKind>(reader.GetString(2)), Enum.Parse<DeliveryState>(reader.GetString(3), ignoreCase: true), (int)reader.GetInt64(4),
                reader.IsDBNull(5) ? null : SqlStore.Utc(reader.GetInt64(5)), SqlStore.Utc(reader.GetInt64(6)), reader.IsDBNull(7) ? null : reader.GetString(7))));
        }

        return deliveries.ToLookup(static d => d.Alert, static d => d.Delivery, StringComparer.Ordinal);
    }

    private static StoredAlert Alert(DbDataReader row) => new(
        row.GetString(0),
        SqlStore.Utc(row.GetInt64(1)),
        Enum.Parse<BoardAlertKind>(row.GetString(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        row.GetInt64(7) != 0,
        row.IsDBNull(8) ? null : row.GetString(8),
        row.GetString(9),
        row.IsDBNull(10) ? null : Enum.Parse<Suppression>(row.GetString(10)),
        row.IsDBNull(11) ? null : row.GetString(11),
        []);
}
