using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Worker.Live;

/// <summary>What a scan changed, in words, strongest first: <c>7 → 3, now candidate; volume +6.6</c>.</summary>
public static class BoardChanges
{
    /// <summary>Compares two scans. Symbols that kept rank and verdict are left out.</summary>
    public static IReadOnlyList<BoardChange> Between(ScanResult? before, ScanResult after)
    {
        if (before is null) return [];
        var old = before.Candidates.ToDictionary(c => c.Symbol);
        return
        [
            .. after.Candidates
                .Select(now => old.TryGetValue(now.Symbol, out var was) ? Change(was, now) : New(now))
                .OfType<Weighed>()
                .OrderByDescending(w => w.Weight)
                .ThenBy(w => w.Change.Symbol, StringComparer.Ordinal)
                .Select(w => w.Change),
        ];
    }

    private static Weighed? Change(ScoreExplanation was, ScoreExplanation now)
    {
        if (was.Rank == now.Rank && was.Verdict == now.Verdict) return null;
        var direction = was.Rank != now.Rank ? Math.Sign(was.Rank - now.Rank) : Math.Sign(was.Verdict - now.Verdict);
        var place = was.Rank == now.Rank ? $"{now.Rank}" : $"{was.Rank} → {now.Rank}";
        var text = $"{place}{VerdictWords(was.Verdict, now.Verdict)}; {Cause(was, now, direction)}";

        // Places at the top weigh more than places at the bottom; a changed verdict outweighs both.
        var weight = Math.Abs(Math.Log((double)was.Rank / now.Rank));
        if (was.Verdict != now.Verdict) weight += was.Verdict == Verdict.Candidate || now.Verdict == Verdict.Candidate ? 10 : 1;
        return new Weighed(weight, new BoardChange(now.Symbol, direction, text));
    }

    private static Weighed New(ScoreExplanation now) => new(0.5, new BoardChange(now.Symbol, 1, $"new at {now.Rank}"));

    private static string VerdictWords(Verdict was, Verdict now)
    {
        if (was == now) return "";
        return was == Verdict.Candidate ? ", no longer candidate" : $", now {(now == Verdict.Candidate ? "candidate" : now == Verdict.Watch ? "watch" : "blocked")}";
    }

    /// <summary>A gate that turned the same way as the symbol, else the factor that moved the score most.</summary>
    private static string Cause(ScoreExplanation was, ScoreExplanation now, int direction)
    {
        var outcomes = was.Gates.ToDictionary(g => g.Gate, StringComparer.Ordinal);
        var turned = direction < 0 ? GateOutcome.Failed : GateOutcome.Passed;
        var gate = now.Gates.FirstOrDefault(g => g.Gate is not "score" && g.Outcome == turned && g.Actual is not null
            && outcomes.TryGetValue(g.Gate, out var o) && o.Outcome != turned && o.Outcome != GateOutcome.NotApplicable && o.Actual is not null);
        if (gate is not null && was.Verdict != now.Verdict | direction < 0)
            return GateWords.Moved(gate, gate.Actual >= outcomes[gate.Gate].Actual);

        var deltas = now.Factors.Zip(was.Factors, (n, w) => (n.Factor, Delta: n.Points - w.Points));
        var (factor, delta) = deltas.MaxBy(d => d.Delta * (direction == 0 ? 1 : direction));
        // A coin that stood still was passed by others, or passed them.
        return Math.Abs(delta) < 0.05 ? (direction < 0 ? "others rose" : "others fell") : $"{factor.ToString().ToLowerInvariant()} {delta:+0.0;−0.0}";
    }

    private sealed record Weighed(double Weight, BoardChange Change);
}
