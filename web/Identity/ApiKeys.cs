using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Storage;
using Microsoft.EntityFrameworkCore;

namespace CryptoRun.Web.Identity;

/// <summary>Keys of the API. Each change and its entry in the audit trail are one transaction.</summary>
/// <param name="context">Tables.</param>
/// <param name="audit">Audit trail.</param>
/// <param name="ring">Keys in use.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class ApiKeys(PeopleContext context, IAuditTrail audit, KeyRing ring, TimeProvider wall)
{
    public const int LongestName = 60;
    public const int MostDays = 366;
    public const int MostPerMinute = 60_000;

    /// <summary>How every key begins: who finds one knows what it is.</summary>
    public const string Mark = "cr_";

    private const int Shown = 9;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => await context.ApiKeys.AsNoTracking().OrderByDescending(static k => k.CreatedAt).ToListAsync(cancellationToken);

    /// <summary>Makes a key of 256 random bits.</summary>
    /// <returns>The key itself, which is told this once, or what is wrong.</returns>
    public async Task<(string? Secret, string? Problem)> CreateAsync(AuditActor actor, string name, string role, int days, int perMinute, CancellationToken cancellationToken)
    {
        if (name.Trim() is not { Length: > 0 and <= LongestName } plain || plain.Any(char.IsControl)) return (null, $"A name has 1 to {LongestName} characters.");
        if (!Roles.All.Contains(role)) return (null, $"The role is one of {string.Join(", ", Roles.All)}.");
        if (days is < 1 or > MostDays) return (null, $"A key lasts 1 to {MostDays} days.");
        if (perMinute is < 1 or > MostPerMinute) return (null, $"A key may ask 1 to {MostPerMinute} times a minute.");

        var secret = Mark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var now = wall.GetUtcNow();
        var key = new ApiKey
        {
            Id = Guid.NewGuid().ToString("N"),
            Name = plain,
            Prefix = secret[..Shown],
            Hash = HashOf(secret),
            Role = role,
            PerMinute = perMinute,
            CreatedBy = actor.Name,
            CreatedAt = now,
            ExpiresAt = now.AddDays(days),
        };
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.ApiKeys.Add(key);
        await context.SaveChangesAsync(cancellationToken);
        audit.Append(Connection, new AuditChange(actor, "key.create", $"{key.Name} {key.Prefix}", null, Words(key)));
        await transaction.CommitAsync(cancellationToken);
        return (secret, null);
    }

    /// <summary>Makes a key useless: at once on this node, within seconds on others.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    public async Task<string?> RevokeAsync(AuditActor actor, string id, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ApiKeys.FirstOrDefaultAsync(k => k.Id == id, cancellationToken) is not { } key) return "There is no such key.";
        if (key.RevokedAt is not null) return null;
        var before = Words(key);
        key.RevokedAt = wall.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        audit.Append(Connection, new AuditChange(actor, "key.revoke", $"{key.Name} {key.Prefix}", before, Words(key)));
        await transaction.CommitAsync(cancellationToken);
        ring.Forget();
        return null;
    }

    /// <summary>What is kept of a key.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private DbConnection Connection => context.Database.GetDbConnection();

    private static string Words(ApiKey key) => JsonSerializer.Serialize(new { key.Role, key.PerMinute, key.ExpiresAt, key.RevokedAt }, Json.Options);
}
