using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Portfolios;

/// <summary>
/// Greedy by score: the best candidate is asked first, and each must keep every rule together with what is held and what was accepted before it. A rejected
/// one leaves its place to the next.
/// </summary>
public static class PortfolioPruning
{
    /// <summary>Correlations and sums of shares and betas are compared within this, their rounding.</summary>
    public const double Rounding = 1e-12;

    /// <summary>Prunes. Pure; the order of the inputs changes nothing, ties of score go by symbol.</summary>
    /// <param name="at">Instant; later bars are not looked at.</param>
    /// <param name="candidates">Coins that passed their gates, each once.</param>
    /// <param name="positions">What is held, each coin once.</param>
    /// <param name="bitcoin">BTC's candles; null: beta cannot be judged, which is flagged.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="ArgumentException">A symbol twice among candidates or among positions, a score that is not finite, a held weight outside 0 to 1, options out of range.</exception>
    public static PruningResult Run(
        DateTimeOffset at, IReadOnlyList<PruningCandidate> candidates, IReadOnlyList<Position> positions, CandleSeries? bitcoin, PruningOptions options)
    {
        Check(candidates, positions, options);
        var book = PositionBook.Of(at, candidates, positions, bitcoin, options);
        var rules = new PruningRules(book, options);
        var (accepted, rejected) = (new List<AcceptedCandidate>(), new List<RejectedCandidate>());

        foreach (var candidate in candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Symbol, StringComparer.Ordinal))
        {
            var breaches = rules.BreachesOf(candidate);
            if (breaches.Count > 0)
            {
                rejected.Add(new RejectedCandidate(candidate.Symbol, candidate.Score, double.IsFinite(candidate.Weight) ? candidate.Weight : null, breaches));
                continue;
            }

            accepted.Add(rules.Accept(candidate));
            book.Add(candidate);
        }

        return new PruningResult(at, accepted, rejected, book.TotalWeight, book.TotalBeta, book.Correlations, book.Flags());
    }

    private static void Check(IReadOnlyList<PruningCandidate> candidates, IReadOnlyList<Position> positions, PruningOptions options)
    {
        var problems = options.Validate("Portfolio");
        if (problems.Count > 0) throw new ArgumentException(string.Join('\n', problems));

        Once("candidate", candidates.Select(c => c.Symbol));
        Once("position", positions.Select(p => p.Symbol));
        foreach (var candidate in candidates)
        {
            if (!double.IsFinite(candidate.Score)) throw new ArgumentException($"Score of {candidate.Symbol} is {candidate.Score}; it must be finite.");
        }

        foreach (var position in positions)
        {
            if (position.Weight is not (>= 0 and <= 1)) throw new ArgumentException($"Weight of {position.Symbol} is {position.Weight}; allowed is 0 to 1.");
        }
    }

    private static void Once(string what, IEnumerable<string> symbols)
    {
        var twice = symbols.GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).Order(StringComparer.Ordinal).FirstOrDefault();
        if (twice is not null) throw new ArgumentException($"{twice} is a {what} twice.");
    }
}
