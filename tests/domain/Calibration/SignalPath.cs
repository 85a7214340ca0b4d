using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Calibration;

/// <summary>
/// A coin with a sigma that can be worked by hand and a future as told: 481 closes 100, 101, 100, ..., 100, then the window's bars. Its 480 hourly log returns are
/// half ln 1.01 and half -ln 1.01.
/// </summary>
internal static class SignalPath
{
    public const int HistoryHours = 481;
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Signal = Start.AddHours(HistoryHours);
    public static readonly double Sigma = Math.Log(1.01) * Math.Sqrt(480 / 479.0) * Math.Sqrt(48);

    /// <summary>Upper barrier of an entry at 100, about 107.15.</summary>
    public static readonly double Upper = 100 * Math.Exp(Sigma);

    /// <summary>Lower barrier of an entry at 100, about 93.33.</summary>
    public static readonly double Lower = 100 * Math.Exp(-Sigma);

    /// <summary>A bar that touches nothing.</summary>
    public static readonly (double Open, double High, double Low, double Close) Quiet = (100, 101, 99, 100);

    /// <summary>History and window; <paramref name="change"/> names the bars of the window that are not quiet.</summary>
    public static CandleSeries With(params (int Bar, double Open, double High, double Low, double Close)[] change) => Series(48, change);

    public static CandleSeries Series(int windowHours, params (int Bar, double Open, double High, double Low, double Close)[] change)
    {
        var bars = Enumerable.Range(0, HistoryHours).Select(i => Flat(i % 2 == 0 ? 100 : 101)).Concat(Enumerable.Repeat(Quiet, windowHours)).ToArray();
        foreach (var (bar, open, high, low, close) in change) bars[HistoryHours + bar] = (open, high, low, close);
        return CandleSeries.FromColumns("TEST-USD", "test", Start, [.. bars.Select(b => b.Open)], [.. bars.Select(b => b.High)], [.. bars.Select(b => b.Low)], [.. bars.Select(b => b.Close)], new double[bars.Length]);
    }

    /// <summary>The same as candles, so that hours can be left out.</summary>
    public static IEnumerable<Candle> Candles(CandleSeries series) => Enumerable.Range(0, series.Count).Select(i =>
        new Candle(series.Start.AddHours(i), (decimal)series.Open[i], (decimal)series.High[i], (decimal)series.Low[i], (decimal)series.Close[i], 1));

    private static (double Open, double High, double Low, double Close) Flat(double price) => (price, price, price, price);
}
