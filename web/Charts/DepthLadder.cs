using System.Runtime.InteropServices;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Web.Charts;

/// <summary>One side of a book, from the mid outwards: USD that is reached at a distance.</summary>
/// <param name="Percent">Distance from mid, per cent, above 0.</param>
/// <param name="Usd">USD up to there, this level included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DepthStep(double Percent, double Usd);

/// <summary>A book as cumulative USD against the distance from its mid.</summary>
/// <param name="Mid">Mid price, USD.</param>
/// <param name="Bids">Nearest first.</param>
/// <param name="Asks">Nearest first.</param>
public sealed record DepthLadder(double Mid, IReadOnlyList<DepthStep> Bids, IReadOnlyList<DepthStep> Asks)
{
    /// <summary>Half the width of the window in which the gate measures depth, per cent.</summary>
    public const double Window = 2;

    /// <summary>The ladder of a book; null when a side is empty or the book is crossed.</summary>
    public static DepthLadder? Of(ExchangeNativeBook book)
    {
        if (book.Bids.Count == 0 || book.Asks.Count == 0 || book.Bids[0].Price >= book.Asks[0].Price) return null;
        var mid = (book.Bids[0].Price + book.Asks[0].Price) / 2;
        return new DepthLadder(decimal.ToDouble(mid), Side(book.Bids, mid), Side(book.Asks, mid));
    }

    /// <summary>USD of a side within the window.</summary>
    public static double Within(IReadOnlyList<DepthStep> side) => side.LastOrDefault(static s => s.Percent <= Window).Usd;

    private static List<DepthStep> Side(IReadOnlyList<BookLevel> levels, decimal mid)
    {
        var (steps, sum) = (new List<DepthStep>(levels.Count), 0m);
        foreach (var level in levels) steps.Add(new DepthStep(decimal.ToDouble(Math.Abs(level.Price - mid) / mid) * 100, decimal.ToDouble(sum += level.Price * level.Size)));
        return steps;
    }
}
