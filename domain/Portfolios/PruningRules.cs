using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Portfolios;

/// <summary>The five rules, one method each. What cannot be shown to keep a rule does not keep it.</summary>
internal sealed class PruningRules(PositionBook book, PruningOptions options)
{
    public IReadOnlyList<PruningBreach> BreachesOf(PruningCandidate candidate)
    {
        PruningBreach?[] all = [Correlation(candidate), Sector(candidate), Beta(candidate), SinglePosition(candidate), TotalExposure(candidate)];
        return [.. all.OfType<PruningBreach>()];
    }

    public AcceptedCandidate Accept(PruningCandidate candidate)
    {
        var nearest = Nearest(candidate);
        var inSector = SectorOf(candidate) is null ? (int?)null : Mates(candidate).Count + 1;
        var beta = book.HasBitcoin ? book.BetaOf(candidate.Symbol) : null;
        var words = new List<string>
        {
            nearest is { } n ? $"highest correlation {Figure.Plain(n.Value, 2)} with {n.Symbol}, at most {Figure.Plain(options.Correlation, 2)}" : "first position",
            inSector is { } count ? $"{count} of {options.PerSector} in {candidate.Sector}" : "sector unknown, not judged",
            beta is { } b ? $"beta {Figure.Plain(b, 2)}, {Figure.Plain(BetaWith(candidate, b), 2)} of {Figure.Plain(options.TotalBeta, 2)} in all" : "beta not judged",
            $"{Figure.Percent(candidate.Weight)}, {Figure.Percent(WeightWith(candidate))} of {Figure.Percent(options.TotalExposure)} in all",
        };
        return new AcceptedCandidate(candidate.Symbol, candidate.Score, candidate.Weight, beta, nearest?.Value, nearest?.Symbol, inSector, string.Join("; ", words));
    }

    private PruningBreach? Correlation(PruningCandidate candidate)
    {
        foreach (var other in Others(candidate))
        {
            var pair = book.CorrelationOf(candidate.Symbol, other.Symbol);
            if (pair.Value is null)
            {
                var why = pair.SharedHours < options.SharedHours ? $"{pair.SharedHours} shared hours, at least {options.SharedHours} are needed" : "one of them did not move";
                return new PruningBreach(PruningRule.Correlation, null, options.Correlation, "correlation", [other.Symbol], $"Correlation with {other.Symbol} unknown: {why}", "Needs more hours that both traded");
            }
        }

        if (Nearest(candidate) is not { } nearest || nearest.Value <= options.Correlation + PortfolioPruning.Rounding) return null;

        var conflicts = Others(candidate)
            .Select(o => (o.Symbol, Value: book.CorrelationOf(candidate.Symbol, o.Symbol).Value!.Value))
            .Where(o => o.Value > options.Correlation + PortfolioPruning.Rounding)
            .OrderByDescending(o => o.Value)
            .Select(o => o.Symbol);
        var (actual, limit) = Figure.Apart(nearest.Value, options.Correlation, (value, extra) => Figure.Plain(value, 2 + extra));
        return new PruningBreach(
            PruningRule.Correlation, nearest.Value, options.Correlation, "correlation", [.. conflicts],
            $"Correlation {actual} with {nearest.Symbol} is over {limit}", $"Needs {nearest.Symbol} closed or a correlation of at most {limit}");
    }

    private PruningBreach? Sector(PruningCandidate candidate)
    {
        var mates = Mates(candidate);
        return mates.Count + 1 <= options.PerSector ? null : new PruningBreach(
            PruningRule.Sector, mates.Count + 1, options.PerSector, "positions", mates,
            $"{candidate.Sector} would have {mates.Count + 1} positions, at most {options.PerSector}: {string.Join(", ", mates)}", $"Needs one of {string.Join(", ", mates)} closed");
    }

    private PruningBreach? Beta(PruningCandidate candidate)
    {
        if (!book.HasBitcoin) return null;
        if (book.BetaOf(candidate.Symbol) is not { } beta)
        {
            return new PruningBreach(
                PruningRule.Beta, null, options.TotalBeta, "beta", [],
                $"Beta to BTC unknown: {book.HoursWithBitcoin(candidate.Symbol)} shared hours, at least {options.SharedHours} are needed", "Needs more hours that both traded");
        }

        var total = BetaWith(candidate, beta);
        if (total <= options.TotalBeta + PortfolioPruning.Rounding) return null;

        var (actual, limit) = Figure.Apart(total, options.TotalBeta, (value, extra) => Figure.Plain(value, 2 + extra));
        return new PruningBreach(
            PruningRule.Beta, total, options.TotalBeta, "beta", By(candidate, h => h.Beta ?? 0),
            $"Beta {Figure.Plain(beta, 2)} would bring the total to {actual}, over {limit}", $"Needs {Figure.Gap(total - options.TotalBeta, (v, extra) => Figure.Plain(v, 2 + extra))} less beta among the positions");
    }

    private PruningBreach? SinglePosition(PruningCandidate candidate)
    {
        if (!(candidate.Weight > 0 && double.IsFinite(candidate.Weight)))
            return new PruningBreach(PruningRule.SinglePosition, null, options.SinglePosition, "fraction", [], "Size is not a number above 0", "Needs a size");

        var held = book.Held(candidate.Symbol);
        var size = candidate.Weight + (held?.Weight ?? 0);
        if (size <= options.SinglePosition + PortfolioPruning.Rounding) return null;

        var (actual, limit) = Figure.Apart(size, options.SinglePosition, Figure.WritePercent);
        var already = held is null ? "" : $" with the {Figure.Percent(held.Weight)} held";
        return new PruningBreach(
            PruningRule.SinglePosition, size, options.SinglePosition, "fraction", held is null ? [] : [held.Symbol],
            $"Size {actual}{already} is over {limit}", $"Needs to be {Figure.Gap(size - options.SinglePosition, Figure.WritePercent)} smaller");
    }

    private PruningBreach? TotalExposure(PruningCandidate candidate)
    {
        var total = WeightWith(candidate);

        // A size that is not a number has failed already.
        if (!(total > options.TotalExposure + PortfolioPruning.Rounding) || !double.IsFinite(total)) return null;

        var (actual, limit) = Figure.Apart(total, options.TotalExposure, Figure.WritePercent);
        return new PruningBreach(
            PruningRule.TotalExposure, total, options.TotalExposure, "fraction", By(candidate, h => h.Weight),
            $"Exposure would be {actual}, over {limit}", $"Needs {Figure.Gap(total - options.TotalExposure, Figure.WritePercent)} less in other positions");
    }

    private double WeightWith(PruningCandidate candidate) => book.TotalWeight + candidate.Weight;

    /// <summary>Each position counts its beta once, whatever its size: adding to a held one adds none.</summary>
    private double BetaWith(PruningCandidate candidate, double beta) => book.TotalBeta!.Value + (book.Held(candidate.Symbol) is null ? beta : 0);

    private IReadOnlyList<string> Mates(PruningCandidate candidate) =>
        SectorOf(candidate) is { } sector ? [.. Others(candidate).Where(h => string.Equals(h.Sector, sector, StringComparison.Ordinal)).Select(h => h.Symbol)] : [];

    private static string? SectorOf(PruningCandidate candidate) => string.IsNullOrWhiteSpace(candidate.Sector) ? null : candidate.Sector;

    private (string Symbol, double Value)? Nearest(PruningCandidate candidate)
    {
        (string Symbol, double Value)? nearest = null;
        foreach (var other in Others(candidate))
        {
            if (book.CorrelationOf(candidate.Symbol, other.Symbol).Value is { } value && !(value <= nearest?.Value)) nearest = (other.Symbol, value);
        }

        return nearest;
    }

    private IEnumerable<Holding> Others(PruningCandidate candidate) => book.Holdings.Where(h => !string.Equals(h.Symbol, candidate.Symbol, StringComparison.Ordinal));

    private IReadOnlyList<string> By(PruningCandidate candidate, Func<Holding, double> size) => [.. Others(candidate).OrderByDescending(size).Select(h => h.Symbol)];
}
