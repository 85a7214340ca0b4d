using Microsoft.AspNetCore.Authorization;

namespace CryptoRun.Web.Identity;

/// <summary>What somebody may do. Every page and every endpoint names one of them or says that it is open to all; what says nothing needs <see cref="View"/>.</summary>
public static class Policies
{
    /// <summary>See the board and all that explains it.</summary>
    public const string View = "View";

    /// <summary>Change what is an analyst's: alert rules, mutes, exit plans.</summary>
    public const string Analyse = "Analyse";

    /// <summary>Change what is the house's: schedules, channels, users, keys, settings.</summary>
    public const string Administer = "Administer";

    /// <summary>Read who changed what.</summary>
    public const string Audit = "Audit";

    /// <summary>Have signed in, with whatever role or none: to keep one's own account.</summary>
    public const string SignedIn = "SignedIn";

    /// <summary>Those that ask for a role.</summary>
    public static IReadOnlyList<string> All { get; } = [View, Analyse, Administer, Audit];

    /// <summary>The roles that a policy asks one of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such policy.</exception>
    public static IReadOnlyList<string> RolesOf(string policy) => policy switch
    {
        View => Roles.All,
        Analyse => [Roles.Analyst, Roles.Admin],
        Administer => [Roles.Admin],
        Audit => [Roles.Admin, Roles.Auditor],
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "There is no such policy."),
    };

    internal static void Add(AuthorizationOptions options)
    {
        foreach (var policy in All) options.AddPolicy(policy, Built(policy));
        options.AddPolicy(SignedIn, static p => p.RequireAuthenticatedUser());
        options.FallbackPolicy = Built(View);
    }

    // By role alone, not by whether somebody signed in: who may be here without signing in is given a role as well.
    private static AuthorizationPolicy Built(string policy) => new AuthorizationPolicyBuilder().RequireRole(RolesOf(policy)).Build();
}
