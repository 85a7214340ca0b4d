using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Scoring;

/// <summary>The strongest reasons for and against a symbol.</summary>
internal sealed class Reasons(FactorWords words, Composite composite)
{
    private const int Most = 3;

    /// <summary>The largest positive contributions.</summary>
    public IReadOnlyList<Reason> For(int i) => Contributions(i, Most, sign: 1);

    /// <summary>Failed gates in their order, the score gate last because it only sums up the others, then the largest negative contributions.</summary>
    public IReadOnlyList<Reason> Against(int i, IReadOnlyList<GateResult> gates)
    {
        var reasons = new List<Reason>(Most);
        AddFailed(reasons, gates, isScore: false);
        AddFailed(reasons, gates, isScore: true);
        reasons.AddRange(Contributions(i, Most - reasons.Count, sign: -1));
        return reasons;
    }

    private static void AddFailed(List<Reason> reasons, IReadOnlyList<GateResult> gates, bool isScore)
    {
        foreach (var gate in gates)
        {
            if (reasons.Count < Most && gate.Outcome == GateOutcome.Failed && gate.Gate == GateOrder.All[0] == isScore) reasons.Add(new Reason(gate.Gate, null, gate.Reason));
        }
    }

    private List<Reason> Contributions(int i, int most, int sign)
    {
        Span<(double Points, Factor Factor)> found = stackalloc (double, Factor)[FactorWeights.Count];
        var count = 0;
        for (var k = 0; k < FactorWeights.Count; k++)
        {
            var points = composite.Points[k][i];
            if (Math.Sign(points) == sign) found[count++] = (points, (Factor)k);
        }

        found = found[..count];
        found.Sort((a, b) => Math.Abs(a.Points) == Math.Abs(b.Points) ? a.Factor.CompareTo(b.Factor) : Math.Abs(b.Points).CompareTo(Math.Abs(a.Points)));
        var reasons = new List<Reason>(Most);
        foreach (var (points, factor) in found[..Math.Min(count, most)]) reasons.Add(new Reason(FactorFlags.Name(factor), points, words.Of(factor, i)));
        return reasons;
    }
}
