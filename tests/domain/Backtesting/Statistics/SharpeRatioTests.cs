using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Backtesting.Statistics;

public sealed class SharpeRatioTests
{
    /// <summary>Errors by Ledoit and Wolf's formula on (r, r squared), computed apart.</summary>
    [Theory]
    [InlineData(0, 0.29848764109237236)]
    [InlineData(2, 0.19311694600439117)]
    public void Of_SmallSample_IsTheWorkedFigure(int lags, double error)
    {
        var sharpe = SharpeRatio.Of(SmallSample.Returns, 12, lags)!.Value;
        sharpe.PerPeriod.ShouldBe(0.3156118449949125, 1e-12);
        sharpe.Annualised.ShouldBe(0.3156118449949125 * Math.Sqrt(12), 1e-12);
        sharpe.StandardError.ShouldBe(error, 1e-10);
    }

    [Fact]
    public void Of_NormalReturns_HasTheErrorOfLo()
    {
        var random = new CounterRandom(5);
        double[] returns = [.. Enumerable.Range(0, 50_000).Select(i => 0.8 + random.Normal((ulong)i))];
        var sharpe = SharpeRatio.Of(returns, 1, 0)!.Value;
        sharpe.StandardError.ShouldBe(SharpeRatio.IndependentError(0.8, returns.Length), 0.03 * sharpe.StandardError);
    }

    [Fact]
    public void Of_ConstantReturns_IsNothing() => SharpeRatio.Of([0.01, 0.01, 0.01], 365).ShouldBeNull();

    [Fact]
    public void Sortino_SmallSample_IsTheWorkedFigure() => DownsideRatios.Sortino(SmallSample.Returns, 12)!.Value.ShouldBe(2.0905030878405517, 1e-12);

    [Fact]
    public void Calmar_SmallSample_IsTheWorkedFigure() => DownsideRatios.Calmar(SmallSample.Returns, 12)!.Value.ShouldBe(2.1076817064302067, 1e-10);

    [Fact]
    public void DownsideRatios_NothingLost_AreNothing()
    {
        DownsideRatios.Sortino([0.01, 0], 365).ShouldBeNull();
        DownsideRatios.Calmar([0.01, 0], 365).ShouldBeNull();
    }

    [Fact]
    public void Of_SmallSample_AllFiguresTogether()
    {
        var all = ReturnStatistics.Of(SmallSample.Returns, 12)!;
        all.TotalReturn.ShouldBe(0.044127678276438376, 1e-12);
        all.Skewness!.Value.ShouldBe(-0.13702834613867534, 1e-10);
        all.Kurtosis!.Value.ShouldBe(1.8822468827180954, 1e-10);
        all.Deepest!.Depth.ShouldBe(-0.020936595, 1e-12);
        all.Sharpe!.Value.Lags.ShouldBe(2);
        all.MeanT!.Value.ShouldBe(1.8170491211970172, 1e-9);
        all.ProbabilisticSharpe!.Value.ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public void Of_LostAccount_HasNoDrawdownButATotal()
    {
        var all = ReturnStatistics.Of([0.1, -1, 0.1], 365)!;
        all.TotalReturn.ShouldBe(-1);
        all.AnnualGrowth.ShouldBe(-1);
        all.Deepest.ShouldBeNull();
        all.Calmar!.Value.ShouldBe(-1, 1e-12);
    }

    [Fact]
    public void Of_NothingOrNotANumber_IsNothingOrRefused()
    {
        ReturnStatistics.Of([], 365).ShouldBeNull();
        Should.Throw<ArgumentException>(() => ReturnStatistics.Of([0.1, double.NaN], 365)).Message.ShouldContain("Return 1 is NaN");
    }
}
