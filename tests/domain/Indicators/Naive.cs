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

    private static double Movement(Walk w, int j, bool up)
    {
        var (rise, fall) = (w.High[j] - w.High[j - 1], w.Low[j - 1] - w.Low[j]);
        if (up) return rise > fall && rise > 0 ? rise : 0;
        return fall > rise && fall > 0 ? fall : 0;
    }
}
