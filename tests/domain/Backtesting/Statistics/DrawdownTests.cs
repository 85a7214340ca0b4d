using CryptoRun.Domain.Backtesting.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Backtesting.Statistics;

public sealed class DrawdownTests
{
    private static readonly Gen<double[]> Paths = Gen.Choose(1, 60).SelectMany(static count => Gen.Choose(-300, 320).Select(static v => v / 1000.0).ArrayOf(count));

    [Fact]
    public void All_HandWorked_HasDepthLengthAndRecovery()
    {
        var all = Drawdown.All([100, 110, 99, 104, 110, 120, 60, 90]);

        all.Count.ShouldBe(2);
        all[0].ShouldBe(new Drawdown((99.0 / 110) - 1, 1, 2, 4, 7));
        (all[0].Length, all[0].Fall, all[0].Recovery).ShouldBe((3, 1, 2));
        all[1].ShouldBe(new Drawdown(-0.5, 5, 6, null, 7));
        (all[1].Length, all[1].Recovery).ShouldBe((2, null));
        Drawdown.Deepest([100, 110, 99, 104, 110, 120, 60, 90]).ShouldBe(all[1]);
        Drawdown.Longest([100, 110, 99, 104, 110, 120, 60, 90]).ShouldBe(all[0]);
    }

    [Fact]
    public void Deepest_RisingEquity_IsNone() => Drawdown.Deepest([1, 1, 2, 3]).ShouldBeNull();

    [Fact]
    public void DepthOf_AnyReturns_IsTheDeepestAndTheLowestUnderWater() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Paths.ToArbitrary(), returns =>
    {
        var equity = EquityCurve.Of(returns);
        Drawdown.DepthOf(returns).ShouldBe(Drawdown.Deepest(equity)?.Depth ?? 0, 1e-12);
        Drawdown.DepthOf(returns).ShouldBe(Drawdown.UnderWater(equity).Min(), 1e-12);
    }));

    [Fact]
    public void Returns_OfTheEquityOfReturns_AreThose() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Paths.ToArbitrary(), returns =>
    {
        EquityCurve.Returns(EquityCurve.Of(returns, 1000)).ShouldBe(returns, 1e-12);
        EquityCurve.TotalReturn(returns).ShouldBe(EquityCurve.Of(returns)[^1] - 1, 1e-12);
    }));

    [Fact]
    public void Returns_OfALostAccount_IsRefused() => Should.Throw<ArgumentException>(() => EquityCurve.Returns([1, 0, 1])).Message.ShouldContain("Equity 1 is 0");

    [Fact]
    public void AnnualGrowth_TwoYearsOfMonths_IsTheRoot() => EquityCurve.AnnualGrowth([.. Enumerable.Repeat(Math.Pow(1.21, 1 / 24.0) - 1, 24)], 12).ShouldBe(0.1, 1e-12);
}
