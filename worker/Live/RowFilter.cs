using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Worker.Live;

/// <summary>Which rows of a board are meant. One vocabulary for the page's address, the API, the export and the rules of alerts.</summary>
public record RowFilter
{
    /// <summary>Rows of this verdict only.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Rows whose final score is at least this, 0 to 114.</summary>
    public double? MinScore { get; init; }

    /// <summary>Rows that fail at most so many gates, 0 to 11.</summary>
    public int? MaxFails { get; init; }

    /// <summary>Rows that fail this gate.</summary>
    public string? Failing { get; init; }

    /// <summary>Rows whose symbol contains this.</summary>
    public string? Search { get; init; }

    /// <summary>Rows only while this regime is in force; else none.</summary>
    public RegimeState? Regime { get; init; }

    /// <summary>Rows of these data tiers only: <c>hot</c>, <c>hot,warm</c>, in that order.</summary>
    public string? Tiers { get; init; }

    /// <summary>Whether a row is asked for; the regime is not a row's.</summary>
    public virtual bool Passes(BoardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (Verdict is null || row.Verdict == Verdict)
            && (MinScore is null || row.Final >= MinScore)
            && (MaxFails is null || row.Gates.Outcomes.Count(static o => o == GateOutcome.Failed) <= MaxFails)
            && (Failing is null || FailsGate(row, Failing))
            && (Tiers is null || Tiers.Contains(row.Tier, StringComparison.Ordinal))
            && (Search is null || row.Symbol.Contains(Search, StringComparison.OrdinalIgnoreCase));
    }

    private static bool FailsGate(BoardRow row, string gate)
    {
        for (var i = 0; i < GateOrder.All.Count && i < row.Gates.Outcomes.Count; i++)
        {
            if (string.Equals(GateOrder.All[i], gate, StringComparison.Ordinal)) return row.Gates.Outcomes[i] == GateOutcome.Failed;
        }

        return false;
    }
}
