namespace CryptoRun.Domain.Numerics;

/// <summary>
/// First guesses of the hidden states for EM. States may differ in the mean of one variable, in the spread of one, or in all together, and k-means sees only what
/// it is shown: the starts take turns with the whitened observations, each variable alone, and each variable's distance from its mean.
/// </summary>
internal static class HmmStarts
{
    /// <summary>The guess of start number <paramref name="start"/>: a state for each observation.</summary>
    /// <param name="white">Whitened observations, row by row.</param>
    /// <param name="variables">Values an observation.</param>
    /// <param name="states">States.</param>
    /// <param name="start">Number of the start, from 0.</param>
    /// <param name="seed">Seed of all starts.</param>
    public static int[] Guess(double[] white, int variables, int states, int start, ulong seed)
    {
        var random = new CounterRandom(seed + (ulong)start);
        var view = start % ((2 * variables) + 1);
        return view == 0
            ? KMeans.Cluster(white, variables, states, random)
            : KMeans.Cluster(View(white, variables, (view - 1) / 2, view % 2 == 0), 1, states, random);
    }

    private static double[] View(double[] white, int variables, int variable, bool distance)
    {
        var view = new double[white.Length / variables];
        for (var t = 0; t < view.Length; t++)
        {
            var value = white[(t * variables) + variable];
            view[t] = distance ? Math.Abs(value) : value;
        }

        return view;
    }
}
