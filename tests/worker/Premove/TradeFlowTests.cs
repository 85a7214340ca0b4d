using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Premove;

public sealed class TradeFlowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly TradeFlow _flow = new();

    [Fact]
    public void TakeClosed_WholeQuarter_SidesAndReturnOnce()
    {
        Connect(-5);
        Trade(0, 100, 2, TradeSide.Buy);
        Trade(7, 101, 1, TradeSide.Sell);
        Trade(14.9, 110, 1, TradeSide.Buy);
        Trade(15, 120, 1, TradeSide.Buy);

        _flow.TakeClosed(Noon.AddMinutes(14)).ShouldBeEmpty();
        _flow.TakeClosed(Noon.AddMinutes(15)).ShouldBe([new TradeBar(Noon, "BTC-USD", 310, 101, Math.Log(1.1), 3)]);
        _flow.TakeClosed(Noon.AddMinutes(16)).ShouldBeEmpty();
    }

    [Fact]
    public void TakeClosed_QuarterThatBeganBeforeTheConnection_IsNone()
    {
        Connect(3);
        Trade(5, 100, 1, TradeSide.Buy);
        Trade(16, 100, 1, TradeSide.Buy);

        _flow.TakeClosed(Noon.AddHours(1)).ShouldHaveSingleItem().OpenTime.ShouldBe(Noon.AddMinutes(15));
    }

    [Fact]
    public void TakeClosed_ConnectionBreaksInAQuarter_OnlyThatOneIsLost()
    {
        Connect(-1);
        Trade(5, 100, 1, TradeSide.Buy);
        Trade(20, 100, 1, TradeSide.Buy);
        _flow.Hear(new StreamLost(Noon.AddMinutes(22), "closed"));
        Connect(24);
        Trade(25, 100, 1, TradeSide.Buy);
        Trade(31, 100, 1, TradeSide.Buy);

        _flow.TakeClosed(Noon.AddHours(1)).Select(b => b.OpenTime).ShouldBe([Noon, Noon.AddMinutes(30)]);
    }

    [Fact]
    public void TakeClosed_TradeThatComesLate_IsLeftOutOfTheBarThatWasTaken()
    {
        Connect(-1);
        Trade(5, 100, 1, TradeSide.Buy);
        _flow.TakeClosed(Noon.AddMinutes(15));

        Trade(14, 100, 1, TradeSide.Buy);

        _flow.TakeClosed(Noon.AddHours(1)).ShouldBeEmpty();
    }

    [Fact]
    public void PrintsAt_ConnectionStoodForTheWindow_TradesByTheInstant()
    {
        Connect(-1);
        Trade(5, 100, 2, TradeSide.Sell);
        Trade(50, 100, 1, TradeSide.Buy);
        Trade(61, 100, 1, TradeSide.Buy);

        _flow.PrintsAt(Noon.AddHours(1), "BTC-USD", Noon)!.Select(p => (p.SizeUsd, p.IsBuy)).ShouldBe([(200, false), (100, true)]);
        _flow.PrintsAt(Noon.AddHours(1), "ETH-USD", Noon).ShouldBeEmpty();
        _flow.NewestAt(Noon.AddHours(1)).ShouldBe(Noon.AddMinutes(50));
    }

    [Fact]
    public void PrintsAt_ConnectionBrokeInTheWindow_Null()
    {
        Connect(-1);
        Trade(5, 100, 2, TradeSide.Sell);
        Connect(30);

        _flow.PrintsAt(Noon.AddHours(1), "BTC-USD", Noon).ShouldBeNull();
        _flow.PrintsAt(Noon.AddHours(2), "BTC-USD", Noon.AddHours(1)).ShouldNotBeNull();
    }

    [Fact]
    public void Hear_NoConnectionYet_NothingIsKept()
    {
        Trade(5, 100, 2, TradeSide.Sell);

        _flow.NewestAt(Noon.AddHours(1)).ShouldBeNull();
        _flow.PrintsAt(Noon.AddHours(1), "BTC-USD", Noon).ShouldBeNull();
    }

    private void Connect(double minutes) => _flow.Hear(new StreamConnected(Noon.AddMinutes(minutes), 1));

    private void Trade(double minutes, decimal price, decimal size, TradeSide side) =>
        _flow.Hear(new TradeUpdate(Noon.AddMinutes(minutes), "BTC-USD", [new Trade(Noon.AddMinutes(minutes), price, size, side)]));
}
