using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>"ETF net flow / 7 d ADV".</summary>
public class FundFlowTests
{
    private static readonly DateTimeOffset At = SyntheticMarket.At;

    /// <summary>Volume of $1 an hour before and $10 an hour in the last seven full days (the scan is at 15:00): 240 a day.</summary>
    private static readonly CandleSeries Series = Candles();

    [Fact]
    public void Measure_WorkedByHand_IsTheShareOfSevenFullDays()
    {
        var flow = FundFlow.Measure(Series, new EtfFlow(At, -3.6m, "funds"), At);

        flow.AdvUsd7d.ShouldBe(240, 1e-9);
        flow.Share.ShouldBe(-0.015, 1e-12);
    }

    [Theory]
    [InlineData(72, true)]
    [InlineData(72.01, false)]
    public void Measure_OldFlow_CountsForThreeDays(double hours, bool counts) =>
        double.IsNaN(FundFlow.Measure(Series, new EtfFlow(At.AddHours(-hours), 1, "funds"), At).Share).ShouldBe(!counts);

    [Fact]
    public void Measure_NoFlow_IsAbsent() => FundFlow.Measure(Series, null, At).ShouldBe(FundFlow.None);

    private static CandleSeries Candles()
    {
        var (ones, volume) = (Enumerable.Repeat(1.0, 500).ToArray(), Enumerable.Range(0, 500).Select(i => i >= 500 - 15 - 168 && i < 500 - 15 ? 10.0 : 1.0).ToArray());
        return CandleSeries.FromColumns("A-USD", "kraken", At.AddHours(-500), ones, ones, ones, ones, volume);
    }
}
