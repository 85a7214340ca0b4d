using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.AspNetCore.Identity;

namespace CryptoRun.Web.Identity;

/// <summary>Looks every few seconds whether those who have something open may still have it: one question to the store for all of them, however many they are.</summary>
/// <param name="scopes">Where the store is asked.</param>
/// <param name="first">Whether there is any user.</param>
/// <param name="options">Where a cookie carries its stamp.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class ReaderWatch(IServiceScopeFactory scopes, FirstUser first, IOptions<IdentityOptions> options, TimeProvider wall, ILogger<ReaderWatch> log) : IDisposable
{
    /// <summary>How often it is looked.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private const int AtOnce = 500;
    private readonly ConcurrentDictionary<Followed, byte> _followed = new();
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private int _looking;

    /// <summary>Follows somebody until it is disposed.</summary>
    /// <param name="reader">As they came.</param>
    /// <param name="changed">Called at every look from which they are not what they were.</param>
    public IDisposable Follow(ClaimsPrincipal reader, Action changed)
    {
        var followed = new Followed(this, IdOf(reader), reader, changed);
        _followed[followed] = 0;
        lock (_gate) _timer ??= wall.CreateTimer(_ => _ = LookAsync(), null, Look, Look);
        return followed;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate) _timer?.Dispose();
    }

    private static (string Kind, string Id) IdOf(ClaimsPrincipal reader)
    {
        if (reader.FindFirstValue(KeyScheme.Key) is { } key) return ("key", key);
        return reader.Identity is { IsAuthenticated: true } && reader.FindFirstValue(ClaimTypes.NameIdentifier) is { } user ? ("user", user) : ("nobody", "");
    }

    private async Task LookAsync()
    {
        if (_followed.IsEmpty || Interlocked.Exchange(ref _looking, 1) == 1) return;
        try
        {
            var of = _followed.Keys.ToLookup(static f => f.Id.Kind);
            await using var scope = scopes.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<PeopleContext>();
            await UsersAsync(context, of["user"]);
            await KeysAsync(context, of["key"]);
            var hasUsers = await first.ExistsAsync(CancellationToken.None);

            // Who was the owner of a demonstration is so no more when there are users.
            foreach (var each in of["nobody"].Where(f => hasUsers && f.Reader.IsInRole(Roles.Admin))) each.Changed();
        }
        catch (Exception error)
        {
            // A store that is away for a moment ends nobody's work; it is asked again at the next look.
            IdentityLog.StoreFailed(log, error);
        }
        finally
        {
            Interlocked.Exchange(ref _looking, 0);
        }
    }

    private async Task UsersAsync(PeopleContext context, IEnumerable<Followed> followed)
    {
        foreach (var part in followed.GroupBy(static f => f.Id.Id).Chunk(AtOnce))
        {
            var ids = part.Select(static p => p.Key).ToList();
            var stamps = await context.Users.AsNoTracking().Where(u => ids.Contains(u.Id) && !u.IsDisabled).Select(static u => new { u.Id, u.SecurityStamp }).ToDictionaryAsync(static u => u.Id, static u => u.SecurityStamp);
            foreach (var each in part.SelectMany(static p => p).Where(f => !string.Equals(stamps.GetValueOrDefault(f.Id.Id), f.Reader.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType), StringComparison.Ordinal))) each.Changed();
        }
    }

    private async Task KeysAsync(PeopleContext context, IEnumerable<Followed> followed)
    {
        foreach (var part in followed.GroupBy(static f => f.Id.Id).Chunk(AtOnce))
        {
            var (ids, now) = (part.Select(static p => p.Key).ToList(), wall.GetUtcNow());
            var good = (await context.ApiKeys.AsNoTracking().Where(k => ids.Contains(k.Id) && k.RevokedAt == null && k.ExpiresAt > now).Select(static k => k.Id).ToListAsync()).ToHashSet(StringComparer.Ordinal);
            foreach (var each in part.SelectMany(static p => p).Where(f => !good.Contains(f.Id.Id))) each.Changed();
        }
    }

    private sealed class Followed(ReaderWatch watch, (string Kind, string Id) id, ClaimsPrincipal reader, Action changed) : IDisposable
    {
        public (string Kind, string Id) Id { get; } = id;

        public ClaimsPrincipal Reader { get; } = reader;

        public void Changed()
        {
            try
            {
                changed();
            }
            catch (ObjectDisposedException)
            {
                // It has ended by itself meanwhile.
            }
        }

        public void Dispose() => watch._followed.TryRemove(this, out _);
    }
}
