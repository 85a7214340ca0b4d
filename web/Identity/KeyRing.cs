using Microsoft.EntityFrameworkCore;

namespace CryptoRun.Web.Identity;

/// <summary>Keys of the API as they are asked for: what the store said of one is believed for some seconds, so that ten thousand requests are not ten thousand questions.</summary>
/// <param name="scopes">Where the store is asked.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class KeyRing(IServiceScopeFactory scopes, TimeProvider wall)
{
    private const int MostKept = 2_000;
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ApiKey? Key, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    /// <summary>Counts what each key asks, and what each address asks with keys that are none.</summary>
    public RateWindow Asked { get; } = new(wall);

    /// <summary>The key that somebody shows; null where it is none, expired or revoked.</summary>
    public async ValueTask<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (secret.Length is < 40 or > 60 || !secret.StartsWith(ApiKeys.Mark, StringComparison.Ordinal)) return null;
        var hash = ApiKeys.HashOf(secret);
        var now = wall.GetUtcNow();
        (ApiKey? Key, DateTimeOffset At) known;
        lock (_gate) known = _known.TryGetValue(hash, out var kept) && now - kept.At < Believed ? kept : (null, DateTimeOffset.MinValue);
        if (known.At == DateTimeOffset.MinValue) known = (await ReadAsync(hash, now, cancellationToken), now);
        return known.Key is { RevokedAt: null } key && key.ExpiresAt > now ? key : null;
    }

    /// <summary>The store is asked again.</summary>
    public void Forget()
    {
        lock (_gate) _known.Clear();
    }

    private async Task<ApiKey?> ReadAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<PeopleContext>().ApiKeys;
        var key = await keys.AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash, cancellationToken);
        if (key is { RevokedAt: null } && !(now - key.LastUsedAt < UseNoted)) await keys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(s => s.SetProperty(static k => k.LastUsedAt, now), cancellationToken);
        lock (_gate)
        {
            if (_known.Count >= MostKept) _known.Clear();
            _known[hash] = (key, now);
        }

        return key;
    }
}
