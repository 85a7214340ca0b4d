using System.Globalization;
using System.Text.RegularExpressions;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Commands;

/// <summary>A recording as consecutive bars of the width asked for; missing bars are filled flat, a last bar that the recording does not cover is left out.</summary>
/// <param name="Start">Open time of bar 0, UTC.</param>
/// <param name="Width">Width of a bar.</param>
/// <param name="High">Highs.</param>
/// <param name="Low">Lows.</param>
/// <param name="Close">Closes.</param>
/// <param name="Filled">Base bars (at most 1 h wide) that were missing.</param>
internal sealed partial record IndicatorBars(DateTimeOffset Start, TimeSpan Width, double[] High, double[] Low, double[] Close, int Filled)
{
    /// <summary>Bar width of a word such as <c>15m</c>, <c>4h</c> or <c>1d</c>; null when it is none, or neither divides an hour nor is whole hours that divide a day.</summary>
    public static TimeSpan? ParseWidth(string text)
    {
        var match = WidthWord().Match(text);
        if (!match.Success) return null;

        var number = int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None);
        var minutes = number * match.Groups["unit"].Value switch { "m" => 1, "h" => 60, _ => 1440 };
        var allowed = minutes > 0 && (60 % minutes == 0 || (minutes % 60 == 0 && 1440 % minutes == 0));
        return allowed ? TimeSpan.FromMinutes(minutes) : null;
    }

    /// <summary>Builds the bars; <paramref name="width"/> is a multiple of the recording's.</summary>
    public static IndicatorBars From(RecordedCandles recorded, TimeSpan width)
    {
        var baseWidth = width < CandleSeries.BarWidth ? width : CandleSeries.BarWidth;
        List<Candle> candles = [.. CandleAggregation.To(recorded.Candles, recorded.Width, baseWidth)];
        if (recorded.Candles[^1].OpenTime + recorded.Width < candles[^1].OpenTime + baseWidth) candles.RemoveAt(candles.Count - 1);
        if (candles.Count == 0) return new(recorded.Candles[0].OpenTime, width, [], [], [], 0);
        if (width < CandleSeries.BarWidth) return Flat(candles, width);

        var series = CandleSeries.FromHourly(recorded.Symbol, "file", candles);
        var bars = BarAggregation.Aligned(series, (int)width.TotalHours, int.MaxValue);
        return new(bars.Start, width, [.. bars.High], [.. bars.Low], [.. bars.Close], series.GapsInLast(series.Count));
    }

    /// <summary>The hourly series' rule for gaps, on a finer grid.</summary>
    private static IndicatorBars Flat(List<Candle> candles, TimeSpan width)
    {
        var count = (int)((candles[^1].OpenTime - candles[0].OpenTime) / width) + 1;
        var bars = new IndicatorBars(candles[0].OpenTime, width, new double[count], new double[count], new double[count], count - candles.Count);
        var at = 0;
        foreach (var candle in candles)
        {
            for (var own = (int)((candle.OpenTime - bars.Start) / width); at < own; at++)
                bars.High[at] = bars.Low[at] = bars.Close[at] = bars.Close[at - 1];

            (bars.High[at], bars.Low[at], bars.Close[at]) =
                (DecimalCrossing.ToDouble(candle.High), DecimalCrossing.ToDouble(candle.Low), DecimalCrossing.ToDouble(candle.Close));
            at++;
        }

        return bars;
    }

    [GeneratedRegex("^(?<number>[0-9]{1,3})(?<unit>[mhd])$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex WidthWord();
}
