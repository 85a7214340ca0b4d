using CryptoRun.Web.Identity;

namespace CryptoRun.Web.Admin;

/// <summary>What a role may, in words.</summary>
internal static class RoleWords
{
    public static string Of(string role) => role switch
    {
        Roles.Viewer => "Sees every page and the API, changes nothing.",
        Roles.Analyst => "Sees everything, and changes alert rules and mutes.",
        Roles.Admin => "May do everything: users, keys, channels, schedules, the audit trail.",
        Roles.Auditor => "Sees everything and the audit trail, changes nothing.",
        _ => "",
    };
}
