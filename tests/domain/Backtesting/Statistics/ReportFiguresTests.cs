using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Backtesting.Statistics;

public sealed class ReportFiguresTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void TradeStatistics_HandWorked_HasTheFieldsFigures()
    {
        var trades = TradeStatistics.Of([10, -4, 0, 6, -2]);
        trades.HitRate.ShouldBe(0.4);
        trades.ProfitFactor!.Value.ShouldBe(16.0 / 6, Tolerance);
        trades.Expectancy!.Value.ShouldBe(2, Tolerance);
        trades.Payoff!.Value.ShouldBe(8.0 / 3, Tolerance);
        trades.Median.ShouldBe(0);
        trades.HitRateInterval.ShouldBe(Wilson.Interval95(2, 5));
    }

    [Fact]
    public void TradeStatistics_NoTradeOrNoLoss_IsNull()
    {
        var none = TradeStatistics.Of([]);
        (none.HitRate, none.ProfitFactor, none.Expectancy, none.Payoff).ShouldBe((null, null, null, null));
        TradeStatistics.Of([1]).ProfitFactor.ShouldBeNull();
    }

    [Fact]
    public void Activity_HandWorked_CountsBothSides()
    {
        var activity = Activity.Of([1, 0, 2, 1], [1, 1, 1, 0], 365)!;
        activity.ShouldBe(new Activity(1, 365, 0.75, 1, 0.75));
        activity.MeanHolding!.Value.ShouldBe(1.5, Tolerance);
    }

    /// <summary>At the break-even cost nothing is left, and the mean falls in a line with the cost.</summary>
    [Fact]
    public void CostBreakEven_AtItsCost_LeavesNothing()
    {
        double[] turnover = [.. SmallSample.Returns.Select(static r => 0.2 + Math.Abs(10 * r))];
        var cost = CostBreakEven.Of(SmallSample.Returns, turnover)!.Value;

        Moments.Mean(CostBreakEven.Net(SmallSample.Returns, turnover, cost)).ShouldBe(0, Tolerance);
        var ladder = CostBreakEven.Ladder(SmallSample.Returns, turnover, [0, cost / 2, cost], 12);
        ladder[1].AnnualReturn.ShouldBe(ladder[0].AnnualReturn / 2, Tolerance);
        ladder[2].Sharpe!.Value.ShouldBe(0, 1e-9);
        CostBreakEven.Of([0.1], [0]).ShouldBeNull();
    }

    /// <summary>Computed apart, by the sandwich of matrices.</summary>
    [Theory]
    [InlineData(0, 1.9403844665493921, 11.28891066617358)]
    [InlineData(2, 2.0814335099781918, 15.86992721975694)]
    public void BenchmarkRegression_SmallSample_IsTheWorkedFigure(int lags, double alphaT, double betaT)
    {
        var line = BenchmarkRegression.Of(SmallSample.Returns, SmallSample.Benchmark, lags)!;
        line.Alpha.ShouldBe(0.002257897759908099, Tolerance);
        line.Beta.ShouldBe(1.056576680068926, 1e-10);
        line.AlphaT!.Value.ShouldBe(1.7830551745401406, 1e-9);
        line.AlphaHacT!.Value.ShouldBe(alphaT, 1e-9);
        line.BetaHacT!.Value.ShouldBe(betaT, 1e-8);
    }

    [Fact]
    public void BenchmarkRegression_FlatBenchmark_IsNothing() => BenchmarkRegression.Of([0.1, 0.2, 0.3], [1, 1, 1]).ShouldBeNull();

    [Fact]
    public void InformationCoefficient_PlantedSignal_GrowsWithItsStrength()
    {
        var (weak, strong, none) = (Planted(0.1), Planted(0.5), Planted(0));
        strong.Mean.ShouldBeGreaterThan(weak.Mean);
        weak.HacT!.Value.ShouldBeGreaterThan(3);
        Math.Abs(none.HacT!.Value).ShouldBeLessThan(3);
        // Two normal variables of correlation r have the rank correlation 6/pi asin(r/2).
        strong.Mean.ShouldBe(6 / Math.PI * Math.Asin(0.5 / Math.Sqrt(1.25) / 2), 0.02);

        static InformationCoefficient Planted(double strength)
        {
            var (signal, forward) = Market(300, 60, strength, 3);
            return InformationCoefficient.Of(signal, forward, 0)!;
        }
    }

    [Fact]
    public void InformationCoefficient_HandWorked_LeavesOutMissingAndSmall()
    {
        var nan = double.NaN;
        var signal = new BarPanel(4, [1, 2, 3, nan, 1, nan, nan, 2, 3, 2, 1, 0]);
        var forward = new BarPanel(4, [1, 2, 3, 9, 1, 2, 3, 4, 1, 2, 3, nan]);

        var ic = InformationCoefficient.Of(signal, forward, 0, 3)!;

        ic.ByTime.ShouldBe([1, null, -1]);
        (ic.Times, ic.Mean, ic.PositiveShare).ShouldBe((2, 0, 0.5));
    }

    [Fact]
    public void DecileCurve_PlantedSignal_RisesFromTenthToTenth()
    {
        var (signal, forward) = Market(300, 60, 0.5, 8);
        var curve = DecileCurve.Of(signal, forward, 0);
        curve.Groups.Count.ShouldBe(10);
        curve.Groups.ShouldAllBe(g => g.Symbols == 1800);
        curve.Monotonicity!.Value.ShouldBeGreaterThan(0.95);
        curve.SpreadHacT!.Value.ShouldBeGreaterThan(10);
        curve.Spread!.Value.ShouldBe(curve.Groups[9].MeanReturn!.Value - curve.Groups[0].MeanReturn!.Value, Tolerance);
    }

    [Fact]
    public void DecileCurve_TooFewSymbols_IsEmpty()
    {
        var (signal, forward) = Market(5, 4, 0.5, 8);
        DecileCurve.Of(signal, forward, 0).ShouldSatisfyAllConditions(c => c.Times.ShouldBe(0), c => c.Spread.ShouldBeNull());
    }

    [Fact]
    public void Capacity_HandWorked_EarnsNothingAtBreakEven()
    {
        // 10 bp a period; half the equity traded a period at 4 % volatility in 1 M USD a day.
        var capacity = Capacity.Of([0.001, 0.001], [new SizedTrade(0.5, 0.04, 1e6), new SizedTrade(0.5, 0.04, 1e6)]);
        capacity.ImpactPerRootUsd.ShouldBe(0.5 * 0.04 * Math.Sqrt(0.5 / 1e6), Tolerance);
        capacity.BreakEvenUsd.ShouldBe(5000, 1e-6);
        capacity.NetAt(capacity.BreakEvenUsd).ShouldBe(0, Tolerance);

        double Usd(double equity) => equity * capacity.NetAt(equity);
        Usd(capacity.BestUsd).ShouldBeGreaterThan(Usd(0.99 * capacity.BestUsd));
        Usd(capacity.BestUsd).ShouldBeGreaterThan(Usd(1.01 * capacity.BestUsd));
    }

    [Fact]
    public void Capacity_LosingOrUntradable_IsNone()
    {
        Capacity.Of([-0.001], [new SizedTrade(1, 0.04, 1e6)]).BreakEvenUsd.ShouldBe(0);
        Capacity.Of([0.001], [new SizedTrade(1, 0.04, 0)]).BreakEvenUsd.ShouldBe(0);
    }

    [Fact]
    public void CalibrationCurve_TrueProbabilities_LieInTheirIntervals()
    {
        var random = new CounterRandom(21);
        double[] stated = [.. Enumerable.Range(0, 5000).Select(i => random.Uniform((ulong)i))];
        bool[] happened = [.. stated.Select((p, i) => random.Uniform((ulong)i + 10_000) < p)];

        var curve = CalibrationCurve.Of(stated, happened);

        curve.Count.ShouldBe(10);
        curve.Sum(static b => b.Samples).ShouldBe(5000);
        curve.Count(static b => b.IsCalibrated).ShouldBeGreaterThanOrEqualTo(8);
        CalibrationCurve.Of([.. stated.Select(static p => p / 3)], happened).Count(static b => b.IsCalibrated).ShouldBeLessThan(4);
    }

    private static (BarPanel Signal, BarPanel Forward) Market(int times, int symbols, double strength, ulong seed)
    {
        var random = new CounterRandom(seed);
        var signal = BarPanel.Of(times, symbols, (t, s) => random.Normal((ulong)((t * symbols) + s)));
        return (signal, BarPanel.Of(times, symbols, (t, s) => (strength * signal[t, s]) + random.Normal((ulong)(1_000_000 + (t * symbols) + s))));
    }
}
