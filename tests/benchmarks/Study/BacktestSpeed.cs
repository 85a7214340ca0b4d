using System.Diagnostics;
using System.Globalization;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Backtesting.Reports;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Commands;
using CryptoRun.Worker.Scanning;

namespace CryptoRun.Benchmarks.Study;

/// <summary>
/// <c>backtest DIR|walks:SYMBOLSxHOURS [--hours 1]</c>: a back-test over a folder of recordings, or over random walks, how long each part took and how much memory it used. Budgets: 116 symbols x 3,376 hours, a scan each,
/// under 20 s on two cores; 200 symbols x 26,280 hours under 1 GB.
/// </summary>
internal static class BacktestSpeed
{
    private const int MostHours = 200 * 365 * 24;
    private const int RunHours = 24;
    private const double RunChance = 1 / 400.0;
    private static readonly DateTimeOffset FarAhead = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset WalksFrom = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Run(string[] args, TextWriter output)
    {
        var hours = 1;
        if (args is not ([_] or [_, "--hours", _]) || (args.Length == 3 && !int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out hours)))
        {
            output.WriteLine("backtest DIR|walks:SYMBOLSxHOURS [--hours N]: DIR holds SYMBOL.csv[.gz] candles, N is the hours between two scans.");
            return 2;
        }

        var series = args[0].StartsWith("walks:", StringComparison.Ordinal) ? Walks(args[0][6..].Split('x')) : CandleFolder.Read(args[0], FarAhead, MostHours, output.WriteLine, CancellationToken.None);
        var market = new BacktestMarket(MarketSource.Replay, series.Select(static s => new MarketSymbol(s)));
        var options = new BacktestOptions { From = series.Min(static s => s.Start).AddHours(new UniverseOptions().MinimumHours), To = series.Max(static s => s.End), ScanEveryHours = hours };
        output.WriteLine($"{series.Count} symbols, {(options.To - series.Min(static s => s.Start)).TotalHours:0} hours, scans from {options.From:u}");

        var watch = Stopwatch.StartNew();
        var result = BacktestRun.Run(market, options, SymbolLoops.AllCores);
        var signals = result.Scanned.Signals;
        output.WriteLine($"{signals.Count} scans and {result.Traded.Trades.Count} trades of {signals.Sum(static s => s.Entries.Count)} wishes in {watch.Elapsed.TotalSeconds:0.00} s, {watch.Elapsed.TotalMilliseconds / signals.Count:0.00} ms a scan; equity {result.Traded.Equity[^1].EquityUsd:0}");
        output.WriteLine($"{GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB held, peak working set {Peak():0} MB");
        watch.Restart();
        var report = BacktestReport.Of(market, result, new ReportOptions());
        output.WriteLine($"report in {watch.Elapsed.TotalSeconds:0.00} s: {report.Verdict[0]}");
        output.WriteLine($"peak working set {Peak():0} MB");
        return 0;
    }

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static List<CandleSeries> Walks(string[] size)
    {
        var (symbols, hours) = (int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture));
        return [.. Enumerable.Range(0, symbols).Select(i => Walk(i, hours))];
    }

    private static CandleSeries Walk(int symbol, int hours)
    {
        var random = new CounterRandom((ulong)symbol);
        var (open, high, low, close, volume) = (new double[hours], new double[hours], new double[hours], new double[hours], new double[hours]);
        var (price, left) = (100.0, 0);
        for (var h = 0; h < hours; h++)
        {
            left = random.Uniform((ulong)(hours + h)) < RunChance ? RunHours : Math.Max(left - 1, 0);
            open[h] = price;
            price *= Math.Exp((0.008 * random.Normal((ulong)h)) + (left > 0 ? 0.004 : -0.0003));
            (close[h], high[h], low[h]) = (price, Math.Max(open[h], price) * 1.001, Math.Min(open[h], price) * 0.999);
            volume[h] = (left > 0 ? 4e6 : 1e6) / price * (1 + random.Uniform((ulong)h));
        }

        return CandleSeries.FromColumns($"C{symbol:000}-USD", "walks", WalksFrom, open, high, low, close, volume);
    }
}
