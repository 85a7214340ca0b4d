using System.Runtime.InteropServices;
using CryptoRun.Domain.Backtesting.Bars;

namespace CryptoRun.Domain.Tests.Backtesting;

/// <summary>One rule on one coin.</summary>
public sealed class BarEngineTests
{
    [Fact]
    public void Rule_IsFilledAtTheNextOpen_AndStopsInsideTheBar()
    {
        // Buys after a rise, sells after a fall; stop 5 %, target 10 %.
        var series = TestMarket.Symbol(
            "A-USD", (100, 100, 100, 100), (100, 101, 100, 101), (102, 103, 101, 102), (103, 104, 99, 100), (99, 99, 98, 99), (99, 100, 99, 100), (100, 120, 94, 110), (110, 112, 109, 111), (112, 125, 111, 120), (121, 122, 120, 121)).Candles;
        var trades = BarEngine.Run(series, new Rising(), 1, 10);

        trades.Select(static t => (t.EntryBar, t.EntryPrice, t.ExitBar, Math.Round(t.ExitPrice, 9), t.Cause)).ShouldBe(
            [(2, 102, 4, 99, BarExit.Rule), (6, 100, 6, 95, BarExit.Stop), (8, 112, 8, 123.2, BarExit.Target)]);
        trades[0].NetReturn.ShouldBe((99 * 0.999 / (102 * 1.001)) - 1, 1e-12);
    }

    [Fact]
    public void Rule_StillHeldAtTheEnd_IsSoldAtTheLastClose()
    {
        var trade = BarEngine.Run(TestMarket.Symbol("A-USD", (100, 100, 100, 100), (100, 101, 100, 101), (101, 102, 101, 102)).Candles, new Rising(), 1, 0).ShouldHaveSingleItem();
        (trade.EntryBar, trade.ExitBar, trade.ExitPrice, trade.Cause).ShouldBe((2, 2, 102, BarExit.End));
        Should.Throw<ArgumentOutOfRangeException>(static () => BarEngine.Run(TestMarket.Symbol("A-USD", (100, 100, 100, 100)).Candles, new Rising(), 1, -1));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Rising : IBarStrategy
    {
        public double StopLoss => 0.05;

        public double ProfitTarget => 0.10;

        public bool Enters(ReadOnlySpan<double> close, int bar) => close[bar] > close[bar - 1];

        public bool Exits(ReadOnlySpan<double> close, int bar, int entered) => close[bar] < close[bar - 1];
    }
}
