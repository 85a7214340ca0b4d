namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>
/// Reads hot, then warm, then cold, in each the venues in order of preference, and stops at the first value that is as near to the market as its tier promises. Of one venue's values
/// the newest by the venue's own time wins, and of equally new ones that of the higher tier: REST never replaces what a stream knew by something older.
/// </summary>
internal static class TierReader
{
    /// <summary>Reads.</summary>
    /// <param name="reads">Sources, of each tier the preferred venue first.</param>
    /// <param name="rule">What an age means.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="accepts">Whether a venue's value may be the answer.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public static async Task<TieredAnswer<T>> ReadAsync<T>(
        IReadOnlyList<TierRead<T>> reads, TierRule rule, MarketQuestion question, Func<string, bool> accepts, CancellationToken cancellationToken)
        where T : class
    {
        var chain = new List<TierStep>();
        var found = new Dictionary<string, Found<T>>(StringComparer.Ordinal);
        var hasFailed = false;
        foreach (var read in reads.Where(r => accepts(r.Venue)).OrderBy(static r => r.Tier))
        {
            var find = await read.ReadAsync(question, cancellationToken);
            hasFailed |= find.HasFailed;
            if (find.Value is null)
            {
                chain.Add(new TierStep(read.Tier, read.Venue, find.Why ?? "nothing"));
            }
            else
            {
                var here = new Found<T>(read, find, rule.AgeOf(find, question.Now));
                var isNewest = !found.TryGetValue(read.Venue, out var before) || find.ExchangeTime > before.Find.ExchangeTime;
                if (isNewest) found[read.Venue] = here;
                chain.Add(new TierStep(read.Tier, read.Venue, Words(here, rule, isNewest)));
            }

            if (found.TryGetValue(read.Venue, out var best) && rule.TierOf(best.Read.Tier, best.AgeSeconds) <= read.Tier) return Answer(best, rule, chain, hasFailed);
        }

        // Nothing was good enough for its tier: the newest there is, in the order of preference.
        return found.Values.MaxBy(static f => f.Find.ExchangeTime) is { } last ? Answer(last, rule, chain, hasFailed) : new TieredAnswer<T>(null, null, chain, hasFailed);
    }

    private static TieredAnswer<T> Answer<T>(Found<T> best, TierRule rule, IReadOnlyList<TierStep> chain, bool hasFailed)
        where T : class
    {
        var (read, find, age) = best;
        var provenance = new Provenance(rule.TierOf(read.Tier, age), read.Venue, find.ExchangeTime, find.ReceivedAt, age, find.IsCacheHit, find.IsStale, find.Retries);
        return new TieredAnswer<T>(find.Value, provenance, chain, hasFailed);
    }

    private static string Words<T>(Found<T> here, TierRule rule, bool isNewest)
        where T : class
    {
        if (!isNewest) return "nothing newer";
        var age = $"{here.AgeSeconds:0.#} s old";
        if (rule.TierOf(here.Read.Tier, here.AgeSeconds) > here.Read.Tier) return $"{age}, more than {(here.Read.Tier == DataTier.Hot ? TierRule.HotSeconds : rule.WarmSeconds):0.#} s";
        return here.Find.IsStale ? $"{age}, stale" : here.Find.IsCacheHit ? $"{age}, from the cache" : age;
    }

    private sealed record Found<T>(TierRead<T> Read, TierFind<T> Find, double AgeSeconds)
        where T : class;
}
