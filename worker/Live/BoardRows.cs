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

    /// <summary>What a delta says of a row: between two scans only its price moves, and the rest is nine tenths of its bytes. Absent means as before; only its JSON is read.</summary>
    public static BoardRow Less(BoardRow before, BoardRow after) => after with
    {
        Contributions = before.Contributions == after.Contributions ? null! : after.Contributions,
        Gates = Same(before.Gates, after.Gates) ? null! : after.Gates,
        Sparkline = before.Sparkline.SequenceEqual(after.Sparkline) ? null! : after.Sparkline,
    };

    // Records compare lists by reference: those are compared by what is in them, and taken over for the rest of the comparison.
    private static bool Same(BoardRow a, BoardRow b) =>
        a.Sparkline.SequenceEqual(b.Sparkline) && Same(a.Gates, b.Gates) && a with { Sparkline = b.Sparkline, Gates = b.Gates } == b;

    private static bool Same(BoardGates a, BoardGates b) =>
        ReferenceEquals(a, b) || (a.AlsoFailed.SequenceEqual(b.AlsoFailed) && a.Outcomes.SequenceEqual(b.Outcomes) && a with { AlsoFailed = b.AlsoFailed, Outcomes = b.Outcomes } == b);
}
