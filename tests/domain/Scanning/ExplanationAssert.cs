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
        explanation.Social.ShouldBeInRange(-10, 10);
        explanation.Boost.ShouldBeInRange(0, 4);
        explanation.Final.ShouldBe(Math.Clamp(explanation.Composite + explanation.Social + explanation.Boost, 0, 114), Tolerance);
        explanation.BoostParts!.Sum(part => part.Points).ShouldBeGreaterThanOrEqualTo(explanation.Boost);
        (explanation.SocialFactor?.Points ?? 0).ShouldBe(explanation.Social);
        foreach (var factor in explanation.SocialFactor is { } social ? [.. explanation.Factors, social] : explanation.Factors)
        {
            (factor.Centre + factor.Projections.Sum(projection => projection.Amount) + factor.Residual).ShouldBe(factor.Z, Tolerance, $"{explanation.Symbol} {factor.Factor}");
            if (factor.Factor != Factor.Social) (factor.Weight * (factor.Score - 50)).ShouldBe(factor.Points, Tolerance);
            factor.Score.ShouldBeInRange(0, 100);
            factor.Inputs.All(input => input.AgeSeconds == null || input.AgeSeconds >= 0).ShouldBeTrue();
            if (factor.Factor != Factor.Momentum && factor.Scale > 0) (factor.Residual / factor.Scale).ShouldBe(factor.E, Tolerance);
        }

        foreach (var other in explanation.OtherRegimes)
        {
            (50 + other.Points.Sum()).ShouldBe(other.Composite, Tolerance);
            other.Final!.Value.ShouldBe(Math.Clamp(other.Composite + other.Social!.Value + other.Boost!.Value, 0, 114), Tolerance);
        }
    }

    private static double Composite(ScoreExplanation explanation)
    {
        var sum = 50.0;
        foreach (var factor in explanation.Factors) sum += factor.Points;
        return sum;
    }
}
