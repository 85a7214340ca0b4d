using System.Text.Json;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Tests.Backtesting;

/// <summary>What is said of a back-test.</summary>
public sealed class BacktestReportTests
{
    private static readonly BacktestMarket Market = TestMarket.Walks(24, 1100, 7);
    private static readonly Lazy<(BacktestResult Result, BacktestReport Report)> Ran = new(static () =>
    {
        var result = BacktestRun.Run(Market, BacktestRunTests.Options(700, 1000));
        return (result, BacktestReport.Of(Market, result, Few));
    });

    private static ReportOptions Few => new() { Paths = 100, RandomRuns = 20 };

    [Fact]
    public void Groups_AreAllTrades_AndTheBillAddsUp()
    {
        var (result, report) = Ran.Value;
        report.All.Trades.ShouldBe(result.Traded.Trades.Count);
        foreach (var groups in new[] { report.ByRegime, report.ByCause, report.ByFactor, report.ByScore, report.ByMonth })
        {
            groups.Sum(static g => g.Trades).ShouldBe(report.All.Trades);
            groups.Sum(static g => g.NetUsd).ShouldBe(report.All.NetUsd, 1e-6);
        }

        report.Costs.NetUsd.ShouldBe(report.Costs.GrossUsd - report.Costs.FeesUsd - report.Costs.SlippageUsd + report.Costs.FundingUsd, 1e-6);
        report.Account.FinalUsd.ShouldBe(result.Traded.Equity[^1].EquityUsd, 1e-6);
        (report.Account.FinalUsd - result.Options.InitialUsd).ShouldBe(report.Costs.NetUsd, 1e-6);
        report.Regimes.Sum(static r => r.ScanShare).ShouldBe(1, 1e-12);
        report.Refusals.Sum(static r => r.Count).ShouldBe(result.Traded.Refusals.Count);
        report.Benchmarks.Select(static b => b.Name).ShouldBe(["BTC", "equalWeight", "momentum24h"]);
        report.Evidence.Scans.ShouldBe(75);
    }

    [Fact]
    public void Report_IsRepeatable_CanBeStored_AndSpeaksInSentences()
    {
        var (result, report) = Ran.Value;
        var text = JsonSerializer.Serialize(report);
        JsonSerializer.Serialize(BacktestReport.Of(Market, result, Few)).ShouldBe(text);
        report.Verdict.Count.ShouldBeGreaterThan(2);
        report.Verdict.ShouldAllBe(static s => s.EndsWith('.'));
        report.Validation.RandomEntries!.PValue.ShouldBeInRange(1 / 21.0, 1);
    }

    [Fact]
    public void Variants_HoldTheTestItself_AndEveryOneIsTradedFromTheSameScans()
    {
        var (result, report) = Ran.Value;
        var variants = report.Validation.Variants!;
        variants.Sharpe.Count.ShouldBe(27);
        variants.Axes.Select(static a => a.Name).ShouldBe(["least score", "Exits:HoldHours", "Exits:MostStop"]);

        // The gates of this test let lower scores in than the map's floor of 75: the same trades come of the same scans only where the floor is none.
        var own = result.Scanned.Signals.Select(static s => s with { Entries = [.. s.Entries.Where(static e => e.Score >= 75)] }).ToList();
        var days = DailyReturns.Of(BacktestRun.Trade(Market, own, result.Options).Equity).ToArray();
        variants.Sharpe[variants.Own].ShouldBe(Performance.Of(days, 1, [])?.Sharpe ?? 0, 1e-9);
        variants.Sharpe[variants.Best].ShouldBe(variants.Sharpe.Max());
        (variants.OverfittingProbability, variants.WalkForward, variants.PathRatios.Count).ShouldBe((null, null, 0));
    }

    [Fact]
    public void BuyAndHold_OfTheBenchmark_IsThatOfTheCandles()
    {
        var (result, report) = Ran.Value;
        var btc = Market.Find("BTC-USD")!.Candles;
        var growth = btc.ClosedAt(result.Options.To).Close[^1] / btc.ClosedAt(result.Options.From).Close[^1];
        report.Benchmarks[0].Performance.TotalReturn.ShouldBe((growth * (1 - 0.0042)) - 1, 0.0005);
    }

    [Fact]
    public void EqualWeight_GivesUpAHaltedCoin_AndTakesItsNamesakeForAnother()
    {
        // One coin stands still, the other falls to nothing, is gone for two days and comes back at a thousand times the price.
        var lost = Enumerable.Range(0, 200).Select(h => h < 60 ? (100.0, 100.0, 100.0, 100.0) : h is >= 60 and < 110 ? (0, 0, 0, 0) : (100_000, 100_000, 100_000, 100_000)).ToArray();
        var market = new BacktestMarket(Domain.Markets.MarketSource.Simulated, [TestMarket.Still("A-USD", 10, 200), TestMarket.Symbol("L-USD", lost)]);
        var options = TestMarket.Options(24, 192) with { Costs = CostOptions.Flat(0) };
        var report = MarketBenchmarks.Of(market, options, new double[7]);

        report.Select(static b => b.Name).ShouldBe(["equalWeight", "momentum24h"]);
        report[0].Performance.TotalReturn.ShouldBe(-0.05, 1e-12);
    }

    [Fact]
    public void BreakEven_IsTheCostAtWhichNothingIsLeft()
    {
        var signals = Enumerable.Range(0, 12).Select(i => TestMarket.Signals(200 + (i * 50), $"C{1 + i:00}-USD")).ToList();
        var options = TestMarket.Options(200, 1000);
        var rising = TestMarket.Walks(24, 1100, 7, drift: 0.0006);
        var free = BacktestRun.Trade(rising, signals, options);
        var bps = free.Trades.Sum(static t => t.GrossUsd) / free.Trades.Sum(static t => t.InvestedUsd) * 10_000;
        bps.ShouldBeGreaterThan(1);

        // Of what is sold, not of what was bought: a few parts in a hundred apart.
        var paid = BacktestRun.Trade(rising, signals, options with { Costs = CostOptions.Flat(bps) });
        paid.Trades.Sum(static t => t.NetUsd).ShouldBe(0, 0.05 * Math.Abs(free.Trades.Sum(static t => t.GrossUsd)));
    }

    [Fact]
    public void PlantedSignal_IsFoundTheBetterTheStrongerItIs_AndNoiseIsNot()
    {
        double[] sharpe = [.. new[] { 0.0, 0.25, 0.5, 1.0 }.Select(static s => Sharpe(s, 1).Sharpe)];
        sharpe.ShouldBeInOrder();
        sharpe[^1].ShouldBeGreaterThan(5);

        // Of many markets without any signal the probability is a half in the middle.
        var noise = Enumerable.Range(1, 24).Select(static seed => Sharpe(0, (ulong)seed).Probability).Order().ToList();
        ((noise[11] + noise[12]) / 2).ShouldBeInRange(0.25, 0.75);
    }

    /// <summary>Six entries a day: of coins that will rise, or with the rest of the probability of any.</summary>
    private static (double Sharpe, double Probability) Sharpe(double strength, ulong seed)
    {
        var market = Flat(seed);
        var random = new CounterRandom(seed + 99);
        var signals = new List<SignalScan>();
        for (var hour = 200; hour < 1180; hour += 4)
        {
            var risen = market.Symbols.MaxBy(s => s.Candles.Close[hour + 11] / s.Candles.Open[hour])!.Name;
            var any = market.Symbols[random.Below((ulong)hour, market.Symbols.Count)].Name;
            signals.Add(TestMarket.Signals(hour, random.Uniform((ulong)hour + 5000) < strength ? risen : any));
        }

        var options = TestMarket.Options(200, 1200) with { Exits = new ExitOptions { HoldHours = 12, LeastStop = 0.5, MostStop = 0.5 }, Portfolio = new() { Correlation = 1, TotalBeta = 100 } };
        var days = DailyReturns.Of(BacktestRun.Trade(market, signals, options).Equity).ToArray();
        var performance = Performance.Of(days, 1, [])!;
        return (performance.Sharpe ?? 0, performance.ProbabilisticSharpe ?? 0.5);
    }

    /// <summary>Walks without drift.</summary>
    private static BacktestMarket Flat(ulong seed) => new(Domain.Markets.MarketSource.Simulated, Enumerable.Range(0, 10).Select(number =>
    {
        var random = new CounterRandom((seed * 1009) + (ulong)number);
        var price = 100.0;
        return TestMarket.Symbol($"C{number}-USD", [.. Enumerable.Range(0, 1200).Select(h =>
        {
            var open = price;
            price *= 1 + (0.008 * (random.Uniform((ulong)h) - 0.5) * 2);
            return (open, Math.Max(open, price), Math.Min(open, price), price);
        })]);
    }));
}
