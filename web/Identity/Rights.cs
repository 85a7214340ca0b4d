using System.Security.Claims;

namespace CryptoRun.Web.Identity;

/// <summary>What the reader of a page may do; cascaded to every component. It decides what is shown and is asked again where something is changed.</summary>
/// <param name="View">See.</param>
/// <param name="Analyse">Change what is an analyst's.</param>
/// <param name="Administer">Change what is the house's.</param>
/// <param name="Audit">Read who changed what.</param>
public sealed record Rights(bool View, bool Analyse, bool Administer, bool Audit)
{
    /// <summary>Name of the reader; null when nobody signed in.</summary>
    public string? Name { get; init; }

    /// <summary>Role of the reader; null for none.</summary>
    public string? Role { get; init; }

    /// <summary>No right at all: what holds where nothing was cascaded.</summary>
    public static Rights None { get; } = new(false, false, false, false);

    /// <summary>Every right.</summary>
    public static Rights Everything { get; } = new(true, true, true, true);

    /// <summary>Whether a policy is met.</summary>
    public bool Has(string policy) => policy switch { Policies.View => View, Policies.Analyse => Analyse, Policies.Administer => Administer, Policies.Audit => Audit, _ => false };

    /// <summary>The rights of somebody.</summary>
    public static Rights Of(ClaimsPrincipal reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new(Has(Policies.View), Has(Policies.Analyse), Has(Policies.Administer), Has(Policies.Audit))
        {
            Name = reader.Identity is { IsAuthenticated: true, Name: { } name } ? name : null,
            Role = Roles.All.FirstOrDefault(reader.IsInRole),
        };

        bool Has(string policy) => Policies.RolesOf(policy).Any(reader.IsInRole);
    }
}
