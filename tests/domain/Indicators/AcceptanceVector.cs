namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>200,000 bars of a random walk from a linear congruential generator: the same everywhere, with known last values.</summary>
internal sealed class AcceptanceVector
{
    public const int Bars = 200_000;

    public AcceptanceVector()
    {
        var (state, price) = (42u, 100.0);
        for (var i = 0; i < Bars; i++)
        {
            price *= 1 + ((Next() - 0.5) * 0.01);
            High[i] = price * (1 + (0.003 * Next()));
            Low[i] = price * (1 - (0.003 * Next()));
            Close[i] = price;
            Volume[i] = Next();
        }

        double Next()
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            return state / 4294967296.0;
        }
    }

    public double[] High { get; } = new double[Bars];

    public double[] Low { get; } = new double[Bars];

    public double[] Close { get; } = new double[Bars];

    public double[] Volume { get; } = new double[Bars];
}
