namespace CryptoRun.Domain.Scoring;

/// <summary>Final score and order.</summary>
internal static class Ranking
{
    /// <summary>Highest Final: C, social points and boost at their most.</summary>
    public const double HighestFinal = 114;

    /// <summary>C + social + boost, in [0, 114].</summary>
    public static double Final(double composite, double social, double boost) => Math.Clamp(composite + social + boost, 0, HighestFinal);

    /// <summary>Places in the panel, highest Final first; the panel is in symbol order, which breaks ties.</summary>
    public static int[] Of(Composite composite)
    {
        var order = new int[composite.Values.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) =>
        {
            var byScore = Final(composite.Values[b], 0, 0).CompareTo(Final(composite.Values[a], 0, 0));
            return byScore == 0 ? a.CompareTo(b) : byScore;
        });
        return order;
    }
}
