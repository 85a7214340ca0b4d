namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>
/// The indicators a second time, straight from their definitions and without any recursion: a smoothed value at bar i is the closed-form weighted sum of all
/// values up to i. O(n) per bar, so O(n^2) per series.
/// </summary>
internal static class Naive
{
    public static double Mean(double[] x, int i, int n) => x[(i - n + 1)..(i + 1)].Average();

    /// <summary>Simple mean of the n values from <paramref name="first"/>, then each new value with weight <paramref name="k"/>, the old ones decaying by 1 - k.</summary>
    public static double Smooth(Func<int, double> x, int first, int i, int n, double k)
    {
        var seed = first + n - 1;
        var sum = Enumerable.Range(first, n).Average(x) * Math.Pow(1 - k, i - seed);
        for (var j = seed + 1; j <= i; j++) sum += k * x(j) * Math.Pow(1 - k, i - j);
        return sum;
    }

    public static double Ema(double[] x, int first, int i, int n) => Smooth(j => x[j], first, i, n, 2.0 / (n + 1));

    public static double Rsi(double[] x, int i, int n)
    {
        var gain = Smooth(j => Math.Max(0, x[j] - x[j - 1]), 1, i, n, 1.0 / n);
        var loss = Smooth(j => Math.Max(0, x[j - 1] - x[j]), 1, i, n, 1.0 / n);
        if (gain == 0 && loss == 0) return 50;
        return loss == 0 ? 100 : 100 - (100 / (1 + (gain / loss)));
    }

    public static double MacdLine(double[] x, int i) => Ema(x, 0, i, 12) - Ema(x, 0, i, 26);

    public static double MacdSignal(double[] x, int i) => Smooth(j => MacdLine(x, j), 25, i, 9, 0.2);

    public static double TrueRange(Walk w, int j) => j == 0
        ? w.High[0] - w.Low[0]
        : new[] { w.High[j] - w.Low[j], Math.Abs(w.High[j] - w.Close[j - 1]), Math.Abs(w.Low[j] - w.Close[j - 1]) }.Max();

    public static double Atr(Walk w, int i, int n) => Smooth(j => TrueRange(w, j), 0, i, n, 1.0 / n);

    public static double Di(Walk w, int i, int n, bool up)
    {
        var range = Smooth(j => TrueRange(w, j), 1, i, n, 1.0 / n);
        return range == 0 ? 0 : 100 * Smooth(j => Movement(w, j, up), 1, i, n, 1.0 / n) / range;
    }

    public static double Adx(Walk w, int i, int n) => Smooth(
        j =>
        {
            var (plus, minus) = (Di(w, j, n, up: true), Di(w, j, n, up: false));
            return plus + minus == 0 ? 0 : 100 * Math.Abs(plus - minus) / (plus + minus);
        },
        n,
        i,
        n,
        1.0 / n);

    public static double BollingerWidth(double[] x, int i, int n)
    {
        var mean = Mean(x, i, n);
        var sd = Math.Sqrt(x[(i - n + 1)..(i + 1)].Average(v => (v - mean) * (v - mean)));
        return (mean + (2 * sd) - (mean - (2 * sd))) / mean;
    }

    public static double Vwap(Walk w, int from, int to)
    {
        var bars = Enumerable.Range(from, to - from + 1).ToList();
        return bars.Sum(j => w.Volume[j] * (w.High[j] + w.Low[j] + w.Close[j])) / (3 * bars.Sum(j => w.Volume[j]));
    }

    public static double MoneyFlow(Walk w, int i, int n)
    {
        var bars = Enumerable.Range(i - n + 1, n).ToList();
        return bars.Where(j => w.High[j] > w.Low[j]).Sum(j => w.Volume[j] * ((2 * (w.Close[j] - w.Low[j]) / (w.High[j] - w.Low[j])) - 1)) / bars.Sum(j => w.Volume[j]);
    }

    public static double Obv(Walk w, int i) => w.Volume[0] + Enumerable.Range(1, i).Sum(j => Math.Sign(w.Close[j] - w.Close[j - 1]) * w.Volume[j]);

    public static double CloseVolatility(Walk w, int i, int n) => Annual(Variance(i, n, j => Math.Log(w.Close[j]) - Math.Log(w.Close[j - 1])));

    public static double Parkinson(Walk w, int i, int n) =>
        Annual(Enumerable.Range(i - n + 1, n).Average(j => Math.Pow(Math.Log(w.High[j]) - Math.Log(w.Low[j]), 2) / (4 * Math.Log(2))));

    public static double GarmanKlass(Walk w, int i, int n) => Annual(Enumerable.Range(i - n + 1, n).Average(j =>
        (0.5 * Math.Pow(Math.Log(w.High[j]) - Math.Log(w.Low[j]), 2)) - (((2 * Math.Log(2)) - 1) * Math.Pow(Math.Log(w.Close[j]) - Math.Log(w.Open[j]), 2))));

    public static double YangZhang(Walk w, int i, int n)
    {
        var k = 0.34 / (1.34 + ((n + 1.0) / (n - 1)));
        var rogersSatchell = Enumerable.Range(i - n + 1, n).Average(j =>
            (Math.Log(w.High[j] / w.Close[j]) * Math.Log(w.High[j] / w.Open[j])) + (Math.Log(w.Low[j] / w.Close[j]) * Math.Log(w.Low[j] / w.Open[j])));
        return Annual(Variance(i, n, j => Math.Log(w.Open[j]) - Math.Log(w.Close[j - 1])) + (k * Variance(i, n, j => Math.Log(w.Close[j]) - Math.Log(w.Open[j]))) + ((1 - k) * rogersSatchell));
    }

    public static double PercentileRank(double[] x, int i, int n)
    {
        var window = x[(i - n + 1)..(i + 1)];
        var equal = window.Count(v => Math.Abs(v - x[i]) <= 1e-12 * Math.Max(v, x[i]));
        return (window.Count(v => v < x[i] && Math.Abs(v - x[i]) > 1e-12 * x[i]) + (0.5 * equal)) / n;
    }

    public static double Median(double[] x, int i, int n)
    {
        var sorted = x[(i - n + 1)..(i + 1)].Order().ToList();
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /// <summary>R/S against its expectation, in plain steps; the length is a power of two.</summary>
    public static double Hurst(double[] returns)
    {
        var points = Enumerable.Range(3, 10).Select(p => 1 << p).Where(n => 2 * n <= returns.Length).Select(n =>
            (X: Math.Log(n), Y: Math.Log(returns.Chunk(n).Select(Rescaled).Where(double.IsFinite).Average()) - Math.Log(CryptoRun.Domain.Indicators.Hurst.ExpectedRange(n)))).ToList();
        var (mx, my) = (points.Average(p => p.X), points.Average(p => p.Y));
        return 0.5 + (points.Sum(p => (p.X - mx) * (p.Y - my)) / points.Sum(p => (p.X - mx) * (p.X - mx)));
    }

    public static double Rescaled(double[] window)
    {
        var mean = window.Average();
        var sums = Enumerable.Range(1, window.Length).Select(n => window.Take(n).Sum(v => v - mean)).Append(0).ToList();
        return (sums.Max() - sums.Min()) / Math.Sqrt(window.Average(v => (v - mean) * (v - mean)));
    }

    private static double Annual(double variance) => Math.Sqrt(variance * 8760);

    private static double Variance(int i, int n, Func<int, double> x)
    {
        var values = Enumerable.Range(i - n + 1, n).Select(x).ToList();
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (n - 1);
    }

    private static double Movement(Walk w, int j, bool up)
    {
        var (rise, fall) = (w.High[j] - w.High[j - 1], w.Low[j - 1] - w.Low[j]);
        if (up) return rise > fall && rise > 0 ? rise : 0;
        return fall > rise && fall > 0 ? fall : 0;
    }
}
