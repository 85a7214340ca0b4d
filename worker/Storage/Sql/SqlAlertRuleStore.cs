using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Documents;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Rules and channels in a database. A change names the version that it replaces; secrets arrive sealed.</summary>
internal sealed class SqlAlertRuleStore(SqlStore store) : IAlertRuleStore
{
    private const string MutedUntil = "mutedUntil";
    private const string Seeded = "seeded";

    public Task<IReadOnlyList<AlertRule>> RulesAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<AlertRule>>(
        static connection => [.. connection.Query<string>("SELECT document FROM alert_rules ORDER BY name, id").Select(static d => JsonSerializer.Deserialize<AlertRule>(d, Json.Options)!)], cancellationToken);

    public async Task<bool> SaveAsync(AlertRule rule, CancellationToken cancellationToken) =>
        await store.WriteAsync(connection => Save(connection, "alert_rules", rule.Id, rule.Version, rule.Name, JsonSerializer.Serialize(rule, Json.Options)), cancellationToken) == 1;

    public async Task<bool> DeleteRuleAsync(string id, int version, CancellationToken cancellationToken) => await store.WriteAsync(
        connection =>
        {
            var gone = connection.Execute("DELETE FROM alert_rules WHERE id = @id AND version = @version", new { id, version = (long)version });
            if (gone == 1) connection.Execute("DELETE FROM alert_states WHERE rule_id = @id", new { id });
            return gone;
        },
        cancellationToken) == 1;

    public Task SeedAsync(AlertRule rule, CancellationToken cancellationToken) => store.WriteAsync(
        connection => connection.Execute("INSERT INTO alert_settings (name, value) VALUES (@Seeded, '1') ON CONFLICT DO NOTHING", new { Seeded }) == 1
            ? Save(connection, "alert_rules", rule.Id, rule.Version, rule.Name, JsonSerializer.Serialize(rule, Json.Options))
            : 0,
        cancellationToken);

    public Task<IReadOnlyList<AlertChannel>> ChannelsAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<AlertChannel>>(
        static connection => [.. connection.Query<(string Document, long HasSecret)>("SELECT document, CASE WHEN secret IS NULL THEN 0 ELSE 1 END FROM alert_channels ORDER BY name, id")
            .Select(static r => JsonSerializer.Deserialize<AlertChannel>(r.Document, Json.Options)! with { HasSecret = r.HasSecret == 1 })],
        cancellationToken);

    public Task<string?> SealedSecretAsync(string channelId, CancellationToken cancellationToken) =>
        store.ReadAsync(connection => connection.ExecuteScalar<string?>("SELECT secret FROM alert_channels WHERE id = @channelId", new { channelId }), cancellationToken);

    public async Task<bool> SaveAsync(AlertChannel channel, string? sealedSecret, CancellationToken cancellationToken) => await store.WriteAsync(
        connection =>
        {
            var written = Save(connection, "alert_channels", channel.Id, channel.Version, channel.Name, JsonSerializer.Serialize(channel, Json.Options));
            if (written == 1 && sealedSecret is not null) connection.Execute("UPDATE alert_channels SET secret = @sealedSecret WHERE id = @Id", new { channel.Id, sealedSecret });
            return written;
        },
        cancellationToken) == 1;

    public async Task<bool> DeleteChannelAsync(string id, int version, DateTimeOffset now, CancellationToken cancellationToken) => await store.WriteAsync(
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
        cancellationToken) == 1;

    public Task<DateTimeOffset?> MutedUntilAsync(CancellationToken cancellationToken) => store.ReadAsync(
        static connection => connection.ExecuteScalar<string?>("SELECT value FROM alert_settings WHERE name = @MutedUntil", new { MutedUntil }) is { } ticks
            ? SqlStore.Utc(long.Parse(ticks, CultureInfo.InvariantCulture))
            : (DateTimeOffset?)null,
        cancellationToken);

    public Task MuteAsync(DateTimeOffset? until, CancellationToken cancellationToken) => store.WriteAsync(
        connection => until is { } instant
            ? connection.Execute(
                "INSERT INTO alert_settings (name, value) VALUES (@MutedUntil, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                new { MutedUntil, value = instant.UtcTicks.ToString(CultureInfo.InvariantCulture) })
            : connection.Execute("DELETE FROM alert_settings WHERE name = @MutedUntil", new { MutedUntil }),
        cancellationToken);

    private static int Save(DbConnection connection, string table, string id, int version, string name, string document) => connection.Execute(
        version == 1
            ? $"INSERT INTO {table} (id, version, name, document) VALUES (@id, @version, @name, @document) ON CONFLICT DO NOTHING"
            : $"UPDATE {table} SET version = @version, name = @name, document = @document WHERE id = @id AND version = @version - 1",
        new { id, version = (long)version, name, document });
}
