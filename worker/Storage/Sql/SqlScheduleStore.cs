using System.Text.Json;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Scheduling;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Schedules in a database. A change names the version that it replaces and is an entry of the trail in the same transaction.</summary>
internal sealed class SqlScheduleStore(SqlStore store, SqlAuditTrail audit) : IScheduleStore
{
    public Task<IReadOnlyList<JobSchedule>> AllAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<JobSchedule>>(
        static connection => [.. connection.Query<string>("SELECT document FROM job_schedules ORDER BY job").Select(static d => JsonSerializer.Deserialize<JobSchedule>(d, Json.Options)!)], cancellationToken);

    public async Task<bool> SaveAsync(JobSchedule schedule, AuditActor? by, CancellationToken cancellationToken)
    {
        var change = by is null ? null : new AuditChange(by, "job.schedule", schedule.Job, null, null);
        var document = JsonSerializer.Serialize(schedule, Json.Options);
        return await store.WriteAsync(
            connection =>
            {
                var before = connection.ExecuteScalar<string?>("SELECT document FROM job_schedules WHERE job = @Job", new { schedule.Job });
                var written = connection.Execute(
                    schedule.Version == 1
                        ? "INSERT INTO job_schedules (job, version, document) VALUES (@Job, @version, @document) ON CONFLICT DO NOTHING"
                        : "UPDATE job_schedules SET version = @version, document = @document WHERE job = @Job AND version = @version - 1",
                    new { schedule.Job, version = (long)schedule.Version, document });
                if (written == 1 && change is not null) audit.Append(connection, change with { Before = before, After = document });
                return written;
            },
            cancellationToken) == 1;
    }
}
