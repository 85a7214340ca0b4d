using CryptoRun.Domain.Factors;

namespace CryptoRun.Web.Charts;

/// <summary>One hue per factor, in every bar, key and swatch.</summary>
public static class FactorColours
{
    /// <summary>The class of a factor's bars and swatches.</summary>
    public static string Class(Factor factor) => factor switch
    {
        Factor.Momentum => "fm",
        Factor.Technical => "ft",
        Factor.Volume => "fv",
        Factor.Quality => "fq",
        Factor.Social => "bo",
        _ => "fc",
    };

    /// <summary>The token of a factor's colour, for charts that are not HTML.</summary>
    public static string Token(Factor factor) => "var(--factor-" + factor.ToString().ToLowerInvariant() + ")";
}
