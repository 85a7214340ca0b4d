using CryptoRun.Web.Layout;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>What one viewer has on the page: which prices have just changed for it. A row that was not there at the last rendering has not changed.</summary>
internal sealed class RowsShown
{
    private readonly Dictionary<string, Shown> _rows = new(StringComparer.Ordinal);
    private int _rendering;

    /// <summary>A rendering begins.</summary>
    public void Begin()
    {
        _rendering++;
        if (_rows.Count > 2 * RowWindow.Whole) _rows.Clear();
    }

    /// <summary>A row of this rendering. One that is the same keeps what it did, so that nothing of it is sent again; another one forgets it, or a row that moves would flash anew.</summary>
    /// <param name="row">The row.</param>
    public PriceFlash Show(BoardRow row)
    {
        var was = _rows.GetValueOrDefault(row.Symbol);
        var flash = was.Row is null || was.Rendering != _rendering - 1 ? PriceFlash.None : ReferenceEquals(was.Row, row) ? was.Flash : Between(was.Row.Price, row.Price);
        _rows[row.Symbol] = new Shown(row, flash, _rendering);
        return flash;
    }

    private static PriceFlash Between(string before, string after)
    {
        if (string.Equals(before, after, StringComparison.Ordinal) || Format.ParsePrice(before) is not { } was || Format.ParsePrice(after) is not { } now || was == now) return PriceFlash.None;
        return now > was ? PriceFlash.Up : PriceFlash.Down;
    }

    private readonly record struct Shown(BoardRow? Row, PriceFlash Flash, int Rendering);
}
