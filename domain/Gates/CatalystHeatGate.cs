namespace CryptoRun.Domain.Gates;

/// <summary>Soft: the composite does not lean on events that everybody knows. Without a calendar it does not apply.</summary>
public static class CatalystHeatGate
{
    internal const string Id = "catalystHeat";

    /// <summary>
    /// Heat's share of the catalyst's term in <c>C = sum w s</c>: <c>weight x score x 0.4 heat / (0.4 heat + 0.6 compression)</c>; the whole term where there is
    /// no compression, 0 where there is no heat.
    /// </summary>
    /// <param name="weight">Catalyst's weight in force, 0 to 1.</param>
    /// <param name="score">Catalyst's score, 0 to 100.</param>
    /// <param name="heat">0.4 x heat as it enters the raw factor, 0 or more.</param>
    /// <param name="compression">0.6 x compression as it enters the raw factor, 0 or more; null where it is missing.</param>
    public static double Points(double weight, double score, double heat, double? compression) =>
        heat > 0 ? weight * score * heat / (heat + (compression ?? 0)) : 0;

    internal static GateResult Evaluate(GateInputs inputs, GateThresholds limits) => SoftCap.Of(
        inputs, Id, inputs.CatalystHeatPoints, limits.CatalystHeatPoints, "points of known events", "Applies once a calendar of events is connected");
}
