namespace CryptoRun.Domain.Factors;

/// <summary>A factor that is the mean of the cross-sectional z of its components (Volume, the liquidity half of Quality).</summary>
/// <param name="Z">z per component and symbol; 0 where a symbol lacks the component.</param>
/// <param name="Mean">The mean per symbol over the components that anybody has; NaN where the symbol has none of them.</param>
/// <param name="Missing">Components that nobody has: they left the mean.</param>
public sealed record ComponentMean(IReadOnlyList<double[]> Z, double[] Mean, IReadOnlyList<bool> Missing)
{
    /// <summary>
    /// Standardises each component as <see cref="RobustZ"/> says. A component that one symbol lacks counts as 0 for it, the middle of the universe,
    /// exactly as a missing factor does; one that everybody lacks is not divided by.
    /// </summary>
    public static ComponentMean Of(IReadOnlyList<double[]> components)
    {
        var count = components[0].Length;
        var scratch = new double[count];
        var z = new double[components.Count][];
        var missing = new bool[components.Count];
        var used = 0;
        for (var c = 0; c < components.Count; c++)
        {
            z[c] = new double[count];
            RobustZ.Standardise(components[c], z[c], scratch);
            missing[c] = Array.TrueForAll(components[c], double.IsNaN);
            used += missing[c] ? 0 : 1;
        }

        var mean = new double[count];
        for (var i = 0; i < count; i++)
        {
            var (sum, has) = (0.0, false);
            for (var c = 0; c < components.Count; c++)
            {
                sum += z[c][i];
                has |= !double.IsNaN(components[c][i]);
            }

            mean[i] = has ? sum / used : double.NaN;
        }

        return new ComponentMean(z, mean, missing);
    }
}
