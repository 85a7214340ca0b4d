using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Palette;

/// <summary>Something that can be asked for by its name.</summary>
/// <param name="Id">Stays the same from day to day: the browser remembers by it what was used last.</param>
/// <param name="Group">Where it stands.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Icon">Drawing, see <see cref="Layout.Icons"/>.</param>
/// <param name="Action">What the browser does.</param>
/// <param name="Argument">With what: an address, a word.</param>
public sealed record PaletteEntry(string Id, PaletteGroup Group, string Text, string Icon, PaletteAction Action, string Argument = "")
{
    /// <summary>Two or three quiet words beside the name.</summary>
    public string? Note { get; init; }

    /// <summary>Words by which it is found too.</summary>
    public string Also { get; init; } = "";

    /// <summary>Keys that do the same.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Who may; null for all.</summary>
    public string? Policy { get; init; }

    /// <summary>The row of the board, for a symbol.</summary>
    public BoardRow? Row { get; init; }
}

/// <summary>Groups, in the order in which they stand when none fits better.</summary>
public enum PaletteGroup
{
    /// <summary>Symbols of the board.</summary>
    Symbols,

    /// <summary>Pages.</summary>
    Pages,

    /// <summary>What can be done.</summary>
    Commands,

    /// <summary>What can be done with a symbol: only shown when something was typed.</summary>
    OfSymbols,
}

/// <summary>What the browser does with an entry; <c>palette.js</c> has a function of the same name for each.</summary>
public enum PaletteAction
{
    /// <summary>Goes to a page of this program.</summary>
    Go,

    /// <summary>Loads a document that is no page of the circuit.</summary>
    Load,

    /// <summary>Saves the answer of an address.</summary>
    Download,

    /// <summary>Takes a choice of appearance, <c>theme:dark</c>.</summary>
    Choose,

    /// <summary>Presses the first control that a selector finds.</summary>
    Press,

    /// <summary>Does what a key of <c>SiteKey</c> does.</summary>
    Key,

    /// <summary>Puts the page's address on the clipboard.</summary>
    Copy,

    /// <summary>Prints the page.</summary>
    Print,
}
