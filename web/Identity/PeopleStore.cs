using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace CryptoRun.Web.Identity;

/// <summary>Users in the store. The secret of the second factor is sealed and its recovery codes are hashed, so that a copy of the database is not enough to be somebody.</summary>
/// <param name="context">Tables.</param>
/// <param name="protection">Seals.</param>
internal sealed class PeopleStore(PeopleContext context, IDataProtectionProvider protection) : UserOnlyStore<User, PeopleContext>(context)
{
    private readonly IDataProtector _seal = protection.CreateProtector("CryptoRun.Identity.SecondFactor");

    public override Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) => base.SetAuthenticatorKeyAsync(user, _seal.Protect(key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken)
    {
        if (await base.GetAuthenticatorKeyAsync(user, cancellationToken) is not { Length: > 0 } sealedKey) return null;
        try
        {
            return _seal.Unprotect(sealedKey);
        }
        catch (CryptographicException)
        {
            // Sealed with keys that are gone: an admin resets the factor.
            return null;
        }
    }

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) => base.ReplaceCodesAsync(user, recoveryCodes.Select(Hash), cancellationToken);

    public override Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken) => base.RedeemCodeAsync(user, Hash(code), cancellationToken);

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
