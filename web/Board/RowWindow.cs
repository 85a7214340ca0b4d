using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>The part of a long board that is on the page: rows far above and below the screen are two gaps of their height.</summary>
/// <param name="First">Rows above the part.</param>
/// <param name="Count">Rows in it.</param>
public sealed record RowWindow(int First, int Count)
{
    /// <summary>A board of so many rows is on the page as a whole.</summary>
    public const int Whole = 100;

    private const int Fewest = 60;
    private const int Most = 200;

    /// <summary>What the first answer brings: more than a screen.</summary>
    public static RowWindow Start { get; } = new(0, Fewest);

    /// <summary>As a browser asked for it, within reason.</summary>
    public static RowWindow Of(int first, int count) => new(Math.Max(0, first), Math.Clamp(count, Fewest, Most));

    /// <summary>The window on so many rows: all of them when they are few, and never past the end.</summary>
    public RowWindow On(int rows) => rows <= Whole ? new(0, rows) : this with { First = Math.Clamp(First, 0, Math.Max(0, rows - Count)) };

    /// <summary>The rows in it.</summary>
    public IEnumerable<BoardRow> Of(IReadOnlyList<BoardRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        for (var i = First; i < First + Count && i < rows.Count; i++) yield return rows[i];
    }
}
