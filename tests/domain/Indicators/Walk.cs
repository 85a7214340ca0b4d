using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>Columns of bars that every indicator can read, random or recorded.</summary>
internal sealed record Walk(double[] High, double[] Low, double[] Close, double[] Volume)
{
    public int Count => Close.Length;

    /// <summary>Random walks with flat stretches, bars without range and hours without volume.</summary>
    public static Arbitrary<Walk> Arbitrary(int fewest, int most) =>
        (from count in Gen.Choose(fewest, most)
         from start in Gen.Elements(0.00001234, 1.0, 97_123.0)
         from steps in Dents(count)
         from ups in Dents(count)
         from downs in Dents(count)
         from volumes in Gen.Choose(-20, 1000).ArrayOf(count)
         select Of(start, steps, ups, downs, volumes)).ToArbitrary();

    /// <summary>The first bars of some recorded markets.</summary>
    public static IEnumerable<Walk> Recorded(int bars)
    {
        foreach (var file in Recordings.Files("binance_usdm_1h").Where((_, i) => i % 29 == 0))
        {
            var series = Recordings.Series(file);
            yield return Of(series).First(bars);
        }
    }

    public static Walk Of(CandleSeries series) => new([.. series.High], [.. series.Low], [.. series.Close], [.. series.Volume]);

    public Walk First(int bars) => new(High[..bars], Low[..bars], Close[..bars], Volume[..bars]);

    /// <summary>The same market in other units: price x k, volume / k.</summary>
    public Walk Redenominated(double k) =>
        new([.. High.Select(v => v * k)], [.. Low.Select(v => v * k)], [.. Close.Select(v => v * k)], [.. Volume.Select(v => v / k)]);

    private static Gen<int[]> Dents(int count) => Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(-200, 200))).ArrayOf(count);

    private static Walk Of(double start, int[] steps, int[] ups, int[] downs, int[] volumes)
    {
        var price = start;
        var walk = new Walk(new double[steps.Length], new double[steps.Length], new double[steps.Length], [.. volumes.Select(v => Math.Max(v, 0.0))]);
        for (var i = 0; i < steps.Length; i++)
        {
            price *= 1 + (steps[i] / 10_000.0);
            (walk.Close[i], walk.High[i], walk.Low[i]) = (price, price * (1 + (Math.Abs(ups[i]) / 10_000.0)), price * (1 - (Math.Abs(downs[i]) / 10_000.0)));
        }

        return walk;
    }
}
