using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using System.Text.Json;

namespace CryptoRun.Web.Identity;

/// <summary>Changes of users. Each and its entry in the audit trail are one transaction.</summary>
/// <param name="users">Users.</param>
/// <param name="context">Tables.</param>
/// <param name="audit">Audit trail.</param>
/// <param name="first">Whether there is any user.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class Accounts(UserManager<User> users, PeopleContext context, IAuditTrail audit, FirstUser first, TimeProvider wall)
{
    /// <summary>What is wrong with a name or a password, a sentence; null when both are good.</summary>
    public static string? Problem(string? name, string? password) => NameProblem(name) ?? PasswordRules.Problem(password ?? "", name);

    /// <summary>All users by name.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken) => await context.Users.AsNoTracking().OrderBy(static u => u.NormalizedUserName).ToListAsync(cancellationToken);

    /// <summary>Makes a user.</summary>
    /// <returns>The user, or what is wrong.</returns>
    public async Task<(User? User, string? Problem)> CreateAsync(AuditActor actor, string name, string password, string role, bool mustChange, CancellationToken cancellationToken)
    {
        if (Problem(name, password) is { } problem) return (null, problem);
        var user = new User { UserName = name, Role = role, MustChangePassword = mustChange, CreatedAt = wall.GetUtcNow() };
        var answer = await ChangeAsync(actor, "user.create", user, null, () => users.CreateAsync(user, password), cancellationToken);
        if (answer is null) first.Made();
        return answer is null ? (user, null) : (null, answer);
    }

    /// <summary>Gives another role.</summary>
    public Task<string?> SetRoleAsync(AuditActor actor, string id, string role, CancellationToken cancellationToken) => ChangeAsync(actor, "user.role", id, u => u.Role = role, cancellationToken);

    /// <summary>Shuts somebody out, or lets them in again.</summary>
    public Task<string?> SetDisabledAsync(AuditActor actor, string id, bool isDisabled, CancellationToken cancellationToken) => ChangeAsync(actor, isDisabled ? "user.disable" : "user.enable", id, u => u.IsDisabled = isDisabled, cancellationToken);

    /// <summary>Lets somebody try again who was wrong too often.</summary>
    public Task<string?> UnlockAsync(AuditActor actor, string id, CancellationToken cancellationToken) => ChangeAsync(actor, "user.unlock", id, static u => (u.LockoutEnd, u.AccessFailedCount) = (null, 0), cancellationToken);

    /// <summary>Takes the second factor away from somebody who lost it.</summary>
    public async Task<string?> ResetFactorAsync(AuditActor actor, string id, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id) is not { } user) return "There is no such user.";
        var before = Shown(user);
        return await ChangeAsync(actor, "user.reset-second-factor", user, before, async () =>
        {
            await users.RemoveAuthenticationTokenAsync(user, "[AspNetUserStore]", "AuthenticatorKey");
            await users.RemoveAuthenticationTokenAsync(user, "[AspNetUserStore]", "RecoveryCodes");
            return await users.SetTwoFactorEnabledAsync(user, enabled: false);
        }, cancellationToken);
    }

    /// <summary>Gives a password that must be changed at once.</summary>
    public async Task<string?> GivePasswordAsync(AuditActor actor, string id, string password, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id) is not { } user) return "There is no such user.";
        if (Problem(user.UserName, password) is { } problem) return problem;
        var before = Shown(user);
        return await ChangeAsync(actor, "user.give-password", user, before, async () =>
        {
            (user.MustChangePassword, user.LockoutEnd, user.AccessFailedCount) = (true, null, 0);
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            return await users.UpdateSecurityStampAsync(user);
        }, cancellationToken);
    }

    /// <summary>Changes one's own password; every other sign-in of the user ends.</summary>
    public async Task<string?> ChangePasswordAsync(AuditActor actor, User user, string current, string password, CancellationToken cancellationToken)
    {
        if (Problem(user.UserName, password) is { } problem) return problem;
        if (string.Equals(current, password, StringComparison.Ordinal)) return "The new password is the old one.";
        var before = Shown(user);
        return await ChangeAsync(actor, "user.change-password", user, before, () =>
        {
            user.MustChangePassword = false;
            return users.ChangePasswordAsync(user, current, password);
        }, cancellationToken);
    }

    /// <summary>Makes another secret for one's own second factor, which is not asked for before it is turned on.</summary>
    public Task<string?> BeginFactorAsync(AuditActor actor, User user, CancellationToken cancellationToken) => ChangeAsync(actor, "user.second-factor-begin", user, Shown(user), () => users.ResetAuthenticatorKeyAsync(user), cancellationToken);

    /// <summary>Makes one's own recovery codes anew; those before are good no more.</summary>
    public async Task<IReadOnlyList<string>> MakeRecoveryCodesAsync(AuditActor actor, User user, int count, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> codes = [];
        var problem = await ChangeAsync(actor, "user.recovery-codes-made", user, Shown(user), async () =>
        {
            codes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, count) ?? []];
            return IdentityResult.Success;
        }, cancellationToken);
        return problem is null ? codes : [];
    }

    /// <summary>Turns one's own second factor on or off.</summary>
    public Task<string?> SetFactorAsync(AuditActor actor, User user, bool isOn, CancellationToken cancellationToken) =>
        ChangeAsync(actor, isOn ? "user.second-factor-on" : "user.second-factor-off", user, Shown(user), () => users.SetTwoFactorEnabledAsync(user, isOn), cancellationToken);

    private async Task<string?> ChangeAsync(AuditActor actor, string action, string id, Action<User> change, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id) is not { } user) return "There is no such user.";
        var before = Shown(user);
        return await ChangeAsync(actor, action, user, before, () =>
        {
            change(user);
            return users.UpdateSecurityStampAsync(user);
        }, cancellationToken);
    }

    private async Task<string?> ChangeAsync(AuditActor actor, string action, User user, string? before, Func<Task<IdentityResult>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var answer = await change();
        if (answer.Succeeded && before is not null && !await context.Users.AnyAsync(static u => u.Role == Roles.Admin && !u.IsDisabled, cancellationToken))
            return await UndoneAsync("This is the last admin who can sign in.");
        if (!answer.Succeeded) return await UndoneAsync(answer.Errors.Any(static e => e.Code == "ConcurrencyFailure") ? "Somebody else has changed this user meanwhile." : string.Join(' ', answer.Errors.Select(static e => e.Description)));
        audit.Append(context.Database.GetDbConnection(), new AuditChange(actor, action, user.UserName!, before, Shown(user)));
        await transaction.CommitAsync(cancellationToken);
        return null;

        async Task<string> UndoneAsync(string problem)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            context.ChangeTracker.Clear();
            return problem;
        }
    }

    private static string? NameProblem(string? name) => name switch
    {
        not { Length: > 0 } => "A name is missing.",
        { Length: > SignIns.LongestName } => $"A name has at most {SignIns.LongestName} characters.",
        _ when !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') => "A name is made of letters, digits, - . and _.",
        _ => null,
    };

    private static string Shown(User user) => JsonSerializer.Serialize(new { user.Role, Disabled = user.IsDisabled, SecondFactor = user.TwoFactorEnabled, Locked = user.LockoutEnd is not null, MustChangePassword = user.MustChangePassword }, Json.Options);
}
