using System.Security.Claims;
using CryptoRun.Web.Auditing;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CryptoRun.Web.Identity;

/// <summary>Signing in, a step at a time. Whatever fails, the answer is the same; what it was is in the log.</summary>
/// <param name="users">Users.</param>
/// <param name="signIn">Cookies.</param>
/// <param name="limits">How often one may try.</param>
/// <param name="audit">Audit trail.</param>
/// <param name="wall">Wall clock.</param>
/// <param name="log">Log.</param>
internal sealed class SignIns(UserManager<User> users, SignInManager<User> signIn, SignInLimits limits, IAuditTrail audit, TimeProvider wall, ILogger<SignIns> log)
{
    public const int LongestName = 64;

    // Of nobody's password: whether a user exists must not be told by how long the answer takes.
    private static readonly Lazy<string> Dummy = new(static () => new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = PeopleServices.HashRounds })).HashPassword(new User(), Guid.NewGuid().ToString()));

    /// <summary>Name and password.</summary>
    public async Task<SignInStep> PasswordAsync(HttpContext context, string? name, string? password)
    {
        if (IsTooOften(context)) return SignInStep.TooOften;
        if (name is not { Length: > 0 and <= LongestName } || password is not { Length: > 0 and <= PasswordRules.Longest }) return SignInStep.Failed;

        var user = await users.FindByNameAsync(name);
        if (user is null)
        {
            users.PasswordHasher.VerifyHashedPassword(new User(), Dummy.Value, password);
            IdentityLog.NoSuchUser(log);
            return SignInStep.Failed;
        }

        var isRight = await users.CheckPasswordAsync(user, password);
        if (await users.IsLockedOutAsync(user)) return Failed(user, "locked");
        if (!isRight)
        {
            await users.AccessFailedAsync(user);
            return Failed(user, "wrong password");
        }

        if (user.IsDisabled) return Failed(user, "disabled");
        if (!await users.GetTwoFactorEnabledAsync(user))
        {
            await users.ResetAccessFailedCountAsync(user);
            await InAsync(context, user);
            return SignInStep.In;
        }

        var half = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        half.AddClaim(new Claim(ClaimTypes.Name, user.Id));
        await context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(half));
        return SignInStep.SecondFactor;
    }

    /// <summary>The code of an authenticator, or a recovery code.</summary>
    public async Task<SignInStep> SecondFactorAsync(HttpContext context, string? code)
    {
        if (IsTooOften(context)) return SignInStep.TooOften;
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { IsDisabled: false } user) return SignInStep.Failed;
        if (await users.IsLockedOutAsync(user)) return Failed(user, "locked");

        var plain = string.Concat((code ?? "").Take(100).Where(static c => !char.IsWhiteSpace(c)));
        var isCode = plain.Length == 6 && await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, plain);
        var isRecovery = !isCode && plain.Length > 6 && (await users.RedeemTwoFactorRecoveryCodeAsync(user, plain.ToUpperInvariant())).Succeeded;
        if (!isCode && !isRecovery)
        {
            await users.AccessFailedAsync(user);
            return Failed(user, "wrong second factor");
        }

        if (isRecovery) await audit.RecordAsync(new AuditChange(new AuditActor(user.UserName!, Caller.Of(context).From), "user.recovery-code", user.UserName!, null, null), context.RequestAborted);
        await context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await users.ResetAccessFailedCountAsync(user);
        await InAsync(context, user);
        return SignInStep.In;
    }

    /// <summary>Signs in without a question: whoever has just been made.</summary>
    public async Task InAsync(HttpContext context, User user)
    {
        user.SignedInAt = wall.GetUtcNow();
        await users.UpdateAsync(user);

        // Not the manager's own way in: it would ask for the second factor again.
        await signIn.SignInAsync(user, isPersistent: false);
        IdentityLog.SignedIn(log, user.UserName!);
    }

    /// <summary>Whether somebody tries too often, from one address or all together.</summary>
    public bool IsTooOften(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (limits.Tries.Take(address, SignInLimits.PerAddress).IsAllowed && limits.Tries.Take("*", SignInLimits.Altogether).IsAllowed) return false;
        IdentityLog.TooMany(log, address);
        return true;
    }

    private SignInStep Failed(User user, string reason)
    {
        IdentityLog.SignInFailed(log, user.UserName!, reason);
        return SignInStep.Failed;
    }
}

/// <summary>How far somebody has come.</summary>
internal enum SignInStep
{
    /// <summary>Not in; no reason is given.</summary>
    Failed,

    /// <summary>Too many tries: wait a minute.</summary>
    TooOften,

    /// <summary>The second factor is asked for.</summary>
    SecondFactor,

    /// <summary>In.</summary>
    In,
}

/// <summary>How often one may try to sign in, a minute and node: each try costs a tenth of a second of a processor.</summary>
/// <param name="wall">Wall clock.</param>
internal sealed class SignInLimits(TimeProvider wall)
{
    public const int PerAddress = 20;
    public const int Altogether = 200;

    public RateWindow Tries { get; } = new(wall);
}
