using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Commands;

namespace CryptoRun.Benchmarks.Study;

/// <summary><c>study DIR [--hours 1]</c>: scans a folder of recordings from its first to its last scorable hour and prints what the defaults make of it.</summary>
internal static class RecordedStudy
{
    private const int WarmUpHours = 600;
    private const int MostHours = 200 * 365 * 24;
    private static readonly DateTimeOffset FarAhead = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ScanOptions Scanning = new();
    private static readonly RegimeOptions Detecting = new();

    public static int Run(string[] args, TextWriter output)
    {
        if (args is not [var folder, .. var rest] || !Hours(rest, out var step))
        {
            output.WriteLine("study DIR [--hours N]: DIR holds SYMBOL.csv[.gz] candles, N is 1 to 24 hours between two scans.");
            return 2;
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var series = CandleFolder.Read(folder, FarAhead, MostHours, output.WriteLine, CancellationToken.None);
        var (from, to) = (series.Min(s => s.Start).AddHours(WarmUpHours), series.Max(s => s.End));
        output.WriteLine($"{series.Count} symbols, {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} UTC, a scan every {step} h");

        var (scans, regimes) = (new ScanTally(), new RegimeTally());
        RegimeRecord? regime = null;
        ScanResult? before = null;
        for (var at = from; at <= to; at = at.AddHours(step))
        {
            if (regime is null || RegimeSchedule.LastBoundary(at) > regime.At)
                regimes.Add(regime = RegimeDetector.Detect(at, series, regime, Detecting));

            var input = new ScanInput(at, MarketSource.Replay, regime, [.. series.Select(s => new SymbolInput(s, null, null))], null);
            var result = Scan.Run(input, Scanning);
            scans.Add(result, before, step);
            before = result;
        }

        regimes.Write(output);
        scans.Write(output);
        return 0;
    }

    private static bool Hours(string[] rest, out int step)
    {
        step = 1;
        return rest.Length == 0 || (rest is ["--hours", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out step) && step is >= 1 and <= 24);
    }
}
