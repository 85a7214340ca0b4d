using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Numerics;

namespace CryptoRun.Domain.Scoring;

/// <summary>
/// The composite of a universe under one set of weights, built from the very points that explain it: <c>C = 50 + sum of w (s - 50)</c>, added in factor order.
/// Arrays are indexed [factor][symbol].
/// </summary>
public sealed class Composite
{
    /// <summary>The score of a symbol that nothing speaks for or against.</summary>
    public const double Neutral = 50;

    private Composite(CrossSection section, double[] weights, double[][] scores, double[][] points, double[] values, double[] effective)
    {
        (Section, Weights, Scores, Points, Values, EffectiveWeights) = (section, weights, scores, points, values, effective);
    }

    /// <summary>The cross-section behind it.</summary>
    public CrossSection Section { get; }

    /// <summary>Weights in force, absent factors spread.</summary>
    public double[] Weights { get; }

    /// <summary>Factor scores, 0 to 100.</summary>
    public double[][] Scores { get; }

    /// <summary>Contributions: weight x (score - 50).</summary>
    public double[][] Points { get; }

    /// <summary>C per symbol, 0 to 100.</summary>
    public double[] Values { get; }

    /// <summary>Share of C's cross-sectional variance per factor: <c>cov(w s, C) / var(C)</c>. Sums to 1; all 0 where C does not vary.</summary>
    public double[] EffectiveWeights { get; }

    /// <summary>Scores a universe.</summary>
    public static Composite Of(CrossSection section, FactorWeights nominal)
    {
        var weights = nominal.InForce(section.Columns);
        var scores = new double[FactorWeights.Count][];
        var points = new double[FactorWeights.Count][];
        var values = new double[section.Count];
        Array.Fill(values, Neutral);
        for (var k = 0; k < FactorWeights.Count; k++)
        {
            scores[k] = ScoresOf((Factor)k, section.Columns[k]);
            points[k] = new double[section.Count];
            for (var i = 0; i < section.Count; i++)
            {
                points[k][i] = weights[k] * (scores[k][i] - Neutral);
                values[i] += points[k][i];
            }
        }

        for (var i = 0; i < values.Length; i++) values[i] = Math.Clamp(values[i], 0, 100);
        return new Composite(section, weights, scores, points, values, SharesOfVariance(points, values));
    }

    /// <summary>100 Phi(e); for momentum 50 Phi(m) + 50 Phi(z): half absolute strength, half relative.</summary>
    private static double[] ScoresOf(Factor factor, FactorColumn column)
    {
        var scores = new double[column.Raw.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = factor == Factor.Momentum && !column.IsMissing(i)
                ? (50 * NormalDistribution.Cdf(column.Raw[i])) + (50 * NormalDistribution.Cdf(column.Z[i]))
                : 100 * NormalDistribution.Cdf(column.E[i]);
        }

        return scores;
    }

    private static double[] SharesOfVariance(double[][] points, double[] values)
    {
        var shares = new double[points.Length];
        var mean = MeanOf(values);
        var variance = 0.0;
        foreach (var value in values) variance += (value - mean) * (value - mean);
        if (variance <= 1e-18 * values.Length) return shares;

        for (var k = 0; k < shares.Length; k++)
        {
            var (own, covariance) = (MeanOf(points[k]), 0.0);
            for (var i = 0; i < values.Length; i++) covariance += (points[k][i] - own) * (values[i] - mean);
            shares[k] = covariance / variance;
        }

        return shares;
    }

    private static double MeanOf(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return values.Length == 0 ? 0 : sum / values.Length;
    }
}
