using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// The newest reading of the sentiment feed, in [-1, 1], after everything that the other factors say is taken out of it. Outside the weights: it moves the
/// final score, never C. No feed, no factor.
/// </summary>
public static class Social
{
    /// <summary>Measures a symbol.</summary>
    /// <param name="reading">Its newest reading at or before the instant; null: none.</param>
    /// <param name="at">The instant.</param>
    /// <param name="options">Parameters.</param>
    public static SocialMeasure Measure(SentimentReading? reading, DateTimeOffset at, SocialOptions options) => reading switch
    {
        null => SocialMeasure.None,
        { Value: < -1 or > 1 } => new SocialMeasure(double.NaN, reading, "not in [-1, 1]"),
        _ when (at - reading.Time).TotalHours > options.MaximumAgeHours => new SocialMeasure(double.NaN, reading, $"older than {options.MaximumAgeHours} h"),
        _ => new SocialMeasure(DecimalCrossing.ToDouble(reading.Value), reading, null),
    };

    /// <summary>The column of the universe; null where nobody has a reading: the factor is absent.</summary>
    public static double[]? Column(IReadOnlyList<SymbolMeasures> symbols)
    {
        double[]? raw = null;
        for (var i = 0; i < symbols.Count; i++)
        {
            if (double.IsNaN(symbols[i].Social.Value)) continue;
            if (raw is null) Array.Fill(raw = new double[symbols.Count], double.NaN);
            raw[i] = symbols[i].Social.Value;
        }

        return raw;
    }
}

/// <summary>Raw input of <see cref="Social"/>.</summary>
/// <param name="Value">In [-1, 1]; NaN where there is none.</param>
/// <param name="Reading">What the feed said; null: nothing.</param>
/// <param name="Why">Why there is no value; null when there is.</param>
public sealed record SocialMeasure(double Value, SentimentReading? Reading, string? Why)
{
    /// <summary>Nothing is known.</summary>
    public static SocialMeasure None { get; } = new(double.NaN, null, "no reading");
}
