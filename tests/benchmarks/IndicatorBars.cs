namespace CryptoRun.Benchmarks;

/// <summary>The 200,000 bars of the acceptance vector: a random walk from a linear congruential generator, the same as in peers/talib.mjs.</summary>
internal static class IndicatorBars
{
    public const int Bars = 200_000;

    static IndicatorBars()
    {
        var (state, price) = (42u, 100.0);
        for (var i = 0; i < Bars; i++)
        {
            Open[i] = price;
            price *= 1 + ((Next() - 0.5) * 0.01);
            High[i] = price * (1 + (0.003 * Next()));
            Low[i] = price * (1 - (0.003 * Next()));
            Close[i] = price;
            Volume[i] = Next();
        }

        // The open is the close before, drawn into the range: estimators of volatility need it there.
        for (var i = 0; i < Bars; i++) Open[i] = Math.Clamp(Open[i], Low[i], High[i]);
        for (var i = 1; i < Bars; i++) Return[i] = Math.Log(Close[i] / Close[i - 1]);

        double Next()
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            return state / 4294967296.0;
        }
    }

    public static double[] Open { get; } = new double[Bars];

    public static double[] High { get; } = new double[Bars];

    public static double[] Low { get; } = new double[Bars];

    public static double[] Close { get; } = new double[Bars];

    public static double[] Volume { get; } = new double[Bars];

    public static double[] Return { get; } = new double[Bars];
}
