using CryptoRun.Domain.Portfolios;

namespace CryptoRun.Domain.Premove;

/// <summary>The steps of a sweep, in the order in which <see cref="PremoveDetector.Run"/> takes them.</summary>
internal sealed class PremoveSteps(PremoveInput input, PremoveOptions options)
{
    /// <summary>The largest coins by ADV, ties by symbol; the others with their reason.</summary>
    public (IReadOnlyList<PremoveCoin> Coins, IReadOnlyList<OutsideCoin> Outside) LargestByAdv()
    {
        var (coins, outside) = (new List<PremoveCoin>(), new List<OutsideCoin>());
        string? before = null;
        foreach (var coin in input.Coins.OrderBy(c => c.Symbol, StringComparer.Ordinal))
        {
            if (string.Equals(before, coin.Symbol, StringComparison.Ordinal)) throw new ArgumentException($"{before} is offered twice.");

            before = coin.Symbol;
            if (double.IsFinite(coin.AdvUsd) && coin.AdvUsd >= 0) coins.Add(coin);
            else outside.Add(new OutsideCoin(coin.Symbol, "ADV is not a number"));
        }

        var byAdv = coins.OrderByDescending(c => c.AdvUsd).ToList();
        outside.AddRange(byAdv.Skip(options.UniverseSize).Select(c => new OutsideCoin(c.Symbol, $"not among the {options.UniverseSize} largest by ADV")));
        outside.Sort((a, b) => string.CompareOrdinal(a.Symbol, b.Symbol));
        return ([.. byAdv.Take(options.UniverseSize)], outside);
    }

    /// <summary>Feeds, components, score, confirmation and verdict of every coin.</summary>
    public IReadOnlyList<MeasuredCoin> Measure(IReadOnlyList<PremoveCoin> coins)
    {
        var cvd = new CvdResidual(input.At, options.Cvd);
        var components = new Components(options.Scales);
        return [.. coins.Select(coin => Measure(coin, cvd, components))];
    }

    /// <summary>Confirmed coins first, by rank points, then score; then the others by score; ties by symbol.</summary>
    public static IReadOnlyList<MeasuredCoin> Rank(IReadOnlyList<MeasuredCoin> coins) =>
    [
        .. coins.OrderByDescending(c => c.Confirmation.IsConfirmed)
            .ThenByDescending(c => c.Confirmation.IsConfirmed ? c.Confirmation.RankPoints : 0)
            .ThenByDescending(c => c.Score.Value ?? -1)
            .ThenBy(c => c.Coin.Symbol, StringComparer.Ordinal),
    ];

    /// <summary>Offers the candidates to the portfolio.</summary>
    public PruningResult Prune(IReadOnlyList<MeasuredCoin> coins)
    {
        var candidates = coins.Where(c => c.IsCandidate)
            .Select(c => new PruningCandidate(c.Coin.Symbol, c.Coin.Sector, c.Score.Value!.Value, c.Coin.Weight ?? options.PositionWeight, c.Coin.Candles));
        return PortfolioPruning.Run(input.At, [.. candidates], input.Positions, input.Bitcoin, options.Portfolio);
    }

    /// <summary>An alert for every candidate with a place, and for scores that are high without confirmation; within the budget.</summary>
    public IReadOnlyList<AlertDecision> Alert(IReadOnlyList<MeasuredCoin> coins, PruningResult portfolio)
    {
        var accepted = portfolio.Accepted.Select(a => a.Symbol).ToHashSet(StringComparer.Ordinal);
        return [.. coins.Select(c => AlertBudget.Decide(input.At, c.Coin.Symbol, KindOf(c), input.Alerts, input.Regime, options.Alerts))];

        AlertKind? KindOf(MeasuredCoin coin) => accepted.Contains(coin.Coin.Symbol) ? AlertKind.Candidate
            : coin.Judgement.Verdict == PremoveVerdict.Moderate && !coin.Confirmation.IsConfirmed ? AlertKind.AlertOnly
            : null;
    }

    /// <summary>Puts the result together.</summary>
    public PremoveResult Result(IReadOnlyList<MeasuredCoin> coins, IReadOnlyList<AlertDecision> alerts, PruningResult portfolio, IReadOnlyList<OutsideCoin> outside)
    {
        var readings = coins.Select((c, i) => new CoinReading(
            i + 1, c.Coin.Symbol, c.Coin.Sector, c.Coin.AdvUsd, c.Score, c.Cvd, c.Freshness, c.Confirmation, c.Judgement, c.IsCandidate, alerts[i]));
        return new PremoveResult(input.At, input.Regime, [.. readings], portfolio, outside);
    }

    private MeasuredCoin Measure(PremoveCoin coin, CvdResidual cvd, Components components)
    {
        var ledger = new FeedLedger(input.At, options.Freshness);
        var readings = CoinFeeds.Of(coin, ledger, cvd);
        var freshness = ledger.Freshness();
        var score = Scores.Of(components.Of(readings), freshness, options.LeastPoints);
        var confirmation = Confirmations.Of(readings, input.Regime, options.Confirmation);
        var judgement = Judgements.Of(score, confirmation, readings.Cvd.Reading, freshness, coin.FailedGates, options.States);
        return new MeasuredCoin(coin, score, readings.Cvd.Reading, freshness, confirmation, judgement);
    }
}

/// <summary>A coin before rank, portfolio and alerts.</summary>
internal sealed record MeasuredCoin(PremoveCoin Coin, PremoveScore Score, CvdReading? Cvd, Freshness Freshness, PremoveConfirmation Confirmation, Judgement Judgement)
{
    /// <summary>Strong or moderate, and confirmed.</summary>
    public bool IsCandidate => Confirmation.IsConfirmed && Judgement.Verdict is PremoveVerdict.Strong or PremoveVerdict.Moderate;
}
