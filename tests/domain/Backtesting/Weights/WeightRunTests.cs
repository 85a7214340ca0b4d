using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Backtesting.Weights;

public sealed class WeightRunTests
{
    private const double Tolerance = 1e-12;
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Fact]
    public void Of_HandWorked_EarnsTheNextBarAndPaysForTheChange()
    {
        var signal = new BarPanel(2, [1, 3, 5, 1, 0, 0]);
        var returns = new BarPanel(2, [0.9, 0.9, 0.10, 0.02, 0.04, -0.02]);

        var run = WeightRun.Of(signal, returns, WeightRules.Demeaned, new WeightOptions { Cost = 0.01 });

        // Weights -0.5/0.5, then 0.5/-0.5.
        run.Gross.ToArray().ShouldBe([0, -0.04, 0.03], Tolerance);
        run.Turnover.ToArray().ShouldBe([0, 1, 2], Tolerance);
        run.Exposure.ToArray().ShouldBe([0, 1, 1], Tolerance);
        run.Net.ToArray().ShouldBe([0, -0.05, 0.01], Tolerance);
    }

    /// <summary>What comes later changes nothing before it.</summary>
    [Fact]
    public void Of_AnotherFuture_LeavesThePast() => Check.One(Cases, Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var (signal, returns) = (Noise(40, 7, (ulong)seed, 0.2), Noise(40, 7, (ulong)seed + 5_000_000, 0.1));
        var cut = 25;
        BarPanel Changed(BarPanel panel, int from) => BarPanel.Of(40, 7, (bar, column) => bar < from ? panel[bar, column] : -3);
        var options = new WeightOptions { Cost = 0.001, Drifts = seed % 2 == 0, RebalanceEvery = 1 + (seed % 3) };

        var whole = WeightRun.Of(signal, returns, WeightRules.Ranked, options);
        // A signal of bar 24 is the last that bar 25 uses.
        var other = WeightRun.Of(Changed(signal, cut), Changed(returns, cut + 1), WeightRules.Ranked, options);

        other.Net[..(cut + 1)].ToArray().ShouldBe(whole.Net[..(cut + 1)].ToArray());
        other.Turnover[..(cut + 1)].ToArray().ShouldBe(whole.Turnover[..(cut + 1)].ToArray());
    }));

    [Fact]
    public void Of_ManyColumns_AgreesWithThePlainSum() => Check.One(Cases, Prop.ForAll(Gen.Choose(1, 11).Zip(Gen.Choose(1, 1_000_000)).ToArbitrary(), drawn =>
    {
        var (columns, seed) = drawn;
        var (signal, returns) = (Noise(12, columns, (ulong)seed, 0.3), Noise(12, columns, (ulong)seed + 7_000_000, 0.3));
        var run = WeightRun.Of(signal, returns, WeightRules.Demeaned, new WeightOptions { ReturnCap = 0.8 });
        var held = new double[columns];
        for (var bar = 1; bar < 12; bar++)
        {
            var weights = new double[columns];
            WeightRules.Demeaned(signal[bar - 1], weights);
            var known = signal[bar - 1].ToArray().Count(static v => !double.IsNaN(v));
            weights.Sum().ShouldBe(0, Tolerance);
            weights.Sum(Math.Abs).ShouldBe(known > 1 ? 1 : 0, Tolerance);
            run.Gross.Span[bar].ShouldBe(Enumerable.Range(0, columns).Sum(i => double.IsNaN(returns[bar, i]) ? 0 : weights[i] * Math.Clamp(returns[bar, i], -0.8, 0.8)), Tolerance);
            run.Turnover.Span[bar].ShouldBe(Enumerable.Range(0, columns).Sum(i => Math.Abs(weights[i] - held[i])), Tolerance);
            held = weights;
        }
    }));

    [Fact]
    public void Demeaned_EqualSignals_IsNoPosition()
    {
        var weights = new double[6];
        WeightRules.Demeaned([0.1, 0.1, 0.1, double.NaN, 0.1, 0.1], weights);
        weights.ShouldAllBe(w => w == 0);
    }

    [Fact]
    public void Ranked_Ties_ShareTheirRanks()
    {
        var weights = new double[4];
        WeightRules.Ranked([7, double.NaN, 7, 1], weights);
        // Ranks 2.5, 2.5, 1 around 2.
        weights.ShouldBe([0.25, 0, 0.25, -0.5], Tolerance);
    }

    /// <summary>Against counting one by one; few values, so that there are ties.</summary>
    [Fact]
    public void Ranked_AnySignals_AreTheDemeanedRanks() => Check.One(Cases, Prop.ForAll(
        Gen.Choose(1, 13).SelectMany(static n => Gen.Choose(-4, 4).Select(static v => v == 4 ? double.NaN : v / 3.0).ArrayOf(n)).ToArbitrary(), signal =>
        {
            double[] ranks = [.. signal.Select(s => double.IsNaN(s) ? s : signal.Count(o => o < s) + ((signal.Count(o => o.Equals(s)) + 1) / 2.0))];
            var (expected, weights) = (new double[signal.Length], new double[signal.Length]);
            WeightRules.Demeaned(ranks, expected);
            WeightRules.Ranked(signal, weights);
            weights.ShouldBe(expected);
        }));

    [Fact]
    public void Top_MoreEqualOnesThanPlaces_TakesTheFirstColumns()
    {
        var weights = new double[5];
        WeightRules.Top(2)([1, double.NaN, 3, 3, 3], weights);
        weights.ShouldBe([0, 0, 0.5, 0.5, 0]);
    }

    [Fact]
    public void Of_WhatCannotBeTraded_IsTakenOutAndTheRestScaled()
    {
        var run = WeightRun.Of(new BarPanel(3, [1, 2, 9, 0, 0, 0]), new BarPanel(3, [0, 0, 0, 0.1, 0.2, 0.9]), WeightRules.Equal, new WeightOptions { Rescales = true }, new BarPanel(3, [1, 1, 1, 1, 1, 0]));
        run.Gross.Span[1].ShouldBe(0.15, Tolerance);
        run.Exposure.Span[1].ShouldBe(1, Tolerance);
    }

    [Fact]
    public void Of_LagUnderOne_IsRefused() =>
        Should.Throw<ArgumentException>(() => WeightRun.Of(Noise(3, 2, 1, 0), Noise(3, 2, 2, 0), WeightRules.Equal, new WeightOptions { Lag = 0 })).Message.ShouldContain("Lag is 0; allowed is 1 or more.");

    [Fact]
    public void Of_BuffersUsedBefore_IsTheSameAsWithout()
    {
        var buffers = new WeightBuffers();
        var options = new WeightOptions { Lag = 3, Cost = 0.01 };
        WeightRun.Of(Noise(60, 5, 4, 0.1), Noise(60, 5, 5, 0), WeightRules.Ranked, new WeightOptions(), buffers: buffers).Net.Length.ShouldBe(60);

        var (signal, returns) = (Noise(40, 5, 6, 0.1), Noise(40, 5, 7, 0));
        var (again, fresh) = (WeightRun.Of(signal, returns, WeightRules.Ranked, options, buffers: buffers), WeightRun.Of(signal, returns, WeightRules.Ranked, options));

        again.Net.ToArray().ShouldBe(fresh.Net.ToArray());
        again.Gross.ToArray().ShouldBe(fresh.Gross.ToArray());
        again.Turnover.ToArray().ShouldBe(fresh.Turnover.ToArray());
        again.Exposure.ToArray().ShouldBe(fresh.Exposure.ToArray());
    }

    [Fact]
    public void BuyAndHold_OneCoin_GrowsAsItsPriceAndTradesOnce()
    {
        var closes = new BarPanel(2, [100, 1, 110, 1, double.NaN, 1, 99, 1]);
        var run = BenchmarkPortfolios.BuyAndHold(closes, 0, 0.001);

        run.Gross.ToArray().Aggregate(1.0, static (e, r) => e * (1 + r)).ShouldBe(0.99, Tolerance);
        run.Turnover.ToArray().ShouldBe([0, 1, 0, 0], Tolerance);
    }

    /// <summary>Two coins bought in equal parts and not touched again are worth the mean of their prices' growth.</summary>
    [Fact]
    public void EqualWeight_NeverRebalanced_IsTheMeanOfTheGrowths()
    {
        var closes = new BarPanel(2, [100, 10, 150, 9, 120, 12, 200, 11]);
        var run = BenchmarkPortfolios.EqualWeight(closes, 0, 100);

        run.Gross.ToArray().Aggregate(1.0, static (e, r) => e * (1 + r)).ShouldBe((2 + 1.1) / 2, Tolerance);
        run.Turnover.ToArray()[2..].ShouldBe([0, 0], Tolerance);
    }

    [Fact]
    public void Momentum_TopOne_HoldsWhatRoseMost()
    {
        var closes = new BarPanel(2, [100, 100, 110, 120, 121, 120, 121, 240]);
        var run = BenchmarkPortfolios.Momentum(closes, 0, 1, bars: 1, rebalanceEvery: 1);

        // Bar 1: the second rose more and earns bar 2 (nothing); bar 2: the first, which earns bar 3 nothing.
        run.Gross.ToArray().ShouldBe([0, 0, 0, 0], Tolerance);
        run.Turnover.ToArray().ShouldBe([0, 0, 1, 2], Tolerance);
    }

    private static BarPanel Noise(int bars, int columns, ulong seed, double missing)
    {
        var random = new CounterRandom(seed);
        return BarPanel.Of(bars, columns, (bar, column) =>
        {
            var at = (ulong)((bar * columns) + column);
            return random.Uniform(at + 100_000) < missing ? double.NaN : random.Normal(at) / 2;
        });
    }
}
