using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Identity;

/// <summary>Who uses an open page. A circuit lives for hours on one request's cookie: who is behind it is looked at again every half minute, and whoever was disabled, demoted or signed out everywhere loses the rights.</summary>
internal sealed class CircuitReader : ServerAuthenticationStateProvider, IDisposable
{
    /// <summary>How often it is looked.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _wall;
    private readonly ILogger<CircuitReader> _log;
    private bool _isLooking;

    public CircuitReader(IServiceScopeFactory scopes, TimeProvider wall, ILogger<CircuitReader> log)
    {
        (_scopes, _wall, _log) = (scopes, wall, log);
        AuthenticationStateChanged += Changed;
    }

    public void Dispose()
    {
        AuthenticationStateChanged -= Changed;
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>Somebody as they are now; the same object when nothing has changed.</summary>
    public async Task<ClaimsPrincipal> NowAsync(ClaimsPrincipal reader, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (reader.Identity is not { IsAuthenticated: true })
        {
            // Who was the owner of a demonstration is so no more when there are users.
            return reader.IsInRole(Roles.Admin) && await services.GetRequiredService<FirstUser>().ExistsAsync(cancellationToken) ? services.GetRequiredService<Access>().Nobody(hasUsers: true, isFromElsewhere: false) : reader;
        }

        var users = services.GetRequiredService<UserManager<User>>();
        var user = await users.FindByIdAsync(users.GetUserId(reader) ?? "");
        var stamp = reader.FindFirstValue(services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType);
        if (user is not { IsDisabled: false } || !string.Equals(user.SecurityStamp, stamp, StringComparison.Ordinal)) return new ClaimsPrincipal(new ClaimsIdentity());
        var now = await services.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user);
        return Rights.Of(now) == Rights.Of(reader) ? reader : now;
    }

    private void Changed(Task<AuthenticationState> state)
    {
        if (_isLooking) return;
        _isLooking = true;
        _ = LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Look, _wall);
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var reader = (await GetAuthenticationStateAsync()).User;
                var now = await SafelyAsync(reader);
                if (ReferenceEquals(now, reader)) continue;
                IdentityLog.RightsChanged(_log, reader.Identity?.Name ?? "whoever has not signed in");
                SetAuthenticationState(Task.FromResult(new AuthenticationState(now)));
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private async Task<ClaimsPrincipal> SafelyAsync(ClaimsPrincipal reader)
    {
        try
        {
            return await NowAsync(reader, _stop.Token);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A store that is away for a moment ends nobody's work; it is asked again in half a minute.
            IdentityLog.StoreFailed(_log, error);
            return reader;
        }
    }
}
