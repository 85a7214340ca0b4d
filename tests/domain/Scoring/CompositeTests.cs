using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Scoring;
using CryptoRun.Domain.Tests.Factors;

namespace CryptoRun.Domain.Tests.Scoring;

public class CompositeTests
{
    private const double Tolerance = 1e-9;
    private static readonly FactorWeights Choppy = new WeightOptions().Choppy;
    private static readonly double[] Nobody = [double.NaN, double.NaN, double.NaN];

    /// <summary>
    /// Worked by hand: three symbols, so e is the robust z. Momentum 0, 1, 2: z of the best is 1/1.4826, Phi of it 0.75, Phi(2) = 0.97725, so
    /// s = 50 x 0.97725 + 50 x 0.75 = 86.36. Technical 1, 0, -1: s of the best by momentum is 25. The other factors are absent: weights 0.27 : 0.25.
    /// </summary>
    [Fact]
    public void Of_ThreeSymbolsWorkedByHand_WeighsWhatIsThere()
    {
        var composite = Composite.Of(CrossSection.Of([[0, 1, 2], [1, 0, -1], Nobody, Nobody, Nobody]), Choppy);

        composite.Weights.ShouldBe([0.27 / 0.52, 0.25 / 0.52, 0, 0, 0], Tolerance);
        composite.Scores[0][2].ShouldBe(86.3625, 0.0005);
        composite.Scores[1][2].ShouldBe(25.0, 0.0005);
        composite.Values[2].ShouldBe(50 + (0.27 / 0.52 * 36.3625) + (0.25 / 0.52 * -25), 0.001);
        composite.Values[1].ShouldBe(50 + (0.27 / 0.52 * ((50 * 0.8413447) + 25 - 50)), 0.001);
    }

    [Fact]
    public void Of_EveryFactorAbsentOrFlat_IsNeutral()
    {
        var composite = Composite.Of(CrossSection.Of([[0, 0, 0], Nobody, Nobody, Nobody, Nobody]), Choppy);

        composite.Values.ShouldAllBe(value => value == 50);
        composite.EffectiveWeights.ShouldAllBe(weight => weight == 0);
    }

    [Fact]
    public void Of_NothingAbsent_KeepsNominalWeightsToTheBit()
    {
        var composite = Composite.Of(CrossSection.Of(RandomColumns.Draw(1).Columns[..1].Concat(Enumerable.Repeat(RandomColumns.Draw(1).Columns[0], 4)).ToList()), Choppy);

        composite.Weights.ShouldBe([0.27, 0.25, 0.1815, 0.1485, 0.15]);
    }

    [Fact]
    public void Of_RandomUniverses_StaysInBoundsAndAddsUp() => RandomColumns.ForAll(universe =>
    {
        var composite = Composite.Of(CrossSection.Of(universe.Columns), Choppy);

        composite.Weights.Sum().ShouldBe(1, Tolerance);
        for (var i = 0; i < universe.Count; i++)
        {
            composite.Values[i].ShouldBeInRange(0, 100);
            (50 + composite.Points.Sum(points => points[i])).ShouldBe(composite.Values[i], Tolerance);
            for (var k = 0; k < 5; k++) composite.Points[k][i].ShouldBe(composite.Weights[k] * (composite.Scores[k][i] - 50), Tolerance);
        }

        var shares = composite.EffectiveWeights.Sum();
        (shares == 0 || Math.Abs(shares - 1) < Tolerance).ShouldBeTrue($"{universe}: {shares}");
    });

    [Fact]
    public void Of_SymbolBetterInOneFactorAndEqualInTheOthers_NeverScoresLess() => RandomColumns.ForAll(universe =>
    {
        // Under ten symbols a factor score depends on its own column alone.
        var columns = universe.Columns.Select(column => column.Take(8).Append(column[0]).ToArray()).ToArray();
        var better = columns.Length == 0 ? 0 : universe.Seed % 5;
        columns[better][^1] += 0.5;

        var composite = Composite.Of(CrossSection.Of(columns), Choppy);

        composite.Values[^1].ShouldBeGreaterThanOrEqualTo(composite.Values[0], universe.ToString());
    });

    [Fact]
    public void Of_RandomUniverses_IsMonotoneInEveryFactorScore()
    {
        var dominated = 0;
        RandomColumns.ForAll(universe =>
        {
            var composite = Composite.Of(CrossSection.Of(universe.Columns), Choppy);
            for (var a = 0; a < universe.Count; a++)
            {
                for (var b = 0; b < universe.Count; b++)
                {
                    if (!Array.TrueForAll(composite.Scores, scores => scores[a] >= scores[b])) continue;
                    if (a != b) dominated++;
                    composite.Values[a].ShouldBeGreaterThanOrEqualTo(composite.Values[b], universe.ToString());
                }
            }
        });
        dominated.ShouldBeGreaterThan(1000);
    }
}
