using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Identity;

/// <summary>What a cookie says of its user. A password that must be changed first gives no role.</summary>
/// <param name="users">Users.</param>
/// <param name="options">Options.</param>
internal sealed class ReaderClaims(UserManager<User> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<User>(users, options)
{
    /// <summary>Claim of a user whose password was given by somebody else.</summary>
    public const string MustChange = "cryptorun:must-change-password";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(user.MustChangePassword ? new Claim(MustChange, "true") : new Claim(identity.RoleClaimType, user.Role));
        return identity;
    }
}
