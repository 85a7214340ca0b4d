using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Scoring;

/// <summary>The strongest reasons for and against a symbol.</summary>
internal sealed class Reasons(FactorWords words, RegimeScores scores)
{
    private const int Most = 3;

    /// <summary>The largest positive contributions, social points and boost among them.</summary>
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
        // Social takes the place after the factors in the composite, the boost the one after that.
        Span<(double Points, int Place)> found = stackalloc (double, int)[FactorWeights.Count + 2];
        var count = 0;
        for (var k = 0; k < FactorWeights.Count + 2; k++)
        {
            var points = k < FactorWeights.Count ? scores.Current.Points[k][i] : k == (int)Factor.Social ? scores.Finals.Social[i] : scores.Finals.Boost[i];
            if (Math.Sign(points) == sign) found[count++] = (points, k);
        }

        found = found[..count];
        found.Sort((a, b) => Math.Abs(a.Points) == Math.Abs(b.Points) ? a.Place.CompareTo(b.Place) : Math.Abs(b.Points).CompareTo(Math.Abs(a.Points)));
        var reasons = new List<Reason>(Most);
        foreach (var (points, place) in found[..Math.Min(count, most)])
        {
            reasons.Add(place > (int)Factor.Social
                ? new Reason("boost", points, FactorWords.Boost(scores.Boosts[i]))
                : new Reason(FactorFlags.Name((Factor)place), points, words.Of((Factor)place, i)));
        }

        return reasons;
    }
}
