namespace CryptoRun.Domain.Markets;

/// <summary>Which of several venues' prices of one coin cannot be right: a decimal point in the wrong place, another coin under the same name. It never says which price is right.</summary>
public static class PriceAgreement
{
    /// <summary>Farthest from the median of three opinions or more, as a fraction.</summary>
    public const double MostApart = 0.05;

    /// <summary>Farthest from the only other opinion, as a factor: with two opinions nobody knows who is wrong, and coins do move.</summary>
    public const double MostApartOfTwo = 2;

    /// <summary>Judges the newest prices.</summary>
    /// <param name="mids">Prices by venue, above 0.</param>
    /// <param name="lastClose">Close of the newest closed candle of the venue that is scanned; null where there is none. Counts as one opinion.</param>
    /// <returns>Places of the prices that are not to be trusted, ascending.</returns>
    public static IReadOnlyList<int> Outliers(IReadOnlyList<double> mids, double? lastClose)
    {
        List<double> opinions = [.. mids];
        if (lastClose is > 0 and var close) opinions.Add(close);
        if (opinions.Count < 2) return [];

        if (opinions.Count == 2)
        {
            var apart = Math.Max(opinions[0], opinions[1]) / Math.Min(opinions[0], opinions[1]);
            return apart > MostApartOfTwo ? [.. Enumerable.Range(0, mids.Count)] : [];
        }

        opinions.Sort();
        var half = opinions.Count / 2;
        var median = opinions.Count % 2 == 1 ? opinions[half] : (opinions[half - 1] + opinions[half]) / 2;
        return [.. Enumerable.Range(0, mids.Count).Where(i => Math.Abs((mids[i] / median) - 1) > MostApart)];
    }

    /// <summary>
    /// Whether a candle cannot follow the close before it: its whole range lies more than a factor of two away. A market that doubles within an hour trades its way there; a misplaced point does not.
    /// </summary>
    /// <param name="candle">A candle.</param>
    /// <param name="closeBefore">Close of the newest candle before it, above 0.</param>
    public static bool IsTorn(in Candle candle, decimal closeBefore) => candle.Low > closeBefore * 2 || candle.High * 2 < closeBefore;
}
