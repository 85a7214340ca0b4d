using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Factors;

/// <summary>Raw factors once more, straight from the specification: lists, no sharing, no speed. Only for comparison.</summary>
internal static class NaiveFactors
{
    private sealed record Bar(double High, double Low, double Close);

    public static double Momentum(CandleSeries s, double[] weights, double boost)
    {
        int[] hours = [1, 4, 12, 24, 168];
        var used = Enumerable.Range(0, 5).Where(h => hours[h] < 168 || s.Count >= 30 * 168).ToList();
        var total = used.Sum(h => weights[h]);
        var w = used.Select(h => weights[h] / total).ToList();
        var numerator = used.Select((h, n) => w[n] * Z(s, s.Count, hours[h])).Sum();
        var denominator = 0.0;
        for (var a = 0; a < used.Count; a++)
        {
            for (var b = 0; b < used.Count; b++)
            {
                var (short_, long_) = (Math.Min(hours[used[a]], hours[used[b]]), Math.Max(hours[used[a]], hours[used[b]]));
                denominator += w[a] * w[b] * Math.Sqrt((double)short_ / long_);
            }
        }

        var m = numerator / Math.Sqrt(denominator);
        var z4 = Z(s, s.Count, 4);
        var a4 = z4 - Z(s, s.Count - 4, 4);
        return a4 * z4 > 0 ? m + (boost * Math.Abs(a4) * Math.Sign(z4)) : m;
    }

    public static double Z(CandleSeries s, int end, int hours)
    {
        var close = s.Close[..end].ToArray();
        var bars = Trailing(s, end, hours);
        bars = bars.Skip(Math.Max(0, bars.Count - (hours >= 24 ? 30 : 60))).ToList();
        return 1.596 * Math.Log(close[^1] / close[^(hours + 1)]) / (Atr14(bars) / close[^1]);
    }

    public static double LogRelativeVolume(CandleSeries s)
    {
        var usd = s.VolumeUsd.ToArray();
        return Math.Log(usd[^1] / Enumerable.Range(1, 7).Average(day => usd[usd.Length - 1 - (24 * day)]));
    }

    public static double LogVadr(CandleSeries s)
    {
        var days = new List<double>();
        for (var end = s.Count; end >= 24 && days.Count < 31; end -= 24)
        {
            var sum = 0.0;
            for (var i = end - 24; i < end; i++) sum += (s.High[i] - s.Low[i]) / s.Close[i] * Math.Sqrt(s.Volume[i]);
            days.Add(sum / 24);
        }

        var past = days.Skip(1).Order().ToList();
        return Math.Log(days[0] / ((past[(past.Count - 1) / 2] + past[past.Count / 2]) / 2));
    }

    public static double MoneyFlow(CandleSeries s)
    {
        var (flow, volume) = (0.0, 0.0);
        for (var i = s.Count - 24; i < s.Count; i++)
        {
            var range = s.High[i] - s.Low[i];
            flow += range == 0 ? 0 : ((2 * s.Close[i]) - s.High[i] - s.Low[i]) / range * s.Volume[i];
            volume += s.Volume[i];
        }

        return flow / volume;
    }

    public static double Compression(CandleSeries s)
    {
        var closes = new List<double>();
        for (var i = 0; i < s.Count; i++)
        {
            if (s.Start.AddHours(i + 1).Hour % 4 == 0 && i >= 3) closes.Add(s.Close[i]);
        }

        closes = closes.Skip(Math.Max(0, closes.Count - 180)).ToList();
        var widths = Enumerable.Range(0, closes.Count - 19).Select(from =>
        {
            var window = closes.GetRange(from, 20);
            var mean = window.Average();
            return 4 * Math.Sqrt(window.Average(close => (close - mean) * (close - mean))) / mean;
        }).ToList();
        return 1 - ((widths.Count(width => width < widths[^1]) + 0.5) / widths.Count);
    }

    private static List<Bar> Trailing(CandleSeries s, int end, int hours)
    {
        var (high, low) = (s.High.ToArray(), s.Low.ToArray());
        var bars = new List<Bar>();
        for (var to = end; to >= hours; to -= hours)
        {
            var range = Enumerable.Range(to - hours, hours).ToList();
            bars.Add(new Bar(range.Max(i => high[i]), range.Min(i => low[i]), s.Close[to - 1]));
            if (bars.Count == 60) break;
        }

        bars.Reverse();
        return bars;
    }

    private static double Atr14(List<Bar> bars)
    {
        var ranges = bars.Select((bar, i) => i == 0
            ? bar.High - bar.Low
            : new[] { bar.High - bar.Low, Math.Abs(bar.High - bars[i - 1].Close), Math.Abs(bar.Low - bars[i - 1].Close) }.Max()).ToList();
        return ranges.Skip(14).Aggregate(ranges.Take(14).Average(), (average, range) => ((average * 13) + range) / 14);
    }
}
