using System.Globalization;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>What part of the board is asked for: one set of names for the page's address, the API and the export.</summary>
public sealed record BoardQuery : RowFilter
{
    /// <summary>Most rows one answer holds.</summary>
    public const int MaxLimit = 500;

    /// <summary>The whole board.</summary>
    public static BoardQuery All { get; } = new();

    /// <summary>Keys of the optional columns that the page shows, in the table's order and with commas between; null for all. The API sends everything.</summary>
    public string? Columns { get; init; }

    /// <summary>Order.</summary>
    public BoardSort Sort { get; init; } = BoardSort.Rank;

    /// <summary>Most rows.</summary>
    public int Limit { get; init; } = MaxLimit;

    /// <summary>Whether any row may be left out, apart from the limit.</summary>
    public bool Filters => this is not { Verdict: null, MinScore: null, MaxFails: null, Failing: null, Search: null, Regime: null, Tiers: null };

    /// <summary>Whether the page shows a column.</summary>
    public bool Shows(string column) => Columns is null || column is "rank" or "sym" || Columns.Split(',').Contains(column, StringComparer.Ordinal);

    /// <summary>Rows that pass, in order.</summary>
    public IReadOnlyList<BoardRow> Apply(BoardSnapshot board)
    {
        ArgumentNullException.ThrowIfNull(board);
        if (Regime is { } regime && board.Regime.State != regime) return [];
        var rows = board.Candidates.Where(Passes);
        return [.. (ReferenceEquals(Sort, BoardSort.Rank) ? rows : Sort.Order(rows)).Take(Limit)];
    }

    /// <summary>As an address' query, <c>?</c> included; empty for the whole board.</summary>
    public string ToAddress()
    {
        var parts = Pairs().Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value).Replace("%2C", ",", StringComparison.Ordinal)}").ToList();
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private IEnumerable<(string Name, string Value)> Pairs()
    {
        if (Verdict is { } verdict) yield return ("verdict", BoardQueryReader.Word(verdict.ToString()));
        if (MinScore is { } score) yield return ("minScore", score.ToString(CultureInfo.InvariantCulture));
        if (MaxFails is { } fails) yield return ("maxFails", fails.ToString(CultureInfo.InvariantCulture));
        if (Failing is not null) yield return ("failing", Failing);
        if (Search is not null) yield return ("q", Search);
        if (Regime is { } regime) yield return ("regime", regime.ToString());
        if (Tiers is not null) yield return ("tier", Tiers);
        if (!ReferenceEquals(Sort, BoardSort.Rank)) yield return ("sort", Sort.Word);
        if (Limit != MaxLimit) yield return ("limit", Limit.ToString(CultureInfo.InvariantCulture));
        if (Columns is not null) yield return ("cols", Columns);
    }
}
