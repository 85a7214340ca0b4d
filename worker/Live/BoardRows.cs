namespace CryptoRun.Worker.Live;

/// <summary>Rows that say the same keep their reference, also when they came over a wire: a delta is the rows whose reference changed.</summary>
internal static class BoardRows
{
    /// <summary>The newer board with the older one's rows where they are equal.</summary>
    public static BoardSnapshot Kept(BoardSnapshot? before, BoardSnapshot after)
    {
        if (before is null) return after;
        var old = before.Candidates.ToDictionary(static r => r.Symbol, StringComparer.Ordinal);
        return after with { Candidates = [.. after.Candidates.Select(row => old.TryGetValue(row.Symbol, out var was) && Same(was, row) ? was : row)] };
    }

    // Records compare lists by reference: those are compared by what is in them, and taken over for the rest of the comparison.
    private static bool Same(BoardRow a, BoardRow b) =>
        a.Sparkline.SequenceEqual(b.Sparkline) && Same(a.Gates, b.Gates) && a with { Sparkline = b.Sparkline, Gates = b.Gates } == b;

    private static bool Same(BoardGates a, BoardGates b) =>
        a.AlsoFailed.SequenceEqual(b.AlsoFailed) && a.Outcomes.SequenceEqual(b.Outcomes) && a with { AlsoFailed = b.AlsoFailed, Outcomes = b.Outcomes } == b;
}
