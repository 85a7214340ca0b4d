using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Tests.Live;

public sealed class FreshnessRuleTests
{
    [Theory]
    [InlineData(MarketSource.Live, 10, Freshness.Live)]
    [InlineData(MarketSource.Live, 11, Freshness.Delayed)]
    [InlineData(MarketSource.Simulated, 60, Freshness.Delayed)]
    [InlineData(MarketSource.Simulated, 61, Freshness.Stale)]
    [InlineData(MarketSource.Simulated, 3601, Freshness.NoTrade)]
    [InlineData(MarketSource.Replay, 65 * 60, Freshness.Live)]
    [InlineData(MarketSource.Replay, 66 * 60, Freshness.Delayed)]
    [InlineData(MarketSource.Replay, 121 * 60, Freshness.NoTrade)]
    public void Judge_VenueAnswers_FollowsTheLimitsOfTheSource(MarketSource source, double age, Freshness expected) =>
        FreshnessRule.For(source).Judge(Boards.At.AddSeconds(-age), Boards.At, Boards.At.AddSeconds(-1)).ShouldBe(expected);

    [Fact]
    public void Judge_VenueSilent_IsStaleAndNeverNoTrade() =>
        FreshnessRule.For(MarketSource.Live).Judge(Boards.At.AddHours(-2), Boards.At, Boards.At.AddHours(-1)).ShouldBe(Freshness.Stale);

    [Fact]
    public void Judge_NeverSeen_IsNoData() => FreshnessRule.For(MarketSource.Live).Judge(null, Boards.At, Boards.At).ShouldBe(Freshness.NoData);
}
