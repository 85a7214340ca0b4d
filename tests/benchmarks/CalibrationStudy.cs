using System.Globalization;
using System.IO.Compression;
using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Benchmarks;

/// <summary>
/// What today's score would have been worth: <c>calibration FOLDER [HOURS]</c> scans recorded 1 h candles (gzip CSV, <c>open_time_ms,open,high,low,close,volume,quote_volume</c>,
/// one file a symbol) every 4 h or as told, labels every score and prints what calibration makes of it. To be repeated whenever the score changes.
/// </summary>
public static class CalibrationStudy
{
    private static readonly ScanOptions Scans = new();
    private static readonly CalibrationOptions Options = new();

    /// <summary>Runs the study and prints it.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var hours = 4;
        if (arguments.Count is not (1 or 2) || !Directory.Exists(arguments[0]) || (arguments.Count == 2 && !(int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out hours) && hours > 0)))
        {
            Console.Error.WriteLine("usage: calibration FOLDER [HOURS BETWEEN SCANS]");
            return 2;
        }

        var series = Directory.EnumerateFiles(arguments[0], "*.csv.gz").Order(StringComparer.Ordinal).Select(Read).ToList();
        if (series.Count == 0)
        {
            Console.Error.WriteLine($"no *.csv.gz in {arguments[0]}");
            return 2;
        }

        var (start, end) = (series.Min(s => s.Start), series.Max(s => s.End));
        var collected = Collect(series, start.AddHours(Scans.Universe.MinimumHours), end, TimeSpan.FromHours(hours));
        Console.WriteLine($"{series.Count} symbols, {start:u} to {end:u}, {collected.Scans} scans every {hours} h, engine {Engine.Version}");
        Console.WriteLine($"{collected.Samples.Count} samples; without label: {string.Join(", ", collected.Absent.GroupBy(reason => reason).Select(group => $"{group.Key} {group.Count()}"))}");
        foreach (var regime in collected.Samples.GroupBy(sample => sample.Regime).OrderBy(group => group.Key)) Describe($"{regime.Key}", [.. regime]);
        Describe("all", collected.Samples);
        foreach (var outcome in CalibrationRun.Fit(collected.Samples, end, Options).Outcomes) Print(outcome);
        return 0;
    }

    private static (List<CalibrationSample> Samples, List<LabelAbsence> Absent, int Scans) Collect(List<CandleSeries> series, DateTimeOffset from, DateTimeOffset end, TimeSpan step)
    {
        var bySymbol = series.ToDictionary(s => s.Symbol);
        var (samples, absent, scans, regimes) = (new List<CalibrationSample>(), new List<LabelAbsence>(), 0, new RegimeOptions());
        var inputs = series.Select(s => new SymbolInput(s, null, null)).ToList();
        RegimeRecord? regime = null;
        for (var at = RegimeSchedule.NextBoundary(from); at <= end; at += step)
        {
            if (regime is null || RegimeSchedule.LastBoundary(at) > regime.At) regime = RegimeDetector.Detect(at, series, regime, regimes);
            var scan = Scan.Run(new ScanInput(at, MarketSource.Replay, regime, inputs, null), Scans);
            var labelled = ScanSamples.Of(scan, bySymbol.GetValueOrDefault, end, Options);
            samples.AddRange(labelled.Samples);
            absent.AddRange(labelled.Absent.Select(symbol => symbol.Reason));
            scans++;
        }

        return (samples, absent, scans);
    }

    private static void Describe(string name, List<CalibrationSample> samples)
    {
        var above = samples.Where(sample => sample.IsAboveEntry).ToList();
        Console.WriteLine(
            $"  {name}: {samples.Count} samples on {samples.Select(s => s.At.UtcDateTime.Date).Distinct().Count()} days, {samples.Average(s => s.IsSuccess ? 1.0 : 0):P1} successes; "
            + $"above entry {above.Count}, {(above.Count == 0 ? 0 : above.Average(s => s.IsSuccess ? 1.0 : 0)):P1} successes, mean 48 h excess {(above.Count == 0 ? 0 : above.Average(s => s.Excess48h)):P2}");
    }

    private static void Print(FitOutcome outcome)
    {
        Console.WriteLine($"{outcome.Regime?.ToString() ?? "all regimes"}: {(outcome.Fit is { IsUsable: true } ? "CALIBRATED" : CalibrationSet.NotCalibrated)}");
        Console.WriteLine($"  {outcome.Reason}");
        if (outcome.Fit is not { } fit) return;

        var metrics = fit.Metrics;
        Console.WriteLine($"  {fit.Samples.Training} to learn from, {fit.Samples.Purged} purged, {fit.Samples.Test} from {fit.TestFrom:u} to judge by; {fit.Blocks.Count} blocks; samples {fit.SamplesHash[..12]}");
        Console.WriteLine($"  base rate {metrics.SuccessShare:F3}, Brier {metrics.Brier:F4}, log loss {metrics.LogLoss:F4}");
        foreach (var check in fit.Acceptance.Checks) Console.WriteLine($"  {(check.IsPassed ? "passed" : "FAILED")} {check.Sentence}");
        Console.WriteLine($"  curve: {string.Join(", ", fit.Blocks.Select(block => $"{block.FromFinal:F0}-{block.ToFinal:F0} {block.Probability:P0} ({block.Successes}/{block.Samples})"))}");
    }

    private static CandleSeries Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var name = Path.GetFileName(path).Split('.')[0];
        return CandleSeries.FromHourly($"{(name.EndsWith("USDT", StringComparison.Ordinal) ? name[..^4] : name)}-USD", "recorded", Rows(reader));
    }

    private static IEnumerable<Candle> Rows(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return new Candle(
                DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(cells[0], CultureInfo.InvariantCulture)), Number(1), Number(2), Number(3), Number(4), Number(5), cells.Length > 6 ? Number(6) : null);

            decimal Number(int column) => decimal.Parse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }
}
