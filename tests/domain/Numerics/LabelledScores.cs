namespace CryptoRun.Domain.Tests.Numerics;

/// <summary>
/// 200 probabilities and outcomes that any language can make again: state = state x 1664525 + 1013904223 mod 2^32 from 42, u = state / 2^32; pairs (p, v) of u,
/// outcome v &lt; 0.2 + 0.6 p.
/// </summary>
internal sealed class LabelledScores
{
    public LabelledScores(int? decimals = null)
    {
        var state = 42u;
        for (var i = 0; i < Probabilities.Length; i++)
        {
            var (p, v) = (Next(), Next());
            (Probabilities[i], Outcomes[i]) = (decimals is { } places ? Math.Round(p, places) : p, v < 0.2 + (0.6 * p));
        }

        double Next()
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            return state / 4294967296.0;
        }
    }

    public double[] Probabilities { get; } = new double[200];

    public bool[] Outcomes { get; } = new bool[200];
}
