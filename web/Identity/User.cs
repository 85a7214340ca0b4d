using Microsoft.AspNetCore.Identity;

namespace CryptoRun.Web.Identity;

/// <summary>Somebody who may sign in.</summary>
public sealed class User : IdentityUser
{
    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; set; } = Roles.Viewer;

    /// <summary>Whether an admin shut them out.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Whether the password was given by somebody else: until it is changed it opens nothing.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Number of the half-minute whose code was used last: no code is good twice.</summary>
    public long? TotpStep { get; set; }

    /// <summary>Since when, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When they signed in last, UTC; null for never.</summary>
    public DateTimeOffset? SignedInAt { get; set; }
}

/// <summary>What a program shows instead of a password. Only the hash of it is kept.</summary>
public sealed class ApiKey
{
    /// <summary>Identity.</summary>
    public required string Id { get; set; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>Its first characters, by which people recognise it.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of it, lower-case hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>One of <see cref="Roles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>Requests a minute.</summary>
    public int PerMinute { get; set; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From when on it is not good any more, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was used last, UTC, to the minute; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was revoked, UTC; null when it is good.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A key that cookies are sealed with.</summary>
public sealed class ProtectionKey
{
    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>The key as Data Protection writes it.</summary>
    public required string Xml { get; set; }
}
