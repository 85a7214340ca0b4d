using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>An order of the board: a column, with a leading minus for descending. What is absent comes last either way; equal rows keep their rank.</summary>
public sealed class BoardSort
{
    private static readonly Dictionary<string, Func<BoardRow, IComparable?>> Columns = new(StringComparer.Ordinal)
    {
        ["rank"] = r => r.Rank,
        ["change"] = r => r.RankChange,
        ["symbol"] = r => r.Symbol,
        ["final"] = r => r.Final,
        ["gates"] = r => r.Gates.Passed,
        ["verdict"] = r => r.Verdict,
        ["price"] = r => Layout.Format.ParsePrice(r.Price),
        ["return1h"] = r => r.Return1h,
        ["return24h"] = r => r.Return24h,
        ["spread"] = r => r.SpreadBps,
        ["depth"] = r => r.DepthUsd,
        ["vadr"] = r => r.Vadr,
        ["fundingZ"] = r => r.FundingZ,
        ["age"] = r => r.PriceTime == default ? null : -r.PriceTime.UtcTicks,
    };

    private readonly Func<BoardRow, IComparable?> _value;

    private BoardSort(string column, bool descending) => (Column, Descending, _value) = (column, descending, Columns[column]);

    /// <summary>By rank, the order of the scan.</summary>
    public static BoardSort Rank { get; } = new("rank", descending: false);

    /// <summary>Names of all columns.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Columns.Keys];

    /// <summary>Column.</summary>
    public string Column { get; }

    /// <summary>Largest first.</summary>
    public bool Descending { get; }

    /// <summary>As it stands in an address: <c>-return24h</c>.</summary>
    public string Word => (Descending ? "-" : "") + Column;

    /// <summary>The column and direction that the table's head shows: the order of rank is that of the final score.</summary>
    public (string Column, bool Descending) Shown => ReferenceEquals(this, Rank) ? ("final", true) : (Column, Descending);

    /// <summary>Reads it; null when no column is called so.</summary>
    public static BoardSort? Parse(string word)
    {
        var descending = word.StartsWith('-');
        var column = descending ? word[1..] : word;
        if (!Columns.ContainsKey(column)) return null;
        return Of(column, descending);
    }

    /// <summary>The order after a click on a column's head: words and ranks ascend first, figures descend first, the second click turns it.</summary>
    public BoardSort Click(string column)
    {
        var first = column is not ("symbol" or "verdict" or "spread" or "age");
        return Of(column, string.Equals(column, Shown.Column, StringComparison.Ordinal) ? !Shown.Descending : first);
    }

    /// <summary>Orders rows.</summary>
    public IEnumerable<BoardRow> Order(IEnumerable<BoardRow> rows)
    {
        var present = rows.OrderBy(r => _value(r) is null);
        return Descending
            ? present.ThenByDescending(_value).ThenBy(r => r.Rank)
            : present.ThenBy(_value).ThenBy(r => r.Rank);
    }

    private static BoardSort Of(string column, bool descending) => (column, descending) is ("rank", false) or ("final", true) ? Rank : new BoardSort(column, descending);
}
