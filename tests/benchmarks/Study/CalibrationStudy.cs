using System.Globalization;
using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Commands;

namespace CryptoRun.Benchmarks.Study;

/// <summary>
/// What the score would have been worth: <c>calibration DIR [--hours 4]</c> scans a folder of recordings, labels every score and prints what calibration makes of it.
/// To be repeated whenever the score changes.
/// </summary>
internal static class CalibrationStudy
{
    private const int MostHours = 200 * 365 * 24;
    private static readonly DateTimeOffset FarAhead = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ScanOptions Scans = new();
    private static readonly CalibrationOptions Options = new();

    public static int Run(string[] args, TextWriter output)
    {
        if (args is not [var folder, .. var rest] || !Hours(rest, out var hours))
        {
            output.WriteLine("calibration DIR [--hours N]: DIR holds SYMBOL.csv[.gz] candles, N is 1 to 24 hours between two scans.");
            return 2;
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var series = CandleFolder.Read(folder, FarAhead, MostHours, output.WriteLine, CancellationToken.None).ToList();
        var (start, end) = (series.Min(s => s.Start), series.Max(s => s.End));
        var collected = Collect(series, start.AddHours(Scans.Universe.MinimumHours), end, TimeSpan.FromHours(hours));
        output.WriteLine($"{series.Count} symbols, {start:u} to {end:u}, {collected.Scans} scans every {hours} h, engine {Engine.Version}");
        output.WriteLine($"{collected.Samples.Count} samples; without label: {string.Join(", ", collected.Absent.GroupBy(reason => reason).Select(group => $"{group.Key} {group.Count()}"))}");
        foreach (var regime in collected.Samples.GroupBy(sample => sample.Regime).OrderBy(group => group.Key)) Describe(output, $"{regime.Key}", [.. regime]);
        Describe(output, "all", collected.Samples);
        foreach (var outcome in CalibrationRun.Fit(collected.Samples, end, Options).Outcomes) Print(output, outcome);
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

    private static void Describe(TextWriter output, string name, List<CalibrationSample> samples)
    {
        var above = samples.Where(sample => sample.IsAboveEntry).ToList();
        output.WriteLine(
            $"  {name}: {samples.Count} samples on {samples.Select(s => s.At.UtcDateTime.Date).Distinct().Count()} days, {samples.Average(s => s.IsSuccess ? 1.0 : 0):P1} successes; "
            + $"above entry {above.Count}, {(above.Count == 0 ? 0 : above.Average(s => s.IsSuccess ? 1.0 : 0)):P1} successes, mean 48 h excess {(above.Count == 0 ? 0 : above.Average(s => s.Excess48h)):P2}");
    }

    private static void Print(TextWriter output, FitOutcome outcome)
    {
        output.WriteLine($"{outcome.Regime?.ToString() ?? "all regimes"}: {(outcome.Fit is { IsUsable: true } ? "CALIBRATED" : CalibrationSet.NotCalibrated)}");
        output.WriteLine($"  {outcome.Reason}");
        if (outcome.Fit is not { } fit) return;

        var metrics = fit.Metrics;
        output.WriteLine($"  {fit.Samples.Training} to learn from, {fit.Samples.Purged} purged, {fit.Samples.Test} from {fit.TestFrom:u} to judge by; {fit.Blocks.Count} blocks; samples {fit.SamplesHash[..12]}");
        output.WriteLine($"  base rate {metrics.SuccessShare:F3}, Brier {metrics.Brier:F4}, log loss {metrics.LogLoss:F4}");
        foreach (var check in fit.Acceptance.Checks) output.WriteLine($"  {(check.IsPassed ? "passed" : "FAILED")} {check.Sentence}");
        output.WriteLine($"  curve: {string.Join(", ", fit.Blocks.Select(block => $"{block.FromFinal:F0}-{block.ToFinal:F0} {block.Probability:P0} ({block.Successes}/{block.Samples})"))}");
    }

    private static bool Hours(string[] rest, out int step)
    {
        step = 4;
        return rest.Length == 0 || (rest is ["--hours", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out step) && step is >= 1 and <= 24);
    }
}
