using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Regimes;

/// <summary>Words, figures and shapes of states, votes and indicators.</summary>
internal static class RegimeWords
{
    /// <summary>A state where room is short.</summary>
    public static string Short(RegimeState state) => state switch { RegimeState.TrendingBull => "Bull", RegimeState.HighVolatility => "High vol", _ => "Choppy" };

    /// <summary>Class of a state's band.</summary>
    public static string Class(RegimeState state) => state switch { RegimeState.TrendingBull => "tb", RegimeState.HighVolatility => "hv", _ => "ch" };

    /// <summary>A vote or level in words.</summary>
    public static string Vote(string vote) => vote switch { "TrendingBull" => "bull", "HighVolatility" => "high volatility", "none" => "no vote", _ => vote.ToLowerInvariant() };

    /// <summary>What a level of volatility means for the decision.</summary>
    public static string Level(string vote) => vote switch { "extreme" => "votes high volatility", "elevated" or "calm" => "no vote by itself", _ => "no data" };

    /// <summary>Shape before hue: a rise, a jagged line, a wave, a dash.</summary>
    public static string Shape(string vote) => vote switch
    {
        "TrendingBull" => "m1 9 3-3 2 2 5-6M8 2h3v3",
        "elevated" or "extreme" or "HighVolatility" => "m1 8 2-5 2.5 7L8 2l1.5 6L11 5",
        "calm" or "none" => "M3 6h6",
        _ => "M1 7c1.5-4 3-4 5-1s3.5 3 5-1",
    };

    /// <summary>Name of an indicator.</summary>
    public static string Name(string indicator) => indicator switch { "realisedVolatility" => "Realised volatility, 7 d", "breadth" => "Breadth", "thrust" => "Breadth thrust", _ => indicator };

    /// <summary>Value of an indicator with its unit.</summary>
    public static string Value(RegimeIndicator? indicator) => indicator is null
        ? Format.Absent
        : IsShare(indicator.Name) ? (indicator.Value is null ? Format.Absent : Format.Fixed(indicator.Value * 100, 0) + " %") : Format.Fixed(indicator.Value, 3);

    /// <summary>Whether an indicator is written in per cent.</summary>
    public static bool IsShare(string indicator) => string.Equals(indicator, "breadth", StringComparison.Ordinal);

    /// <summary>An indicator of a detection by name; null where it has none.</summary>
    public static RegimeIndicator? Find(this RegimeRecord record, string name) => record.Indicators.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.Ordinal));

    /// <summary>Whether nothing was known at a detection.</summary>
    public static bool IsCold(this RegimeRecord record) => record.Flags.Contains("cold start", StringComparer.Ordinal);

    /// <summary>The weights of a state by factor, in their order.</summary>
    public static IEnumerable<double> InOrder(this FactorWeights weights) => FactorWeights.Factors.Select(f => weights[f]);
}
