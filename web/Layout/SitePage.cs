using CryptoRun.Web.Identity;

namespace CryptoRun.Web.Layout;

/// <summary>A page of the navigation. One list feeds top bar, the phone's tab bar, the palette, the help and the keys.</summary>
/// <param name="Path">Address.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Icon">Drawing, see <see cref="Icons"/>.</param>
/// <param name="Key">Second key after <c>g</c>; null for none.</param>
/// <param name="IsTab">Whether the phone's tab bar has it; the others are under More.</param>
public sealed record SitePage(string Path, string Name, string Icon, char? Key, bool IsTab = false)
{
    /// <summary>Who is shown it, in the menu of the reader; null for all, in the top bar.</summary>
    public string? Policy { get; init; }

    /// <summary>Whether a reader is shown it.</summary>
    public bool IsFor(Rights reader) => Policy is null || reader.Has(Policy);

    /// <summary>The pages that are there, in order. A page joins when it is done.</summary>
    public static IReadOnlyList<SitePage> All { get; } =
    [
        new("/", "Board", "board", 'b', IsTab: true),
        new("/regime", "Regime", "regime", 'r', IsTab: true),
        new("/premove", "Pre-move", "premove", 'p'),
        new("/venues", "Venues", "venues", 'v', IsTab: true),
        new("/alerts", "Alerts", "alerts", 'a', IsTab: true),
        new("/jobs", "Jobs", "jobs", 'j'),
        new("/backtests", "Back-tests", "play", 't'),
        new("/evidence", "Evidence", "evidence", 'e'),
        new("/audit", "Audit", "shield", 'u') { Policy = Policies.Audit },
        new("/admin", "Admin", "edit", 'd') { Policy = Policies.Administer },
    ];
}
