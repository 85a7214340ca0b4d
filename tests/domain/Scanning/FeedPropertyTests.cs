using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>The invariants of the specification over random universes with every feed, a thousand each.</summary>
public class FeedPropertyTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Run_RandomFeeds_ExplainsEveryScoreWithinItsBounds() => FeedMarket.ForAll(market =>
    {
        var result = Scan.Run(market.Input(), new ScanOptions());

        ScanText.Of(result).ShouldNotBeEmpty();
        (result.Universe.Scored + result.Universe.Excluded.Count).ShouldBe(market.Symbols.Count);
        foreach (var candidate in result.Candidates) ExplanationAssert.AddsUp(candidate);
        result.Candidates.Select(candidate => candidate.Final).ShouldBe(result.Candidates.Select(candidate => candidate.Final).OrderDescending(), market.ToString());
    });

    [Fact]
    public void Run_UnderAnotherRegimeWithFeeds_IsWhatTheWhatIfSaid() => FeedMarket.ForAll(market =>
    {
        var other = (RegimeState)(((int)market.State + 1) % 3);
        var actual = Scan.Run(market.Input(state: other), new ScanOptions()).Candidates.ToDictionary(candidate => candidate.Symbol);
        foreach (var candidate in Scan.Run(market.Input(), new ScanOptions()).Candidates)
        {
            var (whatIf, there) = (candidate.OtherRegimes.Single(regime => regime.State == other), actual[candidate.Symbol]);
            (whatIf.Composite, whatIf.Final, whatIf.Social, whatIf.Boost, whatIf.SizeFactor).ShouldBe((there.Composite, there.Final, there.Social, there.Boost, there.Size!.Factor));
            whatIf.Verdict.ShouldBe(there.Verdict);
            whatIf.FailedGates.ShouldBe(there.Gates.Where(gate => gate is { Kind: GateKind.Hard, Outcome: GateOutcome.Failed }).Select(gate => gate.Gate));
        }
    });

    /// <summary>Price x k, volume / k; book prices x k, sizes / k; marks x k.</summary>
    [Fact]
    public void Run_CoinsInAnotherDenominationWithFeeds_ScoreTheSame() => FeedMarket.ForAll(market =>
    {
        var k = new[] { 1000m, 0.001m, 3.7m, 8m }[market.Seed % 4];
        var before = Scan.Run(market.Input(), new ScanOptions()).Candidates.ToDictionary(candidate => candidate.Symbol);

        foreach (var candidate in Scan.Run(market.Input(symbol => symbol.Candles.Symbol[2] % 2 == 0 ? Redenominated(symbol, k) : symbol), new ScanOptions()).Candidates)
        {
            var plain = before[candidate.Symbol];
            candidate.Composite.ShouldBe(plain.Composite, 1e-6, $"{market}: {candidate.Symbol} x {k}");
            candidate.Final.ShouldBe(plain.Final, 1e-6, $"{market}: {candidate.Symbol} x {k}");
            candidate.Verdict.ShouldBe(plain.Verdict);
        }
    });

    /// <summary>Residuals pairwise |rho| under 1e-9 in sample, with the momentum basis column and with the social residual.</summary>
    [Fact]
    public void Run_RandomFeeds_LeavesUncorrelatedResiduals() => FeedMarket.ForAll(market =>
    {
        var candidates = Scan.Run(market.Input(), new ScanOptions()).Candidates;
        if (candidates.Count < CrossSection.SmallestResidualised) return;

        double[][] residuals =
        [
            .. Enumerable.Range(0, 5).Select(k => candidates.Select(candidate => candidate.Factors[k].Residual).ToArray()),
            [.. candidates.Select(candidate => candidate.SocialFactor?.Residual ?? 0)],
        ];
        for (var a = 0; a < residuals.Length; a++)
        {
            for (var b = 0; b < a; b++) Math.Abs(Correlation(residuals[a], residuals[b])).ShouldBeLessThan(Tolerance, $"{market}: {(Factor)b}, {(Factor)a}");
        }
    });

    /// <summary>Social and boost are "never able to pass a gate: gates read C".</summary>
    [Fact]
    public void Run_WithoutSentimentAndFlows_HasTheSameCompositeAndGates() => FeedMarket.ForAll(RequireSameComposite);

    /// <summary>A market in which the social column once decided how many digits the others were computed with.</summary>
    [Fact]
    public void Run_WithoutSentimentOfMarket1775161722_HasTheSameComposite() => RequireSameComposite(FeedMarket.Draw(1_775_161_722));

    private static void RequireSameComposite(FeedMarket market)
    {
        var without = Scan.Run(market.Input(symbol => symbol with { Feeds = symbol.Feeds with { Sentiment = null, EtfFlow = null } }), new ScanOptions()).Candidates.ToDictionary(candidate => candidate.Symbol);

        foreach (var candidate in Scan.Run(market.Input(), new ScanOptions()).Candidates)
        {
            var plain = without[candidate.Symbol];
            (candidate.Composite, candidate.Verdict).ShouldBe((plain.Composite, plain.Verdict), market.ToString());
            candidate.Gates.Where(gate => gate.Kind == GateKind.Hard).ShouldBe(plain.Gates.Where(gate => gate.Kind == GateKind.Hard));
            plain.Social.ShouldBe(0);
            plain.SocialFactor.ShouldBeNull();
        }
    }

    private static SymbolInput Redenominated(SymbolInput symbol, decimal k)
    {
        double[] Times(ReadOnlySpan<double> column, double factor) => [.. column.ToArray().Select(value => value * factor)];
        (decimal, decimal)[] Levels(IReadOnlyList<BookLevel> levels) => [.. levels.Select(level => (level.Price * k, level.Size / k))];
        var (candles, price) = (symbol.Candles, (double)k);
        return symbol with
        {
            Candles = CandleSeries.FromColumns(
                candles.Symbol, candles.Venue, candles.Start, Times(candles.Open, price), Times(candles.High, price), Times(candles.Low, price), Times(candles.Close, price), Times(candles.Volume, 1 / price)),
            Feeds = symbol.Feeds with
            {
                Books = symbol.Feeds.Books?.Select(book => Markets.NativeBooks.Of(book.ExchangeTime, Levels(book.Bids), Levels(book.Asks), book.Integrity, book.Venue)).ToList(),
                Perpetuals = symbol.Feeds.Perpetuals?.Select(feed => feed with { Mark = feed.Mark is { } mark ? mark with { Price = mark.Price * k } : null }).ToList(),
            },
        };
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var (aa, bb, ab) = (a.Sum(x => (x - meanA) * (x - meanA)), b.Sum(x => (x - meanB) * (x - meanB)), a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum());
        return aa == 0 || bb == 0 ? 0 : ab / Math.Sqrt(aa * bb);
    }
}
