using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Tests.Regimes;

public class RegimeDecisionTests
{
    private const RegimeState Bull = RegimeState.TrendingBull;
    private const RegimeState Choppy = RegimeState.Choppy;
    private const RegimeState High = RegimeState.HighVolatility;

    [Theory]
    [InlineData("Extreme", Bull, Bull, High, 3)]
    [InlineData("Extreme", Choppy, Choppy, High, 3)]
    [InlineData("Extreme", Bull, Choppy, High, 3)]
    [InlineData("Extreme", Choppy, Bull, High, 3)]
    [InlineData("Elevated", Bull, Bull, Bull, 2)]
    [InlineData("Elevated", Choppy, Choppy, Choppy, 2)]
    [InlineData("Elevated", Bull, Choppy, High, 1)]
    [InlineData("Elevated", Choppy, Bull, High, 1)]
    [InlineData("Calm", Bull, Bull, Bull, 3)]
    [InlineData("Calm", Choppy, Choppy, Choppy, 3)]
    [InlineData("Calm", Bull, Choppy, Choppy, 2)]
    [InlineData("Calm", Choppy, Bull, Choppy, 2)]
    public void Decide_EveryRowOfTheTable_GivesStateAndConfidence(string level, RegimeState breadth, RegimeState thrust, RegimeState state, int thirds) =>
        new RegimeVotes(Enum.Parse<VolatilityLevel>(level), breadth, thrust).Decide().ShouldBe(new RegimeDecision(state, thirds / 3.0));

    [Theory]
    [InlineData(0.90, "Calm")]
    [InlineData(0.9000001, "Elevated")]
    [InlineData(1.125, "Elevated")]
    [InlineData(1.1250001, "Extreme")]
    public void Of_VolatilityAtItsThresholds_TheThresholdBelongsToTheLowerLevel(double volatility, string level) =>
        RegimeVotes.Of(volatility, 0.5, new ThrustReading(0.5, false), new RegimeOptions()).Level.ToString().ShouldBe(level);

    [Theory]
    [InlineData(0.65, Choppy)]
    [InlineData(0.6500001, Bull)]
    public void Of_BreadthAtItsThreshold_MustBeAbove(double breadth, RegimeState vote) =>
        RegimeVotes.Of(0.5, breadth, new ThrustReading(0.5, false), new RegimeOptions()).Breadth.ShouldBe(vote);

    [Theory]
    [InlineData(0.55, false, Choppy)]
    [InlineData(0.5500001, false, Bull)]
    [InlineData(0.10, true, Bull)]
    public void Of_ThrustAtItsThreshold_MustBeAboveOrRemembered(double thrust, bool remembered, RegimeState vote) =>
        RegimeVotes.Of(0.5, 0.5, new ThrustReading(thrust, remembered), new RegimeOptions()).Thrust.ShouldBe(vote);

    [Theory]
    [InlineData(0, false)] // exactly 0.40 is not under it
    [InlineData(1, true)]
    public void IsRemembered_LowerMark_MustBeUndercut(int step, bool remembered) =>
        BreadthThrust.IsRemembered([0.40 - (step * 1e-9), 0.5, 0.62], new RegimeOptions()).ShouldBe(remembered);

    [Theory]
    [InlineData(0, false)] // exactly 0.615 is not above it
    [InlineData(1, true)]
    public void IsRemembered_UpperMark_MustBeExceeded(int step, bool remembered) =>
        BreadthThrust.IsRemembered([0.39, 0.5, 0.615 + (step * 1e-9)], new RegimeOptions()).ShouldBe(remembered);

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void IsRemembered_RiseOverDays_TenAreAllowed(int days, bool remembered) =>
        BreadthThrust.IsRemembered([0.39, .. Enumerable.Repeat(0.5, days - 1), 0.62], new RegimeOptions()).ShouldBe(remembered);

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void IsRemembered_DaysAfterTheThrust_TenAreRemembered(int days, bool remembered) =>
        BreadthThrust.IsRemembered([0.39, 0.62, .. Enumerable.Repeat(0.5, days)], new RegimeOptions()).ShouldBe(remembered);

    [Fact]
    public void IsRemembered_FallInsteadOfRise_IsNone() =>
        BreadthThrust.IsRemembered([0.62, 0.5, 0.39], new RegimeOptions()).ShouldBeFalse();
}
