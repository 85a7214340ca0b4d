using System.Text.Json;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Scheduling;
using Dapper;

namespace CryptoRun.Worker.Storage.Sql;

/// <summary>Schedules in a database. A change names the version that it replaces.</summary>
internal sealed class SqlScheduleStore(SqlStore store) : IScheduleStore
{
    public Task<IReadOnlyList<JobSchedule>> AllAsync(CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<JobSchedule>>(
        static connection => [.. connection.Query<string>("SELECT document FROM job_schedules ORDER BY job").Select(static d => JsonSerializer.Deserialize<JobSchedule>(d, Json.Options)!)], cancellationToken);

    public async Task<bool> SaveAsync(JobSchedule schedule, CancellationToken cancellationToken) => await store.WriteAsync(
        connection => connection.Execute(
            schedule.Version == 1
                ? "INSERT INTO job_schedules (job, version, document) VALUES (@Job, @version, @document) ON CONFLICT DO NOTHING"
                : "UPDATE job_schedules SET version = @version, document = @document WHERE job = @Job AND version = @version - 1",
            new { schedule.Job, version = (long)schedule.Version, document = JsonSerializer.Serialize(schedule, Json.Options) }),
        cancellationToken) == 1;
}
