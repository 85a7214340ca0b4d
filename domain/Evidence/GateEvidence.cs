using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Evidence;

/// <summary>What the symbols did that a hard gate blocked. A gate that is worth having blocks what does worse than the rest.</summary>
/// <param name="Gate">The gate, see <see cref="GateOrder"/>.</param>
/// <param name="Blocked">Symbols that failed it, whatever else they failed, against the mean of all of their scan.</param>
/// <param name="Alone">Symbols that failed it and no other hard gate: what it alone kept out.</param>
public sealed record GateEvidence(string Gate, ExcessReturn Blocked, ExcessReturn Alone)
{
    /// <summary>What may be said of what it blocked, before costs: better or worse than the mean of all, or nothing.</summary>
    /// <param name="fewestPicks">Fewest outcomes that anything is said about.</param>
    public Finding Says(int fewestPicks) => Blocked.Picks < fewestPicks ? Finding.TooLittle : Blocked.Interval switch
    {
        { Low: > 0 } => Finding.Better,
        { High: < 0 } => Finding.Worse,
        _ => Finding.TooLittle,
    };

    internal static IReadOnlyList<GateEvidence> Of(OutcomePanel panel, EvidenceOptions options) =>
    [
        .. GateOrder.All.Select(gate => new GateEvidence(
            gate,
            ExcessReturn.Of(panel, s => Failing(s, failed => failed.Contains(gate)), options),
            ExcessReturn.Of(panel, s => Failing(s, failed => failed.Count == 1 && failed[0] == gate), options))),
    ];

    private static IEnumerable<int> Failing(PanelScan scan, Func<IReadOnlyList<string>, bool> which) => Enumerable.Range(0, scan.Returns.Length).Where(i => which(scan.Scan.Scores[i].FailedGates));
}
