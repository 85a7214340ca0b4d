namespace CryptoRun.Web.Layout;

/// <summary>A key of every page. One list feeds the help and <c>keyboard.js</c>, which reads it out of the help: what is not told does not work, and the reverse.</summary>
/// <param name="Keys">As they stand on the keys; several are either alternatives or, for <see cref="SiteKeyAction.Go"/> and with Ctrl, pressed together or after one another.</param>
/// <param name="Words">What happens.</param>
/// <param name="Action">What the browser does.</param>
/// <param name="Href">Where <see cref="SiteKeyAction.Go"/> leads.</param>
public sealed record SiteKey(IReadOnlyList<string> Keys, string Words, SiteKeyAction Action, string? Href = null)
{
    /// <summary>Who has it; null for all.</summary>
    public string? Policy { get; init; }

    /// <summary>All keys, in the order of the help.</summary>
    public static IReadOnlyList<SiteKey> All { get; } =
    [
        new(["/"], "find symbol", SiteKeyAction.Search),
        new(["Ctrl", "K"], "commands", SiteKeyAction.Palette),
        new(["j", "k"], "next, previous row", SiteKeyAction.Rows),
        new(["↵"], "open the row", SiteKeyAction.Open),
        new(["Esc"], "back, close", SiteKeyAction.Back),
        new(["f"], "filter", SiteKeyAction.Filter),
        new(["e"], "export", SiteKeyAction.Export),
        new(["t"], "UTC or local time", SiteKeyAction.Times),
        .. SitePage.All.Where(static p => p.Key is not null).Select(static p => new SiteKey(["g", $"{p.Key}"], p.Name, SiteKeyAction.Go, p.Path) { Policy = p.Policy }),
        new(["?"], "this help", SiteKeyAction.Help),
    ];
}

/// <summary>What a key does; <c>keyboard.js</c> has a function of the same name for each.</summary>
public enum SiteKeyAction
{
    /// <summary>Focuses the search field.</summary>
    Search,

    /// <summary>Opens the commands.</summary>
    Palette,

    /// <summary>Moves among rows.</summary>
    Rows,

    /// <summary>Opens the focused row; rows are links, the browser does it.</summary>
    Open,

    /// <summary>Closes what is open, leaves a field, a row, then the page.</summary>
    Back,

    /// <summary>Focuses the page's filter.</summary>
    Filter,

    /// <summary>Opens the page's export.</summary>
    Export,

    /// <summary>Switches between UTC and local time.</summary>
    Times,

    /// <summary>Goes to a page.</summary>
    Go,

    /// <summary>Opens the help.</summary>
    Help,
}
