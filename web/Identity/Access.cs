using System.Net;
using System.Security.Claims;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CryptoRun.Web.Identity;

/// <summary>What one may do without signing in.</summary>
/// <param name="options">Whether one may at all.</param>
/// <param name="settings">Which market.</param>
/// <param name="server">Where the program listens; known when it has started.</param>
internal sealed class Access(PeopleOptions options, WorkerSettings settings, IServer server)
{
    // Nobody adds to who somebody is: one of each kind is enough for all.
    private static readonly ClaimsPrincipal WithoutRole = new(new ClaimsIdentity());
    private static readonly Dictionary<string, ClaimsPrincipal> WithRole =
        Roles.All.ToDictionary(static r => r, static r => new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, r)])), StringComparer.Ordinal);

    private static readonly string[] Forwarded = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-For", "X-Real-IP"];

    private Judged? _judged;

    /// <summary>Somebody who has not signed in, with the role that is due to them.</summary>
    /// <param name="hasUsers">Whether there is any user.</param>
    /// <param name="context">The request.</param>
    public ClaimsPrincipal Nobody(bool hasUsers, HttpContext context) => Nobody(hasUsers, IsFromElsewhere(context.Request));

    /// <summary>Somebody who has not signed in, with the role that is due to them.</summary>
    /// <param name="hasUsers">Whether there is any user.</param>
    /// <param name="isFromElsewhere">Whether the request may come from elsewhere.</param>
    public ClaimsPrincipal Nobody(bool hasUsers, bool isFromElsewhere) => RoleOf(hasUsers, isFromElsewhere) is { } role ? WithRole[role] : WithoutRole;

    /// <summary>The role of whoever has not signed in; null for none. In a demonstration without users the reader at the machine is its owner.</summary>
    /// <param name="hasUsers">Whether there is any user.</param>
    /// <param name="isFromElsewhere">Whether the request was passed on by something in front of the program, or names another host than this machine, as a foreign page does whose name was made to lead here: its sender may be anywhere.</param>
    public string? RoleOf(bool hasUsers, bool isFromElsewhere)
    {
        var isDemonstration = settings.Source != MarketSource.Live && !isFromElsewhere && IsLoopbackOnly();
        return (options.Anonymous ?? isDemonstration) ? isDemonstration && !hasUsers ? Roles.Admin : Roles.Viewer : null;
    }

    /// <summary>Whether nobody but this machine can connect. A server without any address serves only this process.</summary>
    internal static bool IsLoopbackOnly(IEnumerable<string> addresses) => addresses.All(static a => IsThisMachine(BindingAddress.Parse(a).Host));

    // Read again only when they are others: while the program starts they come one after the other.
    private bool IsLoopbackOnly()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (_judged is { } judged && judged.Addresses.SequenceEqual(addresses, StringComparer.Ordinal)) return judged.IsLoopback;
        string[] now = [.. addresses];
        return (_judged = new Judged(now, IsLoopbackOnly(now))).IsLoopback;
    }

    private static bool IsFromElsewhere(HttpRequest request)
    {
        foreach (var header in Forwarded)
            if (request.Headers.ContainsKey(header)) return true;
        return !IsThisMachine(request.Host.Host);
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private sealed record Judged(string[] Addresses, bool IsLoopback);
}
