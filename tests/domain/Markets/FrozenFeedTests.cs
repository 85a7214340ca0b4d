using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

public sealed class FrozenFeedTests
{
    [Fact]
    public void Check_RecordedDeadFeed_IsRecognisedWithItsNumbersAtEveryDay()
    {
        var series = Recordings.Series(Recordings.Files("_bad_examples").Single());
        for (var hours = 48; hours <= series.Count; hours += 24)
            FrozenFeed.Check(series.ClosedAt(series.Start.AddHours(hours))).ShouldNotBeNull($"after {hours} h");

        FrozenFeed.Check(series)!.ShouldContain("of the last 720 bars without volume");
    }

    [Theory]
    [InlineData("kraken_1h")]
    [InlineData("kraken_15m")]
    [InlineData("okx_swap_30m")]
    [InlineData("hyperliquid_perp_1h")]
    [InlineData("binance_spot_1h_2022")]
    public void Check_RecordedRealMarkets_AreNeverFlagged(string folder)
    {
        foreach (var file in Recordings.Files(folder))
        {
            var series = Recordings.Series(file);
            for (var hours = 24; hours <= series.Count; hours += 240)
                FrozenFeed.Check(series.ClosedAt(series.Start.AddHours(hours))).ShouldBeNull($"{Path.GetFileName(file)} after {hours} h");
        }
    }

    [Fact]
    public void Check_FeedThatDiedTwoDaysAgo_IsRecognised()
    {
        FrozenFeed.Check(Dying(deadHours: 49))!.ShouldContain("last 48 bars");
        FrozenFeed.Check(Dying(deadHours: 40)).ShouldBeNull();

        static CandleSeries Dying(int deadHours) => Build.Series(700, h => h < 700 - deadHours ? (h + 2, h + 1, h + 1.5, 5) : (9, 9, 9, 0));
    }

    [Fact]
    public void Check_HoursThatTheSourceDidNotSend_AreNotJudged()
    {
        var series = CandleSeries.FromHourly("TEST-USD", "test", Enumerable.Range(0, 30).Select(i => Build.Hour(i * 24, 100 + i)));
        series.GapsInLast(720).ShouldBeGreaterThan(600);
        FrozenFeed.Check(series).ShouldBeNull();
    }
}
