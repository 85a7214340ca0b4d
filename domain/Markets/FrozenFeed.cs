namespace CryptoRun.Domain.Markets;

/// <summary>
/// Recognises a feed that keeps sending bars but no market: the price stands still and nothing trades, while the real price may be far off. Hours that the
/// source did not send are not judged here (they are the <c>gaps</c> reason): a thin market has fewer bars, a dead feed has empty ones.
/// </summary>
public static class FrozenFeed
{
    /// <summary>Hours looked at.</summary>
    public const int LookBackHours = 720;

    /// <summary>Fewer bars are not judged.</summary>
    public const int FewestBars = 24;

    /// <summary>
    /// Dead when at least this share of the bars is without volume *and* at least this share of the closes repeats the one before. Recorded: a dead feed has 0.97 and 0.97;
    /// the thinnest real markets have 0.28 and 0.33 (filled hours included), or one of the two without the other (a pegged coin 0 and 0.39, a venue that lost volumes 0.21 and 0.00).
    /// </summary>
    public const double DeadShare = 0.60;

    /// <summary>A feed that died lately: this many last bars without volume and at one price.</summary>
    public const int DeadTail = 48;

    /// <summary>A feed with fewer empty hours, filled ones included, cannot be found dead: most feeds need no closer look.</summary>
    private const int FewestEmpty = (int)(DeadShare * FewestBars);

    /// <summary>A sentence with the numbers where the feed looks dead, else null.</summary>
    /// <param name="closed">Closed candles.</param>
    public static string? Check(CandleSeries closed)
    {
        if (closed.Volume[^Math.Min(closed.Count, LookBackHours)..].Count(0.0) < FewestEmpty) return null;

        var (bars, empty, unchanged, tail) = (0, 0, 0, 0);
        var previous = double.NaN;
        for (var i = Math.Max(0, closed.Count - LookBackHours); i < closed.Count; i++)
        {
            if (closed.Filled[i]) continue;

            var (isEmpty, isUnchanged) = (closed.Volume[i] == 0, closed.Close[i].Equals(previous));
            previous = closed.Close[i];
            bars++;
            empty += isEmpty ? 1 : 0;
            unchanged += isUnchanged ? 1 : 0;
            tail = isEmpty && isUnchanged ? tail + 1 : 0;
        }

        if (bars < FewestBars) return null;
        if (empty >= DeadShare * bars && unchanged >= DeadShare * (bars - 1))
            return $"frozen feed: {empty} of the last {bars} bars without volume, {unchanged} with an unchanged close";

        return tail >= DeadTail ? $"frozen feed: the last {tail} bars are without volume and at one price ({previous})" : null;
    }
}
