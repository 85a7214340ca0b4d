using System.Globalization;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Statistics;
using CryptoRun.Domain.Backtesting.Validation;
using CryptoRun.Domain.Backtesting.Weights;
using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Exits;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Commands;
using CryptoRun.Worker.Scanning;

namespace CryptoRun.Benchmarks.Study;

/// <summary>
/// <c>honest DIR [--hours 4]</c>: does the score work? Long/short by score, the bucket above 75, the label's area under the curve and both profiles of exits at 20 bp, over a folder of recordings. Nothing is chosen on
/// the data: all parameters are the defaults.
/// </summary>
internal static class ScoreStudy
{
    private const int MostHours = 200 * 365 * 24;
    private const int Horizon = 24;
    private const double Above = 75;
    private static readonly DateTimeOffset FarAhead = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Run(string[] args, TextWriter output)
    {
        var hours = 4;
        if (args is not ([_] or [_, "--hours", _]) || (args.Length == 3 && (!int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out hours) || hours is < 1 or > 24)))
        {
            output.WriteLine("honest DIR [--hours N]: DIR holds SYMBOL.csv[.gz] candles, N is 1 to 24 hours between two scans.");
            return 2;
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var series = CandleFolder.Read(args[0], FarAhead, MostHours, output.WriteLine, CancellationToken.None);
        var market = new BacktestMarket(MarketSource.Replay, series.Select(static s => new MarketSymbol(s)));
        var from = series.Min(static s => s.Start).AddHours(new UniverseOptions().MinimumHours);
        var options = new BacktestOptions { From = from, To = series.Max(static s => s.End), ScanEveryHours = hours, EvidenceEveryHours = hours, Costs = CostOptions.Flat(20), Exits = new ExitOptions { Profile = ExitProfile.Classic } };
        var scanned = MarketScans.Run(market, options, SymbolLoops.AllCores);
        output.WriteLine($"{series.Count} symbols, {from:yyyy-MM-dd} to {options.To:yyyy-MM-dd}, {scanned.Signals.Count} scans every {hours} h");

        LongShort(output, scanned, market, options.To, hours);
        Bucket(output, scanned, market, options.To, hours);
        Label(output, scanned, market, options.To);
        Signals(output, scanned, market, options.To);
        foreach (var profile in Enum.GetValues<ExitProfile>())
        {
            var traded = BacktestRun.Trade(market, scanned.Signals, options with { Exits = new ExitOptions { Profile = profile } });
            var all = TradeStatistics.Of([.. traded.Trades.Select(static t => t.NetReturn)]);
            var days = ReturnStatistics.Of([.. traded.Equity.Where(static e => e.At.Hour == 0).Select(static e => e.EquityUsd).Zip(traded.Equity.Where(static e => e.At.Hour == 0).Skip(1), static (a, b) => (b.EquityUsd / a) - 1)], 365);
            output.WriteLine($"exits {profile}: {all.Count} trades, {all.HitRate:P0} up, mean net {10_000 * all.Expectancy:0} bp, median {10_000 * all.Median:0} bp, held {(all.Count == 0 ? 0 : traded.Trades.Average(static t => t.Hours)):0} h; account {(traded.Equity[^1].EquityUsd / options.InitialUsd) - 1:P2}, Sharpe {days?.Sharpe?.Annualised:0.00}, t {days?.MeanT:0.0}");
        }

        return 0;
    }

    /// <summary>Ranks as weights, half long and half short, and the tenths at the ends against each other.</summary>
    private static void LongShort(TextWriter output, ScannedMarket scanned, BacktestMarket market, DateTimeOffset now, int hours)
    {
        List<double> ranked = [], ends = [];
        foreach (var scan in scanned.Evidence)
        {
            if (Outcomes(scan, market, now) is not { Count: >= 10 } outcomes) continue;
            var weights = new double[outcomes.Count];
            WeightRules.Ranked([.. outcomes.Select(static o => o.Score)], weights);
            ranked.Add(weights.Zip(outcomes, static (w, o) => w * o.Return).Sum());
            var order = outcomes.OrderBy(static o => o.Score).Select(static o => o.Return).ToList();
            var tenth = Math.Max(1, order.Count / 10);
            ends.Add(order.TakeLast(tenth).Average() - order.Take(tenth).Average());
        }

        foreach (var (name, values) in new[] { ("ranks as weights", ranked), ("best tenth less worst", ends) })
        {
            var test = NeweyWest.Mean([.. values], NeweyWest.LagsFor(values.Count, Horizon / hours));
            output.WriteLine($"long/short, {name}: {10_000 * test?.Mean:0.0} bp per {Horizon} h, t {test?.T:0.0}, {values.Count} scans");
        }
    }

    private static void Bucket(TextWriter output, ScannedMarket scanned, BacktestMarket market, DateTimeOffset now, int hours)
    {
        List<double> excess = [], means = [];
        foreach (var scan in scanned.Evidence)
        {
            if (Outcomes(scan, market, now) is not { Count: >= 10 } outcomes) continue;
            var mean = outcomes.Average(static o => o.Return);
            var above = outcomes.Where(static o => o.Score >= Above).Select(o => o.Return - mean).ToList();
            excess.AddRange(above);
            if (above.Count > 0) means.Add(above.Average());
        }

        var test = NeweyWest.Mean([.. means], NeweyWest.LagsFor(Math.Max(1, means.Count), Horizon / hours));
        output.WriteLine($"score of {Above} or more: {excess.Count} picks in {means.Count} scans, mean {10_000 * excess.DefaultIfEmpty().Average():0} bp over the universe in {Horizon} h, median {(excess.Count == 0 ? 0 : 10_000 * Quantiles.Linear([.. excess], 0.5)):0} bp, by scan {10_000 * test?.Mean:0} bp, t {test?.T:0.0}");
    }

    private static void Label(TextWriter output, ScannedMarket scanned, BacktestMarket market, DateTimeOffset now)
    {
        List<(double Score, bool Success)> labels = [];
        foreach (var scan in scanned.Evidence.Where(static s => s.At.Hour % 12 == 0))
        {
            foreach (var score in scan.Scores)
            {
                if (score[Signal.Score] is { } final && TripleBarrier.Label(market.Find(score.Symbol)!.Candles, scan.At, now, new CalibrationOptions()).Label is { } label) labels.Add((final, label.IsSuccess));
            }
        }

        output.WriteLine($"label: {labels.Count} samples, {labels.Average(static l => l.Success ? 1.0 : 0):P1} up by one sigma before down, AUC {RocArea.Of([.. labels.Select(static l => l.Score)], [.. labels.Select(static l => l.Success)]):0.000}");
    }

    /// <summary>
    /// Each factor and shadow factor by itself, best tenth less worst, once a day; and what choosing the best of them on other days would have earned, by combinatorial purged cross-validation.
    /// </summary>
    private static void Signals(TextWriter output, ScannedMarket scanned, BacktestMarket market, DateTimeOffset now)
    {
        var days = scanned.Evidence.Where(static s => s.At.Hour == 0).Select(s => (Scan: s, Returns: s.Scores.Select(score => ForwardReturn.Of(market.Find(score.Symbol)!.Candles, s.At, Horizon, now)).ToList())).Where(static d => d.Returns.Count(static r => r is not null) >= 10).ToList();
        var signals = Enum.GetValues<Signal>();
        double[][] earned = [.. signals.Select(signal => days.Select(d => Ends(d.Scan, d.Returns, signal)).ToArray())];
        for (var i = 0; i < signals.Length; i++)
        {
            var test = NeweyWest.Mean(earned[i]);
            output.WriteLine($"  {signals[i],-16} best tenth less worst {10_000 * test?.Mean,7:0.0} bp a day, t {test?.T:0.0}");
        }

        LabelSpan[] spans = [.. Enumerable.Range(0, days.Count).Select(static d => new LabelSpan(d, d + 2))];
        var splits = CombinatorialPurged.Splits(spans, 6, 2);
        IReadOnlyList<double>[] outcomes = [.. splits.Select(split =>
        {
            double[] means = [.. earned.Select(e => split.Train.Average(d => e[d]))];
            var best = means.Select(Math.Abs).Max();
            var chosen = Array.FindIndex(means, m => Math.Abs(m).Equals(best));
            return (IReadOnlyList<double>)[.. split.Test.Select(d => Math.Sign(means[chosen]) * earned[chosen][d])];
        })];
        var paths = CombinatorialPurged.Assemble(splits, outcomes, 6, 2);
        var panel = BarPanel.Of(days.Count, signals.Length * 2, (day, column) => (column < signals.Length ? 1 : -1) * earned[column % signals.Length][day]);
        output.WriteLine($"  the best of them, either way round, chosen on other days (CPCV 6, 2): {string.Join(", ", paths.Select(static p => $"{10_000 * p.Average():0.0}"))} bp a day on the five paths before costs; overfitting {OverfittingProbability.Of(panel).Probability:P0}");
    }

    private static double Ends(EvidenceScan scan, List<double?> returns, Signal signal)
    {
        var order = scan.Scores.Zip(returns).Where(o => o.Second is not null && o.First[signal] is { } value && double.IsFinite(value)).OrderBy(o => o.First[signal]).Select(static o => o.Second!.Value).ToList();
        if (order.Count < 10) return 0;
        var tenth = Math.Max(1, order.Count / 10);
        return order.TakeLast(tenth).Average() - order.Take(tenth).Average();
    }

    private static List<(double Score, double Return)> Outcomes(EvidenceScan scan, BacktestMarket market, DateTimeOffset now) =>
        [.. scan.Scores.Where(static s => s[Signal.Score] is not null).Select(s => (s[Signal.Score]!.Value, ForwardReturn.Of(market.Find(s.Symbol)!.Candles, scan.At, Horizon, now) ?? double.NaN)).Where(static o => double.IsFinite(o.Item2))];
}
