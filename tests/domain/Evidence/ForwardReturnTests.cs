using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Evidence;

public class ForwardReturnTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CandleSeries Rising = Of(10, 11, 12, 13, 14, 15, 16, 17);

    [Theory]
    [InlineData(0, 4, 10, 14)]
    [InlineData(60, 4, 11, 15)]
    [InlineData(15, 4, 11, 15)]
    [InlineData(119, 1, 12, 13)]
    public void Of_Matured_BuysTheNextOpenAndSellsTheLastClose(int minutes, int hours, double bought, double sold) =>
        ForwardReturn.Of(Rising, Start.AddMinutes(minutes), hours, Start.AddHours(8))!.Value.ShouldBe((sold / bought) - 1, 1e-15);

    [Fact]
    public void Of_HorizonNotPassed_IsNotKnown()
    {
        var known = ForwardReturn.KnownAt(Start.AddMinutes(15), 4);

        known.ShouldBe(Start.AddHours(5));
        ForwardReturn.Of(Rising, Start.AddMinutes(15), 4, known.AddTicks(-1)).ShouldBeNull();
        ForwardReturn.Of(Rising, Start.AddMinutes(15), 4, known).ShouldNotBeNull();
    }

    [Fact]
    public void Of_LastHourNotStored_IsNotKnownHoweverLateItIs() => ForwardReturn.Of(Rising, Start.AddHours(5), 4, Start.AddDays(9)).ShouldBeNull();

    [Fact]
    public void Of_ScanBeforeTheFirstCandle_IsNotKnown() => ForwardReturn.Of(Rising, Start.AddHours(-2), 4, Start.AddDays(9)).ShouldBeNull();

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Of_FirstOrLastHourFilled_IsNotKnown(int missing)
    {
        var series = CandleSeries.FromHourly("A-USD", "kraken", Enumerable.Range(0, 8).Where(h => h != missing).Select(h => new Candle(Start.AddHours(h), 10 + h, 12 + h, 9, 11 + h, 1)));

        ForwardReturn.Of(series, Start.AddHours(2), 4, Start.AddHours(8)).ShouldBeNull();
        ForwardReturn.Of(series, Start.AddHours(3), 1, Start.AddHours(8)).ShouldNotBeNull();
    }

    /// <summary>Truncation: what comes after the horizon changes nothing.</summary>
    [Fact]
    public void Of_LaterDataAdded_StaysTheSame()
    {
        var market = new EvidenceMarket(1, 300, 7);
        var whole = market.Candles("C00-USD")!;
        for (var hour = 0; hour < 200; hour += 3)
        {
            var at = Start.AddHours(hour);
            var known = ForwardReturn.KnownAt(at, 24);
            ForwardReturn.Of(whole.ClosedAt(known), at, 24, known).ShouldBe(ForwardReturn.Of(whole, at, 24, Start.AddDays(99)));
        }
    }

    private static CandleSeries Of(params double[] opens) => CandleSeries.FromColumns(
        "A-USD", "kraken", Start, opens, [.. opens.Select(o => o + 1)], opens, [.. opens.Select(o => o + 1)], [.. opens.Select(_ => 1.0)]);
}
