using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Scoring;

/// <summary>What comes on top of C under one regime: <c>Final = C + social + boost</c>, in [0, 114]. Ranking uses it; gates read C.</summary>
/// <param name="Social">Social points: <c>clamp(4 e, -10, 10)</c> of the residual; 0 without a reading.</param>
/// <param name="Boost">Boost points; the same under every regime.</param>
/// <param name="Values">Final per symbol.</param>
public sealed record FinalScores(double[] Social, double[] Boost, double[] Values)
{
    /// <summary>Highest Final: C, social points and boost at their most.</summary>
    public const double Highest = 114;

    /// <summary>Adds up.</summary>
    /// <param name="composite">C and its cross-section.</param>
    /// <param name="boosts">Boost by symbol.</param>
    /// <param name="options">Social parameters.</param>
    public static FinalScores Of(Composite composite, IReadOnlyList<MeasurementBoost> boosts, SocialOptions options)
    {
        var count = composite.Values.Length;
        var (social, boost, values) = (new double[count], new double[count], new double[count]);
        var column = composite.Section.Social;
        for (var i = 0; i < count; i++)
        {
            if (column is not null) social[i] = Math.Clamp(options.PointsPerSd * column.E[i], -options.MostPoints, options.MostPoints);
            boost[i] = boosts[i].Points;
            values[i] = Math.Clamp(composite.Values[i] + social[i] + boost[i], 0, Highest);
        }

        return new FinalScores(social, boost, values);
    }
}
