using System.Text;
using CryptoRun.Web.Explain;

namespace CryptoRun.Web.Tests.Explain;

public sealed class SideBySideTests
{
    private static readonly Domain.Scanning.ScanResult Scan = ScanFixture.WithFeeds();

    [Fact]
    public void Points_AnyTwoCoinsOfAScan_SumToTheDifferenceOfC()
    {
        foreach (var (a, b) in Scan.Candidates.Zip(Scan.Candidates.Skip(1)))
        {
            var both = new SideBySide(a, b);

            (both.Points.Sum() + both.Cut).ShouldBe(both.Composite, 1e-9);
            both.Cut.ShouldBe(0, 1e-9);
        }
    }

    [Fact]
    public void Inputs_OfBothSides_EveryOneAppearsOnce()
    {
        var (a, b) = (Scan.Candidates.Single(c => c.Symbol == "C03-USD"), Scan.Candidates.Single(c => c.Symbol == "C14-USD"));
        for (var k = 0; k < a.Factors.Count; k++)
        {
            var pairs = SideBySide.Inputs(a.Factors[k], b.Factors[k]);

            pairs.Select(p => p.A).OfType<Domain.Scoring.FactorInput>().ShouldBe(a.Factors[k].Inputs);
            pairs.Select(p => p.B).OfType<Domain.Scoring.FactorInput>().ShouldBe(b.Factors[k].Inputs, ignoreOrder: true);
        }
    }

    [Fact]
    public void Encode_AnExplanation_HasALineAFactorAndAGateWithAsManyCellsAsItsHead()
    {
        var lines = Encoding.UTF8.GetString(ExplainCsv.Encode(Scan.Candidates[0])).TrimEnd().Split("\r\n");

        lines.Length.ShouldBe(1 + 5 + 13);
        lines.ShouldAllBe(l => l.Split('"').Where((_, i) => i % 2 == 0).Sum(part => part.Count(c => c == ',')) == 19);
        lines[1].ShouldStartWith($"{Scan.ScanId},2025-11-06T15:00:00Z,{Scan.Candidates[0].Symbol},factor,momentum,");
    }
}
