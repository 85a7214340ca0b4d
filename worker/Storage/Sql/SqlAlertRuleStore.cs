using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Documents;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Rules and channels in a database. A change names the version that it replaces; secrets arrive sealed.</summary>
internal sealed class SqlAlertRuleStore(SqlStore store, SqlAuditTrail audit) : IAlertRuleStore
{
    private const string MutedUntil = "mutedUntil";
    private const string Seeded = "seeded";
    private const string Rules = "alert_rules";
    private const string Channels = "alert_channels";

    public Task<IReadOnlyList<AlertRule>> RulesAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<AlertRule>>(
        static connection => [.. connection.Query<string>("SELECT document FROM alert_rules ORDER BY name, id").Select(static d => JsonSerializer.Deserialize<AlertRule>(d, Json.Options)!)], cancellationToken);

    public Task<bool> SaveAsync(AlertRule rule, AuditActor by, CancellationToken cancellationToken) => ChangeAsync(
        Rules, rule.Id, "alert-rule.save", by, connection => Save(connection, Rules, rule.Id, rule.Version, rule.Name, JsonSerializer.Serialize(rule, Json.Options)), cancellationToken);

    public Task<bool> DeleteRuleAsync(string id, int version, AuditActor by, CancellationToken cancellationToken) => ChangeAsync(
        Rules,
        id,
        "alert-rule.delete",
        by,
        connection =>
        {
            var gone = connection.Execute("DELETE FROM alert_rules WHERE id = @id AND version = @version", new { id, version = (long)version });
            if (gone == 1) connection.Execute("DELETE FROM alert_states WHERE rule_id = @id", new { id });
            return gone;
        },
        cancellationToken);

    public Task SeedAsync(AlertRule rule, CancellationToken cancellationToken) => store.WriteAsync(
        connection => connection.Execute("INSERT INTO alert_settings (name, value) VALUES (@seed, '1') ON CONFLICT DO NOTHING", new { seed = SeedOf(rule) }) == 1
            ? Save(connection, Rules, rule.Id, rule.Version, rule.Name, JsonSerializer.Serialize(rule, Json.Options))
            : 0,
        cancellationToken);

    /// <summary>The first rule's mark is older than there being several.</summary>
    private static string SeedOf(AlertRule rule) => rule.Id == AlertRule.First.Id ? Seeded : $"{Seeded}:{rule.Id}";

    public Task<IReadOnlyList<AlertChannel>> ChannelsAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<AlertChannel>>(
        static connection => [.. connection.Query<(string Document, long HasSecret)>("SELECT document, CASE WHEN secret IS NULL THEN 0 ELSE 1 END FROM alert_channels ORDER BY name, id")
            .Select(static r => JsonSerializer.Deserialize<AlertChannel>(r.Document, Json.Options)! with { HasSecret = r.HasSecret == 1 })],
        cancellationToken);

    public Task<string?> SealedSecretAsync(string channelId, CancellationToken cancellationToken) =>
        store.ReadAsync(connection => connection.ExecuteScalar<string?>("SELECT secret FROM alert_channels WHERE id = @channelId", new { channelId }), cancellationToken);

    public Task<bool> SaveAsync(AlertChannel channel, string? sealedSecret, AuditActor by, CancellationToken cancellationToken) => ChangeAsync(
        Channels,
        channel.Id,
        sealedSecret is null ? "alert-channel.save" : "alert-channel.save-with-secret",
        by,
        connection =>
        {
            var written = Save(connection, Channels, channel.Id, channel.Version, channel.Name, JsonSerializer.Serialize(channel, Json.Options));
            if (written == 1 && sealedSecret is not null) connection.Execute("UPDATE alert_channels SET secret = @sealedSecret WHERE id = @Id", new { channel.Id, sealedSecret });
            return written;
        },
        cancellationToken);

    public Task<bool> DeleteChannelAsync(string id, int version, DateTimeOffset now, AuditActor by, CancellationToken cancellationToken) => ChangeAsync(
        Channels,
        id,
        "alert-channel.delete",
        by,
        connection =>
        {
            var gone = connection.Execute("DELETE FROM alert_channels WHERE id = @id AND version = @version", new { id, version = (long)version });
            if (gone == 1)
            {
                connection.Execute(
                    "UPDATE alert_deliveries SET state = 'dead', next_at = NULL, updated_at = @now, error = 'The channel was deleted.' WHERE channel_id = @id AND state = 'pending'", new { id, now = now.UtcTicks });
            }

            return gone;
        },
        cancellationToken);

    public Task<DateTimeOffset?> MutedUntilAsync(CancellationToken cancellationToken) => store.ReadAsync(Muted, cancellationToken);

    public Task MuteAsync(DateTimeOffset? until, AuditActor by, CancellationToken cancellationToken)
    {
        var change = new AuditChange(by, "alerts.mute", "all", null, null);
        return store.WriteAsync(
            connection =>
            {
                var before = Muted(connection);
                var written = until is { } instant
                    ? connection.Execute(
                        "INSERT INTO alert_settings (name, value) VALUES (@MutedUntil, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                        new { MutedUntil, value = instant.UtcTicks.ToString(CultureInfo.InvariantCulture) })
                    : connection.Execute("DELETE FROM alert_settings WHERE name = @MutedUntil", new { MutedUntil });
                audit.Append(connection, change with { Before = MuteDocument(before), After = MuteDocument(until) });
                return written;
            },
            cancellationToken);
    }

    private static string? MuteDocument(DateTimeOffset? until) => until is null ? null : JsonSerializer.Serialize(new { mutedUntil = until }, Json.Options);

    private static DateTimeOffset? Muted(DbConnection connection) => connection.ExecuteScalar<string?>("SELECT value FROM alert_settings WHERE name = @MutedUntil", new { MutedUntil }) is { } ticks
        ? SqlStore.Utc(long.Parse(ticks, CultureInfo.InvariantCulture))
        : null;

    /// <summary>Changes one document and tells the trail what it was and is.</summary>
    private async Task<bool> ChangeAsync(string table, string id, string action, AuditActor by, Func<DbConnection, int> work, CancellationToken cancellationToken)
    {
        var change = new AuditChange(by, action, id, null, null);
        return await store.WriteAsync(
            connection =>
            {
                var before = Document(connection, table, id);
                var written = work(connection);
                if (written == 1) audit.Append(connection, change with { Before = before, After = Document(connection, table, id) });
                return written;
            },
            cancellationToken) == 1;
    }

    private static string? Document(DbConnection connection, string table, string id) => connection.ExecuteScalar<string?>($"SELECT document FROM {table} WHERE id = @id", new { id });

    private static int Save(DbConnection connection, string table, string id, int version, string name, string document) => connection.Execute(
        version == 1
            ? $"INSERT INTO {table} (id, version, name, document) VALUES (@id, @version, @name, @document) ON CONFLICT DO NOTHING"
            : $"UPDATE {table} SET version = @version, name = @name, document = @document WHERE id = @id AND version = @version - 1",
        new { id, version = (long)version, name, document });
}
