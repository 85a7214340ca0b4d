using CryptoRun.Worker.Markets;
using static CryptoRun.Worker.Tests.Markets.FeedBench;

namespace CryptoRun.Worker.Tests.Markets;

public class SymbolCandlesTests
{
    private readonly SymbolCandles _symbol = new("BTC-USD", "kraken");

    [Fact]
    public void Offer_OlderStateOfAFormingCandle_DoesNotReplaceTheStreams()
    {
        _symbol.Update(Candle(Noon, close: 150, volume: 20));
        _symbol.Offer([Candle(Noon, close: 140, volume: 15)]);
        _symbol.Forming!.Value.Close.ShouldBe(150);

        _symbol.Offer([Candle(Noon, close: 160, volume: 25)]);
        _symbol.Forming!.Value.Close.ShouldBe(160);
    }

    [Fact]
    public void Closable_HourOverOrNot_FollowsTheRule()
    {
        _symbol.Update(Candle(Noon));
        var over = Noon.AddHours(1);

        _symbol.HasClosable(over, settled: DateTimeOffset.MinValue).ShouldBeFalse("no later candle, no grace");
        _symbol.HasClosable(over, settled: over).ShouldBeTrue();
        _symbol.HasClosable(over.AddTicks(-1), settled: over).ShouldBeFalse("the hour is not over");

        _symbol.Update(Candle(over));
        _symbol.Closable(over, DateTimeOffset.MinValue).ShouldBe([Candle(Noon)]);
    }

    [Fact]
    public void Update_RightCandleOfAnHourWithATornOne_HealsTheHour()
    {
        _symbol.Load(Hours(Noon.AddHours(-3), Noon));
        var right = Candle(Noon);
        _symbol.Update(right with { Open = right.Open * 10, High = right.High * 10, Low = right.Low * 10, Close = right.Close * 10 });
        (_symbol.TornAt, _symbol.Forming).ShouldBe((Noon, null));

        _symbol.Update(right);
        (_symbol.TornAt, _symbol.Forming).ShouldBe((null, right));
    }

    [Fact]
    public void Settle_UpdateCameWhileStoring_KeepsTheUpdate()
    {
        _symbol.Load(Hours(Noon.AddHours(-3), Noon));
        _symbol.Update(Candle(Noon, close: 150));
        var storing = _symbol.Closable(Noon.AddHours(1), Noon.AddHours(1));
        _symbol.Update(Candle(Noon, close: 151));

        _symbol.Append(storing);

        _symbol.Closed!.Close[^1].ShouldBe(150);
        _symbol.Closable(Noon.AddHours(1), DateTimeOffset.MinValue).ShouldHaveSingleItem().Close.ShouldBe(151);
    }

    [Fact]
    public void Trim_LongMemory_KeepsTheNewestHours()
    {
        _symbol.Load(Hours(Noon.AddHours(-200), Noon));
        _symbol.Trim(190);
        _symbol.Closed!.Count.ShouldBe(200, "not worth a copy yet");

        _symbol.Trim(100);

        (_symbol.Closed!.Count, _symbol.Closed.End).ShouldBe((100, Noon));
    }

    [Fact]
    public void Repair_GapDuringARepair_StaysOpen()
    {
        var need = _symbol.Repair;
        var (_, token) = need.Begin();
        need.Open(Noon);
        need.Done(token, lagging: false);
        (need.IsWanted, need.HasGap).ShouldBe((true, true));

        (var recheck, token) = need.Begin();
        recheck.ShouldBe(Noon);
        need.Want();
        need.Done(token, lagging: true);
        (need.IsWanted, need.HasGap, need.IsLagging).ShouldBe((true, false, true));

        need.Done(need.Begin().Token, lagging: false);
        need.IsWanted.ShouldBeFalse();
    }
}
