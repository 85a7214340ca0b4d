using CryptoRun.Domain.Indicators;
using static CryptoRun.Domain.Tests.Indicators.Paper;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>Cases small enough to check on paper.</summary>
public sealed class HandWorkedTests
{
    private static readonly double[] High = [10, 12, 11, 13];
    private static readonly double[] Low = [8, 9, 7, 8];
    private static readonly double[] Close = [9, 11, 8, 12];

    [Fact]
    public void Sma_FourValues_AreTheMeansOfTwo()
    {
        ShouldBe(Series(4, o => Sma.Series([1, 2, 3, 4], 2, o)), double.NaN, 1.5, 2.5, 3.5);
        Sma.Last([1, 2, 3, 4], 2).ShouldBe(3.5);
        Sma.Last([1], 2).ShouldBe(double.NaN);
    }

    [Fact]
    public void Ema_FourValues_StartsFromTheSimpleMean()
    {
        ShouldBe(Series(4, o => Ema.Series([1, 2, 3, 5], 3, o)), double.NaN, double.NaN, 2, 3.5);
        Ema.Last([1, 2, 3, 5], 3).ShouldBe(3.5);
        Ema.Last([], 3).ShouldBe(double.NaN);
    }

    [Fact]
    public void Ema_LeadingNaN_StartsBehindThem() =>
        ShouldBe(Series(4, o => Ema.Series([double.NaN, 2, 4, 6], 2, o)), double.NaN, double.NaN, 3, 5);

    [Fact]
    public void Rsi_FourCloses_FollowsWilder() =>
        // Changes +2 -1 +3: averages 1 and 0.5, then 2 and 0.25.
        ShouldBe(Series(4, o => Rsi.Series([10, 12, 11, 14], 2, o)), double.NaN, double.NaN, 200 / 3.0, 800 / 9.0);

    [Theory]
    [InlineData(new double[] { 5, 5, 5, 5 }, 50)]
    [InlineData(new double[] { 5, 6, 6, 9 }, 100)]
    [InlineData(new double[] { 9, 6, 6, 5 }, 0)]
    public void Rsi_OneSidedOrFlat_IsAtItsConvention(double[] close, double expected)
    {
        Rsi.Last(close, 3).ShouldBe(expected);
        Series(4, o => Rsi.Series(close, 3, o))[3].ShouldBe(expected);
    }

    [Fact]
    public void Macd_FourCloses_IsTheDifferenceOfTheAverages()
    {
        // EMA2: -, 3/2, 19/6, 115/18; EMA3: -, -, 7/3, 31/6.
        double[] close = [1, 2, 4, 8];
        var (line, signal, histogram) = (new double[4], new double[4], new double[4]);
        Macd.Series(close, 2, 3, 2, line, signal, histogram);
        ShouldBe(line, double.NaN, double.NaN, 5 / 6.0, 22 / 18.0);
        ShouldBe(signal, double.NaN, double.NaN, double.NaN, 37 / 36.0);
        ShouldBe(histogram, double.NaN, double.NaN, double.NaN, 7 / 36.0);
        Macd.Last(close, 2, 3, 2).ShouldBe(new MacdPoint(line[3], signal[3], histogram[3]));
    }

    [Fact]
    public void Atr_FourBars_CountsTheFirstRange()
    {
        // True ranges 2 3 4 5.
        ShouldBe(Series(4, o => Atr.Series(High, Low, Close, 2, o)), double.NaN, 2.5, 3.25, 4.125);
        Atr.Last(High, Low, Close, 2).ShouldBe(4.125, Tolerance);
        Atr.Last(High, Low, Close, 5).ShouldBe(double.NaN);
    }

    [Fact]
    public void Adx_FourBars_FollowsWilder()
    {
        // +DM 2 0 2, -DM 0 2 0, ranges 3 4 5: averages 1 1 3.5, then 1.5 0.5 4.25; DX 0, then 50.
        var (adx, plus, minus) = (new double[4], new double[4], new double[4]);
        Adx.Series(High, Low, Close, 2, adx, plus, minus);
        ShouldBe(plus, double.NaN, double.NaN, 100 / 3.5, 150 / 4.25);
        ShouldBe(minus, double.NaN, double.NaN, 100 / 3.5, 50 / 4.25);
        ShouldBe(adx, double.NaN, double.NaN, double.NaN, 25);
        Adx.Last(High, Low, Close, 2).ShouldBe(new AdxPoint(adx[3], plus[3], minus[3]));
        Adx.Last(High.AsSpan(0, 3), Low.AsSpan(0, 3), Close.AsSpan(0, 3), 2).Adx.ShouldBe(double.NaN);
    }

    [Fact]
    public void Adx_NothingMoves_IsZero()
    {
        var flat = Enumerable.Repeat(7.0, 40).ToArray();
        Adx.Last(flat, flat, flat, 14).ShouldBe(new AdxPoint(0, 0, 0));
    }

    [Fact]
    public void BollingerWidth_TwoCloses_IsFourDeviationsOverTheMean()
    {
        ShouldBe(Series(3, o => BollingerBands.WidthSeries([1, 3, 3], 2, 2, o)), double.NaN, 2, 0);
        BollingerBands.LastWidth([1, 3], 2, 2).ShouldBe(2);
        BollingerBands.LastWidth([1], 2, 2).ShouldBe(double.NaN);
    }

    [Fact]
    public void Bollinger_ThreeCloses_IsMeanAndTwoDeviations()
    {
        var (upper, middle, lower) = (new double[3], new double[3], new double[3]);
        BollingerBands.Series([1, 3, 3], 2, 2, upper, middle, lower);
        ShouldBe(upper, double.NaN, 4, 3);
        ShouldBe(middle, double.NaN, 2, 3);
        ShouldBe(lower, double.NaN, 0, 3);
        BollingerBands.Last([1, 3], 2, 2).ShouldBe(new BollingerPoint(4, 2, 0, 2));
    }

    [Fact]
    public void Bollinger_WildThenEqualCloses_HasExactlyNoWidth()
    {
        var stream = new BollingerBandsStream(5, 2);
        foreach (var close in new[] { 1e9, 0.1, 7.3, 1e-7, 0.3, 0.3, 0.3, 0.3 }) stream.Next(close);
        stream.Next(0.3).ShouldBe(new BollingerPoint(0.3, 0.3, 0.3, 0));
    }

    [Fact]
    public void ChaikinMoneyFlow_FourBars_WeighsByVolume()
    {
        // Multipliers 0.5, none (no range), -1, 1; volumes 100 100 50 25.
        ChaikinMoneyFlow.Last([10, 5, 12, 3], [8, 5, 8, 1], [9.5, 5, 8, 3], [100, 100, 50, 25]).ShouldBe(25 / 275.0, Tolerance);
        ChaikinMoneyFlow.Last([10, 5], [8, 5], [9.5, 5], [0, 0]).ShouldBe(double.NaN);
        ChaikinMoneyFlow.Last([5], [5], [5], [10]).ShouldBe(0);
        ChaikinMoneyFlow.Last([], [], [], []).ShouldBe(double.NaN);
        ShouldBe(Series(4, o => ChaikinMoneyFlow.Series([10, 5, 12, 3], [8, 5, 8, 1], [9.5, 5, 8, 3], [100, 100, 50, 25], 2, o)), double.NaN, 0.25, -1 / 3.0, -1 / 3.0);
    }

    [Fact]
    public void TrailingReturns_FourCloses_AreLogarithms()
    {
        TrailingReturns.Log([1, 2, 4, 16], 2).ShouldBe(Math.Log(8), Tolerance);
        TrailingReturns.Log([1, 2], 2).ShouldBe(double.NaN);
        ShouldBe(Series(4, o => TrailingReturns.Series([1, 2, 4, 16], 2, o)), double.NaN, double.NaN, Math.Log(4), Math.Log(8));
    }

    [Fact]
    public void Series_WrongArguments_AreRefusedOnce()
    {
        Should.Throw<ArgumentException>(() => Rsi.Series([1, 2, 3], 0, new double[3]));
        Should.Throw<ArgumentException>(() => Rsi.Series([1, 2, 3], 2, new double[2]));
        Should.Throw<ArgumentException>(() => Atr.Series([1, 2], [1, 2, 3], [1, 2, 3], 2, new double[3]));
        Should.Throw<ArgumentException>(() => Adx.Series(High, Low, Close, 2, new double[4], new double[3], new double[4]));
        Should.Throw<ArgumentException>(() => Macd.Series(Close, 3, 3, 2, new double[4], new double[4], new double[4]));
        Should.Throw<ArgumentException>(() => BollingerBands.WidthSeries(Close, -1, 2, new double[4]));
        Should.Throw<ArgumentException>(() => ChaikinMoneyFlow.Last(High, Low, Close, [1]));
    }
}
