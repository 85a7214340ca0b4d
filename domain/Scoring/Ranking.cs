namespace CryptoRun.Domain.Scoring;

/// <summary>The order of candidates.</summary>
internal static class Ranking
{
    /// <summary>Places in the panel, highest Final first; the panel is in symbol order, which breaks ties.</summary>
    public static int[] Of(double[] finals)
    {
        var order = new int[finals.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) =>
        {
            var byScore = finals[b].CompareTo(finals[a]);
            return byScore == 0 ? a.CompareTo(b) : byScore;
        });
        return order;
    }
}
