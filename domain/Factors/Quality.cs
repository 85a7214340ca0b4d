namespace CryptoRun.Domain.Factors;

/// <summary>
/// 0.5 x liquidity + 0.5 x derivatives. Liquidity is the mean cross-sectional z of ln ADV, -spread and ln depth; what no symbol has leaves the mean, and
/// without any derivatives feed liquidity stands alone.
/// </summary>
public static class Quality
{
    /// <summary>Weight of each half where there are derivatives.</summary>
    public const double HalfWeight = 0.5;

    /// <summary>Measures a symbol from its candles; books and derivatives join when they have a feed.</summary>
    /// <param name="advUsd">Average daily volume, USD, above 0.</param>
    public static QualityMeasure Measure(double advUsd) => new(advUsd, SpreadBps: double.NaN, DepthUsd: double.NaN, Derivatives: double.NaN);

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
    public static double[] Column(IReadOnlyList<SymbolMeasures> symbols, ComponentMean liquidity)
    {
        var raw = new double[symbols.Count];
        for (var i = 0; i < raw.Length; i++)
        {
            var derivatives = symbols[i].Quality.Derivatives;
            raw[i] = double.IsNaN(derivatives) ? liquidity.Mean[i] : (HalfWeight * liquidity.Mean[i]) + (HalfWeight * derivatives);
        }

        return raw;
    }

    /// <summary>Whether any symbol has a derivatives feed.</summary>
    public static bool HasDerivatives(IReadOnlyList<SymbolMeasures> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (!double.IsNaN(symbol.Quality.Derivatives)) return true;
        }

        return false;
    }
}

/// <summary>Raw inputs of <see cref="Quality"/>; NaN where there is no feed.</summary>
/// <param name="AdvUsd">Average daily volume, USD.</param>
/// <param name="SpreadBps">Spread of an exchange-native book, basis points.</param>
/// <param name="DepthUsd">Its depth within +-2 % on the thinner side, USD.</param>
/// <param name="Derivatives">The derivatives half: -(0.40 clamp(funding z, 0, 3) + 0.35 z(OI residual) + 0.25 z(basis dispersion)).</param>
public sealed record QualityMeasure(double AdvUsd, double SpreadBps, double DepthUsd, double Derivatives);
