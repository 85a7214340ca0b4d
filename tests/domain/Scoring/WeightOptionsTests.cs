using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;

namespace CryptoRun.Domain.Tests.Scoring;

/// <summary>The tables of weights, figure by figure, and that every one of them reaches the score: a weight changed or exchanged fails here.</summary>
public class WeightOptionsTests
{
    private const double Tolerance = 1e-12;

    /// <summary>"factor weights | Momentum | Technical | Volume | Quality | Catalyst".</summary>
    [Theory]
    [InlineData(RegimeState.TrendingBull, 0.42, 0.20, 0.154, 0.126, 0.10)]
    [InlineData(RegimeState.Choppy, 0.27, 0.25, 0.1815, 0.1485, 0.15)]
    [InlineData(RegimeState.HighVolatility, 0.32, 0.22, 0.1925, 0.1575, 0.11)]
    public void For_Regime_IsTheTableOfTheSpecification(RegimeState state, double momentum, double technical, double volume, double quality, double catalyst)
    {
        var weights = new WeightOptions().For(state);

        weights.ShouldBe(new FactorWeights(momentum, technical, volume, quality, catalyst));
        FactorWeights.Factors.Select(factor => weights[factor]).ShouldBe([momentum, technical, volume, quality, catalyst]);
        FactorWeights.Factors.Sum(factor => weights[factor]).ShouldBe(1, WeightOptions.SumTolerance);

        // "volume : quality = 55 : 45 of the supply/demand block"
        (volume / (volume + quality)).ShouldBe(0.55, Tolerance);
    }

    /// <summary>"horizon weights | 1h | 4h | 12h | 24h | 168h".</summary>
    [Theory]
    [InlineData(RegimeState.TrendingBull, 0.15, 0.30, 0.35, 0.15, 0.05)]
    [InlineData(RegimeState.Choppy, 0.25, 0.35, 0.25, 0.15, 0)]
    [InlineData(RegimeState.HighVolatility, 0.20, 0.35, 0.30, 0.15, 0)]
    public void MomentumOptionsFor_Regime_IsTheTableOfTheSpecification(RegimeState state, double h1, double h4, double h12, double h24, double h168) =>
        new MomentumOptions().For(state).ShouldBe(new HorizonWeights(h1, h4, h12, h24, h168));

    [Fact]
    public void HorizonWeights_Default_IsTheTableOfTheSpecification() => HorizonWeights.Default.ShouldBe(new HorizonWeights(0.20, 0.35, 0.30, 0.15, 0));

    /// <summary>One factor at a time speaks (z of the last symbol 1/1.4826, Phi 0.75); C moves by that factor's own weight, under each regime.</summary>
    [Theory]
    [InlineData(RegimeState.TrendingBull)]
    [InlineData(RegimeState.Choppy)]
    [InlineData(RegimeState.HighVolatility)]
    public void Composite_OneFactorSpeaks_MovesByItsWeight(RegimeState state)
    {
        double[] table = [.. FactorWeights.Factors.Select(factor => new WeightOptions().For(state)[factor])];
        for (var k = 0; k < table.Length; k++)
        {
            double[][] columns = [.. Enumerable.Range(0, table.Length).Select(j => j == k ? new double[] { -1, 0, 1 } : [0, 0, 0])];

            var composite = Composite.Of(CrossSection.Of(columns), new WeightOptions().For(state));

            // Momentum counts half with Phi(m): Phi(1) = 0.8413447, half with Phi(z).
            var score = k == 0 ? (50 * 0.8413447460685429) + (50 * PhiOfUnit) : 100 * PhiOfUnit;
            composite.Values[2].ShouldBe(50 + (table[k] * (score - 50)), 1e-9, $"{state} {(Factor)k}");
            composite.Points[k][2].ShouldBe(table[k] * (score - 50), 1e-9);
        }
    }

    /// <summary>The constants inside the factors.</summary>
    [Fact]
    public void Constants_OfTheFactors_AreThoseOfTheSpecification()
    {
        (Quality.HalfWeight, Catalyst.CompressionWeight, Catalyst.HeatWeight).ShouldBe((0.5, 0.6, 0.4));
        new DerivativesOptions().ShouldBe(new DerivativesOptions
        {
            WindowHours = 7 * 24,
            FewestRates = 10,
            FewestHours = 10,
            LeastRSquared = 0.1,
            MaximumMarkSkewSeconds = 120,
            FundingWeight = 0.40,
            OpenInterestWeight = 0.35,
            BasisWeight = 0.25,
        });
        new SocialOptions().ShouldBe(new SocialOptions { PointsPerSd = 4, MostPoints = 10, MaximumAgeHours = 24 });
        new MomentumOptions().AccelerationBoost.ShouldBe(0.10);
        (MomentumCore.RangeToSigma, RobustZ.MadToSigma, RobustZ.Limit, Derivatives.FundingLimit).ShouldBe((1.596, 1.4826, 3, 3));
    }

    /// <summary>Phi(1/1.4826) by statistics of the standard library: NormalDist().cdf(1/1.4826).</summary>
    private const double PhiOfUnit = 0.7500003207255932;
}
