using CryptoRun.Web.Api;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Configuring;

namespace CryptoRun.Web.Admin;

/// <summary><c>GET /api/v1/settings</c>: what is in force, and where it comes from.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder api) =>
        api.MapGet("/settings", static async (SettingsReader reader, CancellationToken cancellationToken) => Results.Ok(new SettingsAnswer(await reader.ReadAsync(cancellationToken)))).RequireAuthorization(Policies.Administer)
            .Produces<SettingsAnswer>().ProducesProblems(403).WithTags("Operations")
            .Describe(
                "Settings in force", "Of the node that answers: each with its value and origin (default, a file, environment, command line, store). Secrets are masked.",
                """{"settings":[{"key":"Market:Source","value":"Live","origin":"environment"},{"key":"Store:ConnectionString","value":"host=db;password=•••• (set)","origin":"environment"}]}""");
}

/// <summary>All settings.</summary>
/// <param name="Settings">By key.</param>
internal sealed record SettingsAnswer(IReadOnlyList<SettingInForce> Settings);
