namespace CryptoRun.Domain.Indicators;

/// <summary>Cumulative volume delta: USD volume of trades whose aggressor bought less that of trades whose aggressor sold, summed up from the first bar.</summary>
public static class Cvd
{
    /// <summary>CVD in USD at every bar, from the first on; any sign. A compensated sum: its error does not grow with length.</summary>
    /// <param name="buyUsd">USD volume bought by aggressors.</param>
    /// <param name="sellUsd">USD volume sold by aggressors.</param>
    /// <param name="into">One result per bar.</param>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    public static void Series(ReadOnlySpan<double> buyUsd, ReadOnlySpan<double> sellUsd, Span<double> into)
    {
        SeriesShape.RequireLength(buyUsd.Length, sellUsd.Length);
        SeriesShape.RequireLength(buyUsd.Length, into.Length);
        var sum = default(RollingSum);
        for (var i = 0; i < buyUsd.Length; i++)
        {
            sum.Add(buyUsd[i] - sellUsd[i]);
            into[i] = sum.Value;
        }
    }

    /// <summary>CVD at the last bar; NaN of nothing.</summary>
    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    public static double Last(ReadOnlySpan<double> buyUsd, ReadOnlySpan<double> sellUsd)
    {
        SeriesShape.RequireLength(buyUsd.Length, sellUsd.Length);
        var sum = default(RollingSum);
        for (var i = 0; i < buyUsd.Length; i++) sum.Add(buyUsd[i] - sellUsd[i]);
        return buyUsd.IsEmpty ? double.NaN : sum.Value;
    }
}

/// <summary><see cref="Cvd"/> bar by bar, the same bits; a single trade is a bar with one side.</summary>
public sealed class CvdStream
{
    private RollingSum _sum;

    /// <summary>CVD in USD with one more bar.</summary>
    public double Next(double buyUsd, double sellUsd)
    {
        _sum.Add(buyUsd - sellUsd);
        return _sum.Value;
    }
}
