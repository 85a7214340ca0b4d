using CryptoRun.Domain.Scoring;

namespace CryptoRun.Web.Explain;

/// <summary>Two explanations side by side: the same scan and two coins, or one coin at two scans.</summary>
/// <param name="A">Left.</param>
/// <param name="B">Right.</param>
public sealed record SideBySide(ScoreExplanation A, ScoreExplanation B)
{
    /// <summary>Points of B minus those of A by factor; they sum to the difference of C wherever C is not cut at its ends.</summary>
    public IReadOnlyList<double> Points { get; } = [.. A.Factors.Zip(B.Factors, static (a, b) => b.Points - a.Points)];

    /// <summary>C of B minus C of A.</summary>
    public double Composite => B.Composite - A.Composite;

    /// <summary>What the sum of the points differs from the difference of C: only where C was cut at 0 or 100.</summary>
    public double Cut => Composite - Points.Sum();

    /// <summary>Inputs of both sides for a factor, in the order of A; null where a side has none of that name.</summary>
    public static IReadOnlyList<(string Name, FactorInput? A, FactorInput? B)> Inputs(FactorExplanation a, FactorExplanation b)
    {
        var rest = b.Inputs.ToList();
        var pairs = new List<(string, FactorInput?, FactorInput?)>();
        foreach (var input in a.Inputs)
        {
            // Several venues give an input of one name: the same venue's belong together.
            var other = rest.FirstOrDefault(i => i.Name == input.Name && i.Source == input.Source) ?? rest.FirstOrDefault(i => i.Name == input.Name && !a.Inputs.Any(o => o.Name == i.Name && o.Source == i.Source));
            if (other is not null) rest.Remove(other);
            pairs.Add((input.Name, input, other));
        }

        pairs.AddRange(rest.Select(static i => (i.Name, (FactorInput?)null, (FactorInput?)i)));
        return pairs;
    }
}
