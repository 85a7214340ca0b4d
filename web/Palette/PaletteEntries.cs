using CryptoRun.Web.Board;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Palette;

/// <summary>What there is to ask for: pages, the board's symbols, commands. A feature adds its command here by a line.</summary>
public static class PaletteEntries
{
    private static readonly IReadOnlyList<PaletteEntry> Standing =
    [
        .. SitePage.All.Select(static p => new PaletteEntry("page:" + p.Path, PaletteGroup.Pages, p.Name, p.Icon, PaletteAction.Go, p.Path) { Keys = p.Key is { } key ? ["g", $"{key}"] : [], Policy = p.Policy }),
        new("page:/api", PaletteGroup.Pages, "API", "code", PaletteAction.Load, "/api") { Note = "documentation", Also = "openapi rest stream" },
        new("page:/wall", PaletteGroup.Pages, "Wall screen", "wall", PaletteAction.Load, "/wall") { Note = "large type, read-only", Also = "tv kiosk monitor" },
        new("verdict:candidate", PaletteGroup.Commands, "Show candidates only", "filter", PaletteAction.Go, "/?verdict=candidate") { Also = "filter verdict board" },
        new("verdict:watch", PaletteGroup.Commands, "Show watch only", "filter", PaletteAction.Go, "/?verdict=watch") { Also = "filter verdict board" },
        new("verdict:blocked", PaletteGroup.Commands, "Show blocked only", "filter", PaletteAction.Go, "/?verdict=blocked") { Also = "filter verdict board" },
        new("verdict:all", PaletteGroup.Commands, "Show the whole board", "filter", PaletteAction.Go, "/") { Also = "clear filter verdict" },
        new("export:page", PaletteGroup.Commands, "Export what is on screen", "export", PaletteAction.Key, "export") { Keys = ["e"], Also = "download save csv json" },
        new("copy", PaletteGroup.Commands, "Copy the link to this page", "link", PaletteAction.Copy) { Also = "share address url" },
        new("times", PaletteGroup.Commands, "Switch between UTC and local time", "hold", PaletteAction.Key, "times") { Keys = ["t"], Also = "zone clock" },
        new("theme:dark", PaletteGroup.Commands, "Dark theme", "moon", PaletteAction.Choose, "theme:dark") { Also = "appearance night" },
        new("theme:light", PaletteGroup.Commands, "Light theme", "sun", PaletteAction.Choose, "theme:light") { Also = "appearance day" },
        new("theme:system", PaletteGroup.Commands, "Theme of the system", "sun", PaletteAction.Choose, "theme:system") { Also = "appearance automatic" },
        new("direction:blue-orange", PaletteGroup.Commands, "Up blue, down orange", "edit", PaletteAction.Choose, "direction:blue-orange") { Also = "direction colours" },
        new("direction:green-red", PaletteGroup.Commands, "Up green, down red", "edit", PaletteAction.Choose, "direction:green-red") { Also = "direction colours" },
        new("direction:red-green", PaletteGroup.Commands, "Up red, down green", "edit", PaletteAction.Choose, "direction:red-green") { Also = "direction colours" },
        new("density:compact", PaletteGroup.Commands, "Compact rows", "rows", PaletteAction.Choose, "density:compact") { Also = "density height board" },
        new("density:normal", PaletteGroup.Commands, "Normal rows", "rows", PaletteAction.Choose, "density:normal") { Also = "density height board" },
        new("print", PaletteGroup.Commands, "Print this page", "copy", PaletteAction.Print) { Also = "pdf paper" },
        new("help", PaletteGroup.Commands, "Keys and appearance", "info", PaletteAction.Key, "help") { Keys = ["?"], Also = "help shortcuts keyboard" },
    ];

    /// <summary>Everything.</summary>
    /// <param name="board">The board, null before the first scan.</param>
    /// <param name="address">The page on screen; an export of the board asks for the same part of it.</param>
    /// <param name="reader">What the reader may do; nobody is shown what is refused.</param>
    /// <param name="isScanning">Whether a scan runs.</param>
    public static IEnumerable<PaletteEntry> All(BoardSnapshot? board, string address, Rights reader, bool isScanning = false) =>
        [.. Symbols(board), .. Standing.Where(e => e.Policy is null || reader.Has(e.Policy)), .. Exports(board, address), .. Scan(address, isScanning), .. OfSymbols(board, address)];

    private static IEnumerable<PaletteEntry> Symbols(BoardSnapshot? board) => board is null ? [] : board.Candidates.Select(static row =>
        new PaletteEntry("symbol:" + row.Symbol, PaletteGroup.Symbols, row.Symbol, "board", PaletteAction.Go, "/explain/" + row.Symbol) { Note = "explain", Row = row });

    // What a symbol is asked for besides its reasons: beside the symbol on screen, else beside the best.
    private static IEnumerable<PaletteEntry> OfSymbols(BoardSnapshot? board, string address)
    {
        if (board is not { Candidates: [var best, ..] }) yield break;
        var shown = Shown(address) ?? best.Symbol;
        foreach (var row in board.Candidates)
        {
            if (row.Symbol != shown) yield return new("compare:" + row.Symbol, PaletteGroup.OfSymbols, $"Compare {row.Symbol} with {shown}", "columns", PaletteAction.Go, $"/explain/compare?a={row.Symbol}&b={shown}") { Also = "side by side difference" };
            yield return new("candles:" + row.Symbol, PaletteGroup.OfSymbols, $"Candles of {row.Symbol}", "premove", PaletteAction.Go, $"/explain/{row.Symbol}#price") { Also = "chart price" };
            yield return new("whatif:" + row.Symbol, PaletteGroup.OfSymbols, $"What if for {row.Symbol}", "edit", PaletteAction.Go, $"/explain/{row.Symbol}#whatif") { Also = "weights limits scenario" };
            yield return new("reasons:" + row.Symbol, PaletteGroup.OfSymbols, $"Export the reasons of {row.Symbol}", "export", PaletteAction.Download, $"/api/v1/explain/{row.Symbol}") { Note = "JSON", Also = "download save" };
        }
    }

    private static string? Shown(string address) => new Uri(address).AbsolutePath.Split('/') is ["", "explain", { Length: > 0 } symbol] && symbol != "compare" ? symbol.ToUpperInvariant() : null;

    // The question whether to, and the right to, are the board's.
    private static IEnumerable<PaletteEntry> Scan(string address, bool isScanning) => isScanning && new Uri(address).AbsolutePath == "/"
        ? [new("cancel", PaletteGroup.Commands, "Cancel the running scan", "close", PaletteAction.Press, ".s-scan [popovertarget]") { Note = "asks first", Also = "stop abort run" }]
        : [];

    private static IEnumerable<PaletteEntry> Exports(BoardSnapshot? board, string address)
    {
        if (board is null) yield break;
        var asked = new Uri(address).AbsolutePath == "/" ? BoardQueryReader.Read(address) : BoardQuery.All;
        var rows = asked.Apply(board).Count;
        foreach (var format in (string[])["csv", "json"])
        {
            var query = asked.ToAddress() is { Length: > 0 } some ? some + "&" : "?";
            yield return new("export:" + format, PaletteGroup.Commands, $"Export the board as {format.ToUpperInvariant()}", "export", PaletteAction.Download, $"/api/v1/candidates{query}format={format}")
            {
                Note = rows == 1 ? "1 row" : $"{rows} rows",
                Also = "download save",
            };
        }
    }
}
