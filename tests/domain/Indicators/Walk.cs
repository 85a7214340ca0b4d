using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Tests.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Indicators;

/// <summary>Columns of bars that every indicator can read, random or recorded.</summary>
internal sealed record Walk(double[] Open, double[] High, double[] Low, double[] Close, double[] Volume)
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

    /// <summary>
    /// Bars that break weak arithmetic: constant, flat, single, of one size or of sizes that lie up to 200 powers of ten apart, without volume, with opens at the edge of their range.
    /// </summary>
    public static Arbitrary<Walk> Hostile() =>
        (from count in Gen.Frequency((1, Gen.Choose(0, 2)), (6, Gen.Choose(3, 130)))
         from size in Gen.Elements(1e-150, 1e-12, 1.0, 97_123.0, 1e12, 1e100)
         from leap in Gen.Elements(1.0, 1.0, 1.0001, 3.0, 1e6, 1e50)
         from steps in Gen.Frequency((1, Gen.Constant(0).ArrayOf(count)), (1, Gen.Constant(1).ArrayOf(count)), (5, Gen.Choose(-2, 2).ArrayOf(count)))
         from edges in Gen.Choose(0, 3).ArrayOf(count)
         from volumes in Gen.Frequency((1, Gen.Constant(0.0).ArrayOf(count)), (4, Gen.Elements(0, 0, 1e-9, 0.1, 7, 1e15).ArrayOf(count)))
         select Edged(size, leap, steps, edges, volumes)).ToArbitrary();

    /// <summary>The first bars of some recorded markets.</summary>
    public static IEnumerable<Walk> Recorded(int bars)
    {
        foreach (var file in Recordings.Files("binance_usdm_1h").Where((_, i) => i % 29 == 0))
        {
            var series = Recordings.Series(file);
            yield return Of(series).First(bars);
        }
    }

    public static Walk Of(CandleSeries series) => new([.. series.Open], [.. series.High], [.. series.Low], [.. series.Close], [.. series.Volume]);

    public Walk First(int bars) => new(Open[..bars], High[..bars], Low[..bars], Close[..bars], Volume[..bars]);

    /// <summary>The same market in other units: price x k, volume / k.</summary>
    public Walk Redenominated(double k) =>
        new([.. Open.Select(v => v * k)], [.. High.Select(v => v * k)], [.. Low.Select(v => v * k)], [.. Close.Select(v => v * k)], [.. Volume.Select(v => v / k)]);

    private static Gen<int[]> Dents(int count) => Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(-200, 200))).ArrayOf(count);

    private static Walk Of(double start, int[] steps, int[] ups, int[] downs, int[] volumes)
    {
        var price = start;
        var walk = Empty(steps.Length);
        for (var i = 0; i < steps.Length; i++)
        {
            var before = price;
            price *= 1 + (steps[i] / 10_000.0);
            (walk.Close[i], walk.High[i], walk.Low[i]) = (price, price * (1 + (Math.Abs(ups[i]) / 10_000.0)), price * (1 - (Math.Abs(downs[i]) / 10_000.0)));
            walk.Open[i] = Math.Clamp(before, walk.Low[i], walk.High[i]);
            walk.Volume[i] = Math.Max(volumes[i], i == 0 ? 1 : 0);
        }

        return walk;
    }

    private static Walk Edged(double size, double leap, int[] steps, int[] edges, double[] volumes)
    {
        var walk = Empty(steps.Length) with { Volume = volumes };
        for (var i = 0; i < steps.Length; i++)
        {
            var price = size * Math.Pow(leap, steps[i]);
            (walk.High[i], walk.Low[i]) = (edges[i] == 0 ? price : price * 1.5, edges[i] == 1 ? price : price / 3);
            (walk.Open[i], walk.Close[i]) = (edges[i] == 2 ? walk.Low[i] : walk.High[i], price);
        }

        return walk;
    }

    private static Walk Empty(int count) => new(new double[count], new double[count], new double[count], new double[count], new double[count]);
}
