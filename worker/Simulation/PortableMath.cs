namespace CryptoRun.Worker.Simulation;

/// <summary>The exponential from exactly rounded operations alone. The library's may differ in its last bit between platforms, and a simulated past must not.</summary>
internal static class PortableMath
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];
    private static readonly double[] Inverse = [0, .. Enumerable.Range(1, 13).Select(n => 1.0 / n)];

    /// <summary>e^x for |x| up to 600, relative error under 1e-14.</summary>
    public static double Exp(double x)
    {
        var k = Math.Floor((x * Log2E) + 0.5);
        var r = x - (k * Ln2High) - (k * Ln2Low);
        var sum = 1.0;
        for (var n = 13; n >= 1; n--) sum = 1 + (sum * (r * Inverse[n]));
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary><paramref name="value"/> in whole units of 10^-<paramref name="decimals"/>, half up, at least one unit.</summary>
    public static long ToTicks(double value, int decimals) => Math.Max(1, (long)Math.Floor((value * PowersOfTen[decimals]) + 0.5));

    /// <summary>The decimal of so many units of 10^-<paramref name="decimals"/>, with all its decimals.</summary>
    public static decimal FromTicks(long ticks, int decimals) => new((int)ticks, (int)(ticks >> 32), 0, false, (byte)decimals);

}
