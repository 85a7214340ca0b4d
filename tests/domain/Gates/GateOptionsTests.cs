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
    public void Limits_All_AreThePropertiesAndReadAndReplaceTheirOwnAlone()
    {
        var thresholds = new GateThresholds();
        GateLimit.All.Select(static l => l.Name).ShouldBe(typeof(GateThresholds).GetProperties().Select(static p => p.Name), ignoreOrder: true);
        foreach (var limit in GateLimit.All)
        {
            var property = typeof(GateThresholds).GetProperty(limit.Name)!;
            Convert.ToDouble(property.GetValue(thresholds), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(limit.Get(thresholds));
            var changed = limit.With(thresholds, limit.Most);
            limit.Get(changed).ShouldBe(limit.Most);
            limit.With(changed, limit.Get(thresholds)).ShouldBe(thresholds);
            (limit.Allows(limit.Least), limit.Allows(limit.Most), limit.Allows(limit.Most + 1), limit.Allows(double.NaN)).ShouldBe((true, true, false, false), limit.Name);
        }

        GateLimit.Find("freshnessBars")!.Allows(1.5).ShouldBeFalse();
        new GateOptions().With(RegimeState.Choppy, static t => t with { Composite = 60 }).ShouldBe(new GateOptions { Choppy = new GateThresholds { Composite = 60 } });
    }

    /// <summary>"Entry gates, thresholds by regime", figure by figure: a default changed or exchanged fails here.</summary>
    [Fact]
    public void For_EachRegime_IsTheTableOfTheSpecification()
    {
        var same = new GateThresholds
        {
            Composite = 75,
            Vadr = 1.8,
            VolumeUsd24h = 500_000,
            Adx = 25,
            Hurst = 0.55,
            FreshnessAtr = 1.2,
            FatigueReturn24h = 0.12,
            FatigueRsi = 70,
            FatigueAcceleration = 0.02,
            FundingZ = 0,
            FundingOverVwap = 0,
            LateFillSeconds = 30,
            CatalystHeatPoints = 10,
        };
        var options = new GateOptions();

        options.TrendingBull.ShouldBe(same with { Movement = 0.025, FreshnessBars = 3, SpreadTighterBps = 0, DepthTighterShare = 0, SocialPoints = 12 });
        options.Choppy.ShouldBe(same with { Movement = 0.03, FreshnessBars = 2, SpreadTighterBps = 10, DepthTighterShare = 0.5, SocialPoints = 10 });
        options.HighVolatility.ShouldBe(same with
        {
            Composite = 80,
            Vadr = 2.0,
            Movement = 0.04,
            FundingZ = -0.5,
            FreshnessBars = 1,
            FreshnessAtr = 1.0,
            FatigueReturn24h = 0.15,
            SpreadTighterBps = 15,
            DepthTighterShare = 0.75,
            SocialPoints = 8,
        });
        options.LateFill.ShouldBe(new LateFillOptions { P99Milliseconds = 400, ExtraSeconds = 30, EveryMinutes = 30, Decisions = 1000, LeastDecisions = 100 });
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
