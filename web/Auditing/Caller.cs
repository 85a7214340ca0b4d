using System.Security.Claims;
using CryptoRun.Worker.Auditing;
using Microsoft.AspNetCore.Components.Authorization;

namespace CryptoRun.Web.Auditing;

/// <summary>Who uses a page, as the audit trail names them. One a circuit.</summary>
/// <param name="state">Who is signed in; null where nobody can be.</param>
internal sealed class Caller(AuthenticationStateProvider? state = null)
{
    /// <summary>How the trail names whoever has not signed in.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>The reader's network address, told by the page's first answer; null before.</summary>
    public string? From { get; set; }

    /// <summary>Who and from where.</summary>
    public async Task<AuditActor> ActorAsync() => new(Name(state is null ? null : (await state.GetAuthenticationStateAsync()).User), From);

    /// <summary>Who sent a request, and from where.</summary>
    public static AuditActor Of(HttpContext context) => new(Name(context.User), context.Connection.RemoteIpAddress?.ToString());

    private static string Name(ClaimsPrincipal? user) => user?.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Anonymous;
}
