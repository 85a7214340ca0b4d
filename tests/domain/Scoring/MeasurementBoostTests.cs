using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scoring;
using CryptoRun.Domain.Tests.Factors;

namespace CryptoRun.Domain.Tests.Scoring;

/// <summary>
/// "Measurement boost, at most +4: funding |z| >= 2.5 -> 2, >= 2 -> 1; |OI residual| >= $2M -> 1.5, >= $1M -> 0.5; |ETF net flow / 7 d ADV| >= 1.5 % -> 1,
/// >= 1 % -> 0.5."
/// </summary>
public class MeasurementBoostTests
{
    private const double None = double.NaN;

    [Theory]
    [InlineData(1.99, None, None, 0)]
    [InlineData(2.0, None, None, 1)]
    [InlineData(-2.0, None, None, 1)]
    [InlineData(2.49, None, None, 1)]
    [InlineData(2.5, None, None, 2)]
    [InlineData(-7, None, None, 2)]
    [InlineData(None, 999_999, None, 0)]
    [InlineData(None, 1_000_000, None, 0.5)]
    [InlineData(None, -1_999_999, None, 0.5)]
    [InlineData(None, -2_000_000, None, 1.5)]
    [InlineData(None, None, 0.0099, 0)]
    [InlineData(None, None, 0.01, 0.5)]
    [InlineData(None, None, -0.0149, 0.5)]
    [InlineData(None, None, -0.015, 1)]
    [InlineData(2.1, 1_500_000, 0.011, 2)]
    [InlineData(2.5, 2_000_000, None, 3.5)]
    [InlineData(2.5, 2_000_000, 0.01, 4)]
    [InlineData(2.5, 2_000_000, 0.5, 4)]
    public void Of_Measurements_AreWorthTheirSteps(double fundingZ, double residualUsd, double flow, double points)
    {
        var boost = Boost(fundingZ, residualUsd, flow);

        boost.Points.ShouldBe(points);
        boost.Parts.Count.ShouldBe(new[] { fundingZ, residualUsd, flow }.Count(value => !double.IsNaN(value)));
    }

    [Fact]
    public void Of_Parts_GiveValueStepPointsAndWords()
    {
        var boost = Boost(-2.6, 1_200_000, -0.02);

        boost.Parts.ShouldBe(
        [
            new("fundingZ", -2.6, "z", 2, 2.5, "funding z −2.60"),
            new("openInterestResidual", 1_200_000, "usd", 0.5, 1_000_000, "open interest +$1.2M beyond the price's share"),
            new("etfFlow", -0.02, "fraction", 1, 0.015, "ETF net flow −2.0 % of the 7 d ADV"),
        ]);
        boost.Points.ShouldBe(3.5);
    }

    [Fact]
    public void Of_NothingMeasured_IsNothing() => MeasurementBoost.Of(FactorSymbols.Plain, new BoostOptions()).ShouldBeSameAs(MeasurementBoost.None);

    private static MeasurementBoost Boost(double fundingZ, double residualUsd, double flow) =>
        MeasurementBoost.Of(FactorSymbols.WithDerivatives(fundingZ, residualUsd, None) with { FundFlow = new FundFlow(flow, 1e6, new EtfFlow(default, 0, "funds")) }, new BoostOptions());
}
