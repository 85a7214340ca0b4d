using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Gates;

public class GateOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreInRange() => new GateOptions().Validate().ShouldBeEmpty();

    [Fact]
    public void Validate_ValuesOutOfRange_NamesKeyValueAndRange()
    {
        var options = new GateOptions
        {
            Choppy = new GateThresholds { Composite = 101, Movement = double.NaN },
            HighVolatility = new GateThresholds { FreshnessBars = -1 },
        };

        options.Validate().ShouldBe(
        [
            "Gates:Choppy:Composite is 101; allowed is 0 to 100.",
            "Gates:Choppy:Movement is NaN; allowed is 0 to 1.",
            "Gates:HighVolatility:FreshnessBars is -1; allowed is 0 to 48.",
        ]);
    }

    [Fact]
    public void For_EachRegime_GivesItsOwn()
    {
        var options = new GateOptions();

        Enum.GetValues<RegimeState>().Select(options.For).ShouldBe([options.TrendingBull, options.Choppy, options.HighVolatility]);
        Should.Throw<ArgumentOutOfRangeException>(() => options.For((RegimeState)7));
    }

    [Theory]
    [InlineData(5_000_000, 1)]
    [InlineData(4_999_999.99, 2)]
    [InlineData(1_000_000, 2)]
    [InlineData(999_999.99, 3)]
    [InlineData(100_000, 3)]
    [InlineData(99_999.99, null)]
    [InlineData(double.NaN, null)]
    public void LiquidityTierOf_Adv_LowerBoundIsIncluded(double adv, int? number) => (LiquidityTier.Of(adv)?.Number).ShouldBe(number);

    [Fact]
    public void LiquidityTierAll_Table_IsThatOfTheSpecification() =>
        LiquidityTier.All.Select(t => (t.AdvFromUsd, t.DepthUsd, t.SpreadBps, t.Vadr)).ShouldBe(
            [(5_000_000, 150_000, 25, 1.85), (1_000_000, 75_000, 50, 1.80), (100_000, 25_000, 80, 1.75)]);
}
