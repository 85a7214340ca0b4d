using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CryptoRun.Web.Identity;

/// <summary>Users, keys of the API and keys of cookies, mapped onto the tables that the store's own migrations make.</summary>
/// <param name="options">Which database.</param>
public sealed partial class PeopleContext(DbContextOptions<PeopleContext> options) : IdentityUserContext<User>(options)
{
    /// <summary>Keys of the API.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Keys that cookies are sealed with.</summary>
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>().ToTable("users");
        builder.Entity<IdentityUserClaim<string>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<string>>().ToTable("user_tokens");
        builder.Entity<ApiKey>().ToTable("api_keys").HasIndex(static k => k.Hash).IsUnique();
        builder.Entity<ProtectionKey>().ToTable("protection_keys").HasKey(static k => k.Name);
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(static e => e.GetProperties()))
        {
            property.SetColumnName(Words().Replace(property.Name, "_").ToLowerInvariant());
            if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?)) property.SetValueConverter(Ticks);
        }
    }

    private static readonly ValueConverter<DateTimeOffset, long> Ticks = new(static at => at.UtcTicks, static ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
