using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Evidence;

namespace CryptoRun.Worker.Commands;

/// <summary>A report as a person reads it on a terminal.</summary>
internal static class BacktestTable
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, BacktestReport report)
    {
        output.WriteLine($"{report.Source} market, {report.Symbols} symbols, {report.From:yyyy-MM-dd HH:mm} to {report.To:yyyy-MM-dd HH:mm} UTC, {report.Scans} scans, engine {report.Stamp.EngineVersion}");
        output.WriteLine($"options {report.Stamp.OptionsHash[..12]}, data {report.Stamp.DataHash[..12]}, decisions {report.Stamp.DecisionsHash[..12]}, trades {report.Stamp.TradesHash[..12]}");
        output.WriteLine();
        foreach (var sentence in report.Verdict) output.WriteLine(sentence);
        output.WriteLine();
        Write(output, "account", report.Account);
        foreach (var other in report.Benchmarks) Write(output, other.Name, other.Performance);
        output.WriteLine($"exposure {Percent(report.Activity.MeanExposure)} on average, {Percent(report.Activity.MostExposure)} at most, {report.Activity.MostPositions} positions at most, in the market {Percent(report.Activity.InMarketShare)} of the time; turnover {report.Costs.AnnualTurnover:0.0} a year");
        output.WriteLine($"gross {report.Costs.GrossUsd:0} - fees {report.Costs.FeesUsd:0} - spread and impact {report.Costs.SlippageUsd:0} + funding {report.Costs.FundingUsd:0} = {report.Costs.NetUsd:0} USD; bears {Number(report.Costs.BreakEvenBps)} bp a round trip");
        output.WriteLine();
        output.WriteLine($"{"trades",-28} {"n",6} {"hit",7} {"mean",8} {"median",8} {"gross",8} {"hours",6} {"worst",8} {"best",8} {"net USD",10}");
        Write(output, report.All);
        foreach (var groups in new[] { report.ByRegime, report.ByCause, report.ByFactor, report.ByScore, report.ByMonth })
        {
            output.WriteLine();
            foreach (var group in groups) Write(output, group);
        }

        output.WriteLine();
        foreach (var refusal in report.Refusals) output.WriteLine($"not bought, {refusal.Cause}: {refusal.Count}, such as {refusal.Example}");
        foreach (var regime in report.Regimes) output.WriteLine($"{regime.Regime,-15} {Percent(regime.ScanShare),8} of the scans, {regime.Wishes} candidates");
        output.WriteLine();
        var paths = report.Validation.Blocks;
        output.WriteLine($"{paths.Paths} paths of days: {Percent(paths.LossProbability)} lose; return {Percent(paths.Return5)} / {Percent(paths.Return50)} / {Percent(paths.Return95)}; drawdown {Percent(paths.Drawdown50)}, worst twentieth {Percent(paths.Drawdown5)}");
        if (report.Validation.RandomEntries is { } random) output.WriteLine($"{random.Draws} runs with random entries: {Percent(random.Low)} / {Percent(random.Median)} / {Percent(random.High)}, observed {Percent(random.Observed)}, p {random.PValue:0.00}");
        if (report.Validation.Variants is { } variants)
            output.WriteLine($"{variants.Sharpe.Count} variants: Sharpe {variants.Sharpe.Min():0.00} to {variants.Sharpe.Max():0.00}, own {Number(variants.Sharpe[variants.Own])}; retention {Number(variants.BestRetention)}, roughness {Number(variants.Roughness)}, overfitting {Percent(variants.OverfittingProbability)}, deflated {Number(variants.DeflatedSharpe)}; walk-forward Sharpe {Number(variants.WalkForward)}, return {Percent(variants.WalkForwardReturn)}; five paths {string.Join(" ", variants.PathRatios.Select(static r => $"{r:0.00}"))}");
        foreach (var horizon in report.Evidence.Horizons) Write(output, horizon);
    }

    private static void Write(TextWriter output, string name, Performance p) => output.WriteLine(
        $"{name,-12} {Percent(p.TotalReturn),8} total, {Percent(p.AnnualGrowth),8} a year, volatility {Percent(p.AnnualVolatility),7}, Sharpe {Number(p.Sharpe),6} +- {Number(p.SharpeError)}, t {Number(p.MeanT)}, Sortino {Number(p.Sortino)}, drawdown {Percent(p.MaxDrawdown)}, deflated {Number(p.DeflatedSharpe)}");

    private static void Write(TextWriter output, TradeGroup g) => output.WriteLine(
        $"{g.Name,-28} {g.Trades,6} {Percent(g.HitRate),7} {Percent(g.MeanReturn),8} {Percent(g.MedianReturn),8} {Percent(g.MeanGross),8} {Number(g.MeanHours),6} {Percent(g.MeanWorst),8} {Percent(g.MeanBest),8} {g.NetUsd,10:0}");

    private static void Write(TextWriter output, HorizonEvidence horizon)
    {
        output.WriteLine();
        output.WriteLine($"{horizon.Hours} h after {horizon.Scans} scans: {horizon.Verdict.Sentence}");
        output.WriteLine($"  mean excess by score, bp: {string.Join("  ", horizon.Groups.Select(static g => Bps(g.Mean)))}");
        output.WriteLine($"  candidates {horizon.Candidates.Picks}: mean {Bps(horizon.Candidates.Mean)} bp, median {Bps(horizon.Candidates.Median)} bp; plain momentum {Bps(horizon.PlainSameCount.Mean)} bp; top tenth {Bps(horizon.TopTenth.Mean)} bp");
        output.WriteLine($"  rank IC: {string.Join(", ", horizon.Signals.Where(static s => s.MeanIc is not null).Select(static s => $"{s.Signal} {s.MeanIc:0.000} (t {s.T:0.0})"))}");
    }

    private static string Percent(double? value) => value is { } v ? $"{100 * v:0.0} %" : "-";

    private static string Number(double? value) => value is { } v ? $"{v:0.00}" : "-";

    private static string Bps(double? value) => value is { } v ? $"{10_000 * v:0.0}" : "-";
}
