namespace CryptoRun.Web.Identity;

/// <summary>What people are here; each has one role. A key of the API has one too.</summary>
public static class Roles
{
    /// <summary>Watches.</summary>
    public const string Viewer = "viewer";

    /// <summary>Watches, asks why, and keeps alert rules.</summary>
    public const string Analyst = "analyst";

    /// <summary>Does everything: schedules, repairs, gives rights.</summary>
    public const string Admin = "admin";

    /// <summary>Watches, and reads who changed what.</summary>
    public const string Auditor = "auditor";

    /// <summary>All, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Analyst, Admin, Auditor];
}
