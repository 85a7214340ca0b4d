using Microsoft.EntityFrameworkCore;

namespace CryptoRun.Web.Identity;

/// <summary>Whether there is any user: with the first one a demonstration ends. Users are never deleted, so a yes is for ever; a no is asked again.</summary>
/// <param name="scopes">Where the store is asked.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class FirstUser(IServiceScopeFactory scopes, TimeProvider wall, ILogger<FirstUser> log)
{
    // Another node may have made the first user.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private volatile bool _exists;
    private long _askedAt = long.MinValue;

    /// <summary>Whether there is one. Where the store does not answer, it is taken for granted: that gives fewer rights.</summary>
    public async ValueTask<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        if (_exists) return true;
        var now = wall.GetUtcNow().UtcTicks;
        var asked = Interlocked.Read(ref _askedAt);
        if (asked != long.MinValue && now - asked < Again.Ticks && now >= asked) return false;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var exists = await scope.ServiceProvider.GetRequiredService<PeopleContext>().Users.AnyAsync(cancellationToken);
            Interlocked.Exchange(ref _askedAt, now);
            if (exists) _exists = true;
            return exists;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            IdentityLog.StoreFailed(log, error);
            return true;
        }
    }

    /// <summary>There is one now.</summary>
    public void Made() => _exists = true;
}
