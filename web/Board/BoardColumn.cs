namespace CryptoRun.Web.Board;

/// <summary>A column of the board.</summary>
/// <param name="Key">Name in the address, and end of the classes of its width, head and cells.</param>
/// <param name="Sort">Name of its order, null when it has none.</param>
/// <param name="Title">Head.</param>
/// <param name="Unit">Unit beside the head.</param>
/// <param name="Class">Class of the head.</param>
/// <param name="Says">The head in full, for screen readers and tooltips.</param>
public sealed record BoardColumn(string Key, string? Sort, string Title, string? Unit, string Class, string Says)
{
    /// <summary>What a reader may leave out: everything but rank and symbol.</summary>
    public static IReadOnlyList<BoardColumn> Optional => [.. All.Where(static c => c.Key is not ("rank" or "sym"))];

    /// <summary>The columns from left to right.</summary>
    public static IReadOnlyList<BoardColumn> All { get; } =
    [
        new("rank", null, "#", null, "n", "Rank"),
        new("dr", "change", "", null, "n", "Change of rank since the last scan"),
        new("sym", "symbol", "Symbol", null, "", "Symbol"),
        new("score", "final", "Final", null, "", "Final score; the tick is the score gate of the regime"),
        new("spark", null, "48 h", null, "", "Closes of the last 48 h"),
        new("cb", null, "Contributions", null, "mid", "Points of each factor from 50, 33 on each side"),
        new("gates", "gates", "Gates", null, "", "Gates passed of all"),
        new("why", null, "First failed", null, "", "First failed gate, actual against limit"),
        new("verdict", "verdict", "Verdict", null, "", "Verdict"),
        new("px", "price", "Price", null, "n", "Price"),
        new("1h", "return1h", "1 h", "%", "n", "Return over 1 h"),
        new("24", "return24h", "24 h", "%", "n", "Return over 24 h"),
        new("spread", "spread", "Spread", "bp", "n", "Spread in basis points"),
        new("depth", "depth", "Depth", "$", "n", "Depth within 2 %, thinner side, US dollars"),
        new("vadr", "vadr", "VADR", null, "n", "Volume-adjusted daily range"),
        new("fund", "fundingZ", "Fund z", null, "n", "Funding z"),
        new("age", "age", "Age", "s", "n", "Age of the price in seconds"),
    ];
}
