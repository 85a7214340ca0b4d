using CryptoRun.Web.Identity;
using CryptoRun.Web.Security;
using CryptoRun.Web.Telemetry;
using CryptoRun.Worker;
using CryptoRun.Worker.Configuring;
using CryptoRun.Worker.Scheduling;

namespace CryptoRun.Web.Admin;

/// <summary>The settings in force, those of the web too.</summary>
internal sealed class SettingsReader(IConfiguration configuration, WorkerSettings settings, ConnectionLimits limits, PeopleOptions people, TelemetryOptions telemetry, JobBook jobs)
{
    /// <summary>By key.</summary>
    public async Task<IReadOnlyList<SettingInForce>> ReadAsync(CancellationToken cancellationToken) => SettingsInForce.Of(
        (IConfigurationRoot)configuration, settings, [(ConnectionLimits.Section, limits), ("Identity", people), ("Telemetry", telemetry)], await jobs.AllAsync(cancellationToken));
}
