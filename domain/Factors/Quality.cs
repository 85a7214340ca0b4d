using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// 0.5 x liquidity + 0.5 x derivatives. Liquidity is the mean cross-sectional z of ln ADV, -spread and ln depth; what no symbol has leaves the mean, and
/// without a perpetual liquidity stands alone.
/// </summary>
public static class Quality
{
    /// <summary>Weight of each half where there are derivatives.</summary>
    public const double HalfWeight = 0.5;

    /// <summary>Measures a symbol.</summary>
    /// <param name="closed">Its closed candles.</param>
    /// <param name="advUsd">Average daily volume, USD, above 0.</param>
    /// <param name="books">Its books, read at the instant; null or empty: none.</param>
    /// <param name="perpetuals">Its perpetuals, cut to the instant.</param>
    /// <param name="at">The instant.</param>
    /// <param name="options">Parameters of the derivatives half.</param>
    public static QualityMeasure Measure(
        CandleSeries closed, double advUsd, IReadOnlyList<BookReading>? books, IReadOnlyList<PerpetualFeed>? perpetuals, DateTimeOffset at, DerivativesOptions options) =>
        new(advUsd, Best(books), Derivatives.Measure(closed, perpetuals, at, options));

    /// <summary>The trustworthy book with the most depth, the first of equals; null where there is none.</summary>
    public static BookReading? Best(IReadOnlyList<BookReading>? books)
    {
        BookReading? best = null;
        foreach (var book in books ?? [])
        {
            if (book.NotTrustworthyWhy is null && (best is null || book.DepthUsd > best.DepthUsd)) best = book;
        }

        return best;
    }

    /// <summary>The liquidity components of the universe, in the order ADV, spread, depth.</summary>
    public static ComponentMean Liquidity(IReadOnlyList<SymbolMeasures> symbols)
    {
        var components = new[] { new double[symbols.Count], new double[symbols.Count], new double[symbols.Count] };
        for (var i = 0; i < symbols.Count; i++)
        {
            var quality = symbols[i].Quality;
            components[0][i] = Math.Log(quality.AdvUsd);
            components[1][i] = -quality.SpreadBps;
            components[2][i] = quality.DepthUsd > 0 ? Math.Log(quality.DepthUsd) : double.NaN;
        }

        return ComponentMean.Of(components);
    }

    /// <summary>The column of the universe. A symbol without a perpetual is judged by its liquidity alone.</summary>
    public static double[] Column(ComponentMean liquidity, Derivatives? derivatives)
    {
        if (derivatives is null) return liquidity.Mean;

        var raw = new double[liquidity.Mean.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            var half = derivatives.Value[i];
            raw[i] = double.IsNaN(half) ? liquidity.Mean[i] : (HalfWeight * liquidity.Mean[i]) + (HalfWeight * half);
        }

        return raw;
    }
}

/// <summary>Raw inputs of <see cref="Quality"/>; NaN where there is no feed.</summary>
/// <param name="AdvUsd">Average daily volume, USD.</param>
/// <param name="Book">The deepest trustworthy book; null where there is none.</param>
/// <param name="Derivatives">What the coin's perpetuals say.</param>
public sealed record QualityMeasure(double AdvUsd, BookReading? Book, DerivativesMeasure Derivatives)
{
    /// <summary>Spread of the book, basis points.</summary>
    public double SpreadBps => Book?.SpreadBps ?? double.NaN;

    /// <summary>Its depth within +-2 % on the thinner side, USD.</summary>
    public double DepthUsd => Book?.DepthUsd ?? double.NaN;
}
