using System.CommandLine;
using System.Text.Json;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Commands;

/// <summary><c>indicators --candles FILE --interval 1h [--json]</c>: every indicator at every bar of a recording.</summary>
internal static class IndicatorsCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var candles = new Option<string>("--candles") { Description = "SYMBOL.csv or SYMBOL.csv.gz", HelpName = "FILE", Required = true };
        var interval = new Option<string>("--interval") { Description = "Bar width: 1m to 1h dividing an hour, or 2h, 3h, 4h, 6h, 8h, 12h, 24h from 00:00 UTC", DefaultValueFactory = _ => "1h" };
        var json = new Option<bool>("--json") { Description = "One JSON array on standard output" };
        var command = new Command("indicators", "RSI, MACD, ADX, ATR, Bollinger width and Hurst of every bar of a recording") { candles, interval, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(candles), parsed.GetRequiredValue(interval), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, string interval, bool json, TextWriter output, TextWriter error)
    {
        if (IndicatorBars.ParseWidth(interval) is not { } width)
        {
            error.WriteLine($"--interval {interval}: allowed are minutes that divide an hour (1m, 5m, 15m, ...), and 1h, 2h, 3h, 4h, 6h, 8h, 12h, 24h.");
            return BadUsage;
        }

        RecordedCandles recorded;
        try
        {
            recorded = CandleFiles.Read(path);
        }
        catch (CandleFileException e)
        {
            error.WriteLine(e.Message);
            return Failed;
        }

        if (width < recorded.Width || width.Ticks % recorded.Width.Ticks != 0)
        {
            error.WriteLine($"--interval {interval}: {path} has bars of {recorded.Width.TotalMinutes:0.###} min; allowed are multiples of that.");
            return BadUsage;
        }

        var bars = IndicatorBars.From(recorded, width);
        if (bars.Filled > 0) error.WriteLine($"{path}: {bars.Filled} missing bars filled flat with zero volume.");
        var rows = IndicatorRow.Of(bars);
        if (json) output.WriteLine(JsonSerializer.Serialize(rows, Json.Options));
        else WriteTable(rows, output);
        return Done;
    }

    private static void WriteTable(IEnumerable<IndicatorRow> rows, TextWriter output)
    {
        output.WriteLine("open_time,rsi14,macd_line,macd_signal,macd_histogram,adx14,plus_di,minus_di,atr14,bollinger_width,hurst");
        foreach (var r in rows)
        {
            double?[] values = [r.Rsi14, r.MacdLine, r.MacdSignal, r.MacdHistogram, r.Adx14, r.PlusDi, r.MinusDi, r.Atr14, r.BollingerWidth, r.Hurst];
            output.WriteLine($"{r.OpenTime.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{string.Join(',', values.Select(v => v?.ToString("G7")))}");
        }
    }
}
