using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Premove;

/// <summary>Adds the components up. Absent ones leave numerator and denominator; with too few points left there is no score.</summary>
internal static class Scores
{
    public static PremoveScore Of(IReadOnlyList<PremoveComponent> components, Freshness freshness, double leastPoints)
    {
        var (available, scored) = (0.0, 0.0);
        foreach (var component in components)
        {
            available += component.PointsAvailable;
            scored += component.PointsScored;
        }

        var said = $"Scored on {Figure.Plain(available, 0)} of 100 points";
        if (available < leastPoints) return new PremoveScore(available, scored, null, null, components, $"{said}, under {Figure.Plain(leastPoints, 0)}: no score");

        var rescaled = 100 * (scored / available);
        var value = rescaled * freshness.Factor;
        var aged = freshness.Factor < 1 ? $", x {Figure.Plain(freshness.Factor, 3)} for age" : "";
        return new PremoveScore(available, scored, rescaled, value, components, $"{said}: {Figure.Plain(scored, 1)} points, score {Figure.Plain(value, 1)}{aged}");
    }
}
