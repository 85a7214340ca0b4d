using CryptoRun.Worker.Live;
using Microsoft.AspNetCore.Components;

namespace CryptoRun.Web.Board;

/// <summary>What the price of a row has just done, for a viewer who saw the one before.</summary>
internal enum PriceFlash
{
    /// <summary>Nothing, or nobody saw it.</summary>
    None,

    /// <summary>It rose.</summary>
    Up,

    /// <summary>It fell.</summary>
    Down,
}

/// <summary>The cells of a row as HTML, the same for every viewer. In four parts: the link in the second keeps its focus when the others are exchanged.</summary>
/// <param name="markup">Where cells are made.</param>
/// <param name="row">The row.</param>
/// <param name="symbol">The cell with the link.</param>
/// <param name="scanned">What only a scan changes.</param>
internal sealed class RowCells(RowMarkup markup, BoardRow row, MarkupString symbol, ScannedMarkup scanned)
{
    // Most rows are only ever wanted in one of them. Two viewers at once may make the same words twice.
    private readonly string?[] _live = new string?[3];

    /// <summary>The cell with the link.</summary>
    public MarkupString Symbol => symbol;

    /// <summary>What only a scan changes.</summary>
    public ScannedMarkup Scanned => scanned;

    /// <summary>From price to age.</summary>
    /// <param name="flash">What the price has just done.</param>
    public MarkupString Live(PriceFlash flash) => new(_live[(int)flash] ??= markup.Live(row, flash).Value);
}
