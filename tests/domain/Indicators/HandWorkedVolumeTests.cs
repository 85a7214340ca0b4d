using CryptoRun.Domain.Indicators;
using static CryptoRun.Domain.Tests.Indicators.Paper;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>VWAP, CVD and OBV, small enough to check on paper.</summary>
public sealed class HandWorkedVolumeTests
{
    // Typical prices 9, 32/3, 26/3, 11.
    private static readonly double[] High = [10, 12, 11, 13];
    private static readonly double[] Low = [8, 9, 7, 8];
    private static readonly double[] Close = [9, 11, 8, 12];
    private static readonly double[] Volume = [1, 3, 0, 2];

    [Fact]
    public void Vwap_FourBars_WeighsTypicalPricesOfTwo() =>
        ShouldBe(Series(4, o => Vwap.Series(High, Low, Close, Volume, 2, o)), double.NaN, 41 / 4.0, 32 / 3.0, 11);

    [Fact]
    public void Vwap_AnchoredAtTheSecondBar_CountsFromThere()
    {
        ShouldBe(Series(4, o => Vwap.AnchoredSeries(High, Low, Close, Volume, 1, o)), double.NaN, 32 / 3.0, 32 / 3.0, 54 / 5.0);
        ShouldBe(Series(4, o => Vwap.AnchoredSeries(High, Low, Close, Volume, 9, o)), double.NaN, double.NaN, double.NaN, double.NaN);
        Vwap.Last(High, Low, Close, Volume).ShouldBe(63 / 6.0, Tolerance);
    }

    [Fact]
    public void Vwap_WithoutVolume_IsNaNHoweverMuchThereWasBefore()
    {
        var stream = new VwapStream(2);
        stream.Next(3, 1, 2, 0.1).ShouldBe(double.NaN);
        stream.Next(3, 1, 2, 0.2).ShouldBe(2, Tolerance);
        stream.Next(3, 1, 2, 0).ShouldBe(2, Tolerance);
        stream.Next(3, 1, 2, 0).ShouldBe(double.NaN);
        Vwap.Last([1], [1], [1], [0]).ShouldBe(double.NaN);
        new AnchoredVwapStream().Next(1, 1, 1, 0).ShouldBe(double.NaN);
    }

    [Fact]
    public void Cvd_ThreeBars_SumsBuyersLessSellers()
    {
        ShouldBe(Series(3, o => Cvd.Series([10, 0, 5], [4, 6, 5], o)), 6, 0, 0);
        Cvd.Last([10, 0], [4, 7]).ShouldBe(-1);
        Cvd.Last([], []).ShouldBe(double.NaN);
    }

    [Fact]
    public void Cvd_SingleTrades_SumAsTheirBarDoes()
    {
        var trades = new CvdStream();
        trades.Next(buyUsd: 7, sellUsd: 0);
        trades.Next(buyUsd: 0, sellUsd: 4);
        trades.Next(buyUsd: 3, sellUsd: 0).ShouldBe(new CvdStream().Next(10, 4));
    }

    [Fact]
    public void Cvd_ManySmallTradesAfterAHugeOne_LosesNone()
    {
        var stream = new CvdStream();
        stream.Next(1e16, 0);
        for (var i = 0; i < 1000; i++) stream.Next(0.25, 0);
        stream.Next(0, 1e16).ShouldBe(250);
    }

    [Fact]
    public void Obv_FourBars_FollowsGranville()
    {
        // Up, equal, down.
        ShouldBe(Series(4, o => Obv.Series([10, 11, 11, 9], [5, 7, 3, 4], o)), 5, 12, 12, 8);
        Obv.Last([10, 11], [5, 7]).ShouldBe(12);
        Obv.Last([], []).ShouldBe(double.NaN);
    }

    [Fact]
    public void Series_WrongArguments_AreRefusedOnce()
    {
        Should.Throw<ArgumentException>(() => Vwap.Series(High, Low, Close, Volume, 0, new double[4]));
        Should.Throw<ArgumentException>(() => Vwap.Series(High, Low, Close, [1], 2, new double[4]));
        Should.Throw<ArgumentException>(() => Vwap.AnchoredSeries(High, Low, Close, Volume, -1, new double[4]));
        Should.Throw<ArgumentException>(() => Cvd.Series([1, 2], [1], new double[2]));
        Should.Throw<ArgumentException>(() => Obv.Series([1, 2], [1, 2], new double[1]));
        Should.Throw<ArgumentException>(() => new VwapStream(0));
        Should.Throw<ArgumentException>(() => ChaikinMoneyFlow.Series(High, Low, Close, Volume, 0, new double[4]));
        Should.Throw<ArgumentException>(() => new ChaikinMoneyFlowStream(0));
    }
}
