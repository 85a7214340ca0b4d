using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Identity;

/// <summary>Who uses an open page. A circuit lives for hours on one request's cookie: who is behind it is looked at again every few seconds (<see cref="ReaderWatch"/>), and whoever was disabled, demoted or signed out everywhere loses the rights.</summary>
internal sealed class CircuitReader : ServerAuthenticationStateProvider, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly ReaderWatch _watch;
    private readonly ILogger<CircuitReader> _log;
    private readonly Lock _gate = new();
    private IDisposable? _followed;

    public CircuitReader(IServiceScopeFactory scopes, ReaderWatch watch, ILogger<CircuitReader> log)
    {
        (_scopes, _watch, _log) = (scopes, watch, log);
        AuthenticationStateChanged += Changed;
    }

    public void Dispose()
    {
        AuthenticationStateChanged -= Changed;
        lock (_gate) _followed?.Dispose();
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

    private void Changed(Task<AuthenticationState> state) => _ = FollowAsync(state);

    private async Task FollowAsync(Task<AuthenticationState> state)
    {
        var reader = (await state).User;
        lock (_gate)
        {
            _followed?.Dispose();
            _followed = _stop.IsCancellationRequested ? null : _watch.Follow(reader, () => _ = LookAsync(reader));
        }
    }

    private async Task LookAsync(ClaimsPrincipal reader)
    {
        if (_stop.IsCancellationRequested) return;
        try
        {
            var now = await SafelyAsync(reader);
            if (ReferenceEquals(now, reader)) return;
            IdentityLog.RightsChanged(_log, reader.Identity?.Name ?? "whoever has not signed in");
            SetAuthenticationState(Task.FromResult(new AuthenticationState(now)));
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
            // A store that is away for a moment ends nobody's work; it is asked again at the next look.
            IdentityLog.StoreFailed(_log, error);
            return reader;
        }
    }
}
