using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>What every explanation must satisfy, whatever the universe.</summary>
internal static class ExplanationAssert
{
    private const double Tolerance = 1e-9;

    public static void AddsUp(ScoreExplanation explanation)
    {
        (Composite(explanation) - explanation.Composite).ShouldBe(0, Tolerance, explanation.Symbol);
        explanation.Composite.ShouldBeInRange(0, 100);
        explanation.Final.ShouldBeInRange(0, 114);
        explanation.Gates.Select(gate => gate.Gate).ShouldBe([.. GateOrder.All, .. GateOrder.Soft]);
        explanation.Factors.Select(factor => factor.Factor).ShouldBe(FactorWeights.Factors);
        explanation.Factors.Sum(factor => factor.Weight).ShouldBe(1, Tolerance);
        explanation.OtherRegimes.Count.ShouldBe(2);
        foreach (var factor in explanation.Factors)
        {
            (factor.Centre + factor.Projections.Sum(projection => projection.Amount) + factor.Residual).ShouldBe(factor.Z, Tolerance, $"{explanation.Symbol} {factor.Factor}");
            (factor.Weight * (factor.Score - 50)).ShouldBe(factor.Points, Tolerance);
            if (factor.Factor != Factor.Momentum && factor.Scale > 0) (factor.Residual / factor.Scale).ShouldBe(factor.E, Tolerance);
        }

        foreach (var other in explanation.OtherRegimes) (50 + other.Points.Sum()).ShouldBe(other.Composite, Tolerance);
    }

    private static double Composite(ScoreExplanation explanation)
    {
        var sum = 50.0;
        foreach (var factor in explanation.Factors) sum += factor.Points;
        return sum;
    }
}
