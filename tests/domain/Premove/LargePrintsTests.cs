using CryptoRun.Domain.Premove;
using static CryptoRun.Domain.Tests.Premove.Sweep;

namespace CryptoRun.Domain.Tests.Premove;

/// <summary>premove.md: "large-print share: USD share of trades above the coin's 99th percentile size, signed".</summary>
public sealed class LargePrintsTests
{
    private static readonly DateTimeOffset Start = At.AddHours(-1);

    /// <summary>101 trades of 0, 10, ... 1000 USD before the window: the 99th percentile is 990.</summary>
    private static IEnumerable<Print> Before => Enumerable.Range(0, 101).Select(i => new Print(Start.AddMinutes(-1 - i), i == 0 ? 0.001 : 10 * i, true));

    [Fact]
    public void Of_Window_SumsWhatLiesAboveTheThresholdBySide()
    {
        var flow = LargePrints.Of([.. Before, Buy(990), Buy(991), Buy(2000), Sell(1500), Sell(100)], Start, At, "kraken", isLive: true)!;
        flow.ThresholdUsd.ShouldBe(990, 1e-9);
        (flow.BuyUsd, flow.SellUsd, flow.TotalUsd).ShouldBe((2991, 1500, 5581));
        flow.Stamp.ShouldBe(new FeedStamp(At.AddMinutes(-5), "kraken", true));
    }

    /// <summary>The percentile comes from the trades before: a window full of whales does not hide them.</summary>
    [Fact]
    public void Of_WindowFullOfLargeTrades_DoesNotRaiseItsOwnThreshold()
    {
        var flow = LargePrints.Of([.. Before, .. Enumerable.Repeat(Buy(5000), 50)], Start, At, "kraken", isLive: true)!;
        flow.ThresholdUsd.ShouldBe(990, 1e-9);
        flow.BuyUsd.ShouldBe(flow.TotalUsd);
    }

    [Fact]
    public void Of_TradeAtTheStartOfTheWindow_BelongsToIt() =>
        LargePrints.Of([.. Before, new Print(Start, 2000, false)], Start, At, "kraken", isLive: false)!.SellUsd.ShouldBe(2000);

    [Fact]
    public void Of_TradeAtTheInstant_IsLookedAt() => LargePrints.Of([.. Before, new Print(At, 2000, true)], Start, At, "kraken", isLive: false)!.BuyUsd.ShouldBe(2000);

    [Fact]
    public void Of_LaterTrades_AreNotLookedAt()
    {
        Print[] trades = [.. Before, Buy(2000)];
        var flow = LargePrints.Of(trades, Start, At, "kraken", isLive: true);
        LargePrints.Of([.. trades, new Print(At.AddTicks(1), 9e9, true), new Print(At.AddSeconds(1), double.NaN, true)], Start, At, "kraken", isLive: true).ShouldBe(flow);
    }

    [Fact]
    public void Of_AnyOrder_IsTheSame()
    {
        Print[] trades = [.. Before, .. Enumerable.Range(1, 60).Select(i => new Print(At.AddMinutes(-i % 50), 900 + (0.1 * i), i % 2 == 0))];
        var flow = LargePrints.Of(trades, Start, At, "kraken", isLive: true);
        for (var seed = 0; seed < 20; seed++)
        {
            new Random(seed).Shuffle(trades);
            LargePrints.Of(trades, Start, At, "kraken", isLive: true).ShouldBe(flow);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-5)]
    public void Of_SizeThatIsNone_IsNothing(double size) => LargePrints.Of([.. Before, Buy(size)], Start, At, "kraken", isLive: true).ShouldBeNull();

    [Fact]
    public void Of_TooFewTrades_IsNothing()
    {
        LargePrints.Of([.. Before], Start, At, "kraken", isLive: true).ShouldBeNull();
        LargePrints.Of([.. Before.Take(99), Buy(2000)], Start, At, "kraken", isLive: true).ShouldBeNull();
        LargePrints.Of([.. Before.Take(100), Buy(2000)], Start, At, "kraken", isLive: true).ShouldNotBeNull();
    }

    private static Print Buy(double size) => new(At.AddMinutes(-5), size, true);

    private static Print Sell(double size) => new(At.AddMinutes(-5), size, false);
}
