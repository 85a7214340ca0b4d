using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

public class ScanPropertyTests
{
    [Fact]
    public void Run_RandomUniverses_ExplainsEveryScoreAndAccountsForEverySymbol() => RandomMarket.ForAll(market =>
    {
        var result = Scan.Run(market.Input(), new ScanOptions());

        ScanText.Of(result).ShouldNotBeEmpty();
        result.Universe.Total.ShouldBe(market.Candles.Count);
        result.Candidates.Select(candidate => candidate.Symbol).Concat(result.Universe.Excluded.Select(excluded => excluded.Symbol)).Order().ShouldBe(market.Candles.Keys.Order());
        result.Candidates.Select(candidate => candidate.Rank).ShouldBe(Enumerable.Range(1, result.Candidates.Count));
        foreach (var candidate in result.Candidates) ExplanationAssert.AddsUp(candidate);
        foreach (var (better, worse) in result.Candidates.Zip(result.Candidates.Skip(1)))
            (better.Final > worse.Final || (better.Final == worse.Final && string.CompareOrdinal(better.Symbol, worse.Symbol) < 0)).ShouldBeTrue(market.ToString());
    });

    [Fact]
    public void Run_SymbolsInAnyOrder_IsTheSameToTheBit() => RandomMarket.ForAll(market =>
        ScanText.Run(market.Input(order: symbol => (symbol[0] * 31) + symbol[1])).ShouldBe(ScanText.Run(market.Input()), market.ToString()));

    [Fact]
    public void Run_LaterCandlesDeletedOrChanged_IsTheSameToTheBit() => RandomMarket.ForAll(market =>
    {
        var whole = ScanText.Run(market.Input());

        ScanText.Run(market.Input(candles => [.. candles.Where(IsClosed)])).ShouldBe(whole, market.ToString());
        ScanText.Run(market.Input(candles => [.. candles.Select(Distorted)])).ShouldBe(whole, market.ToString());
    });

    [Fact]
    public void Run_UnderAnotherRegime_IsWhatTheWhatIfSaid() => RandomMarket.ForAll(market =>
    {
        var byState = Enum.GetValues<RegimeState>().ToDictionary(state => state, state => Scan.Run(market.Input(state: state), new ScanOptions()).Candidates.ToDictionary(candidate => candidate.Symbol));
        foreach (var (state, actual) in byState)
        {
            foreach (var other in byState.Where(pair => pair.Key != state).SelectMany(pair => pair.Value.Values))
            {
                var (whatIf, candidate) = (other.OtherRegimes.Single(regime => regime.State == state), actual[other.Symbol]);
                whatIf.Composite.ShouldBe(candidate.Composite);
                whatIf.Verdict.ShouldBe(candidate.Verdict);
                whatIf.Points.ShouldBe(candidate.Factors.Select(factor => factor.Points));
                whatIf.FailedGates.ShouldBe(candidate.Gates.Where(gate => gate is { Kind: GateKind.Hard, Outcome: GateOutcome.Failed }).Select(gate => gate.Gate));
                whatIf.ScoreMargin.ShouldBe(candidate.Gates[0].Margin!.Value);
            }
        }
    });

    [Fact]
    public void Run_CoinInAnotherDenomination_ScoresTheSame() => RandomMarket.ForAll(market =>
    {
        var factor = new[] { 1000.0, 0.001, 3.7, 1e6 }[market.Seed % 4];
        var input = market.Input();
        var without = input with { Symbols = [.. input.Symbols.Select(symbol => symbol with { Quote = null })] };
        var (plain, scaled) = (Scan.Run(without, new ScanOptions()), Scan.Run(without with { Symbols = [.. without.Symbols.Select((symbol, i) => i % 2 == 0 ? Redenominated(symbol, factor) : symbol)] }, new ScanOptions()));

        var before = plain.Candidates.ToDictionary(candidate => candidate.Symbol);
        scaled.Universe.Scored.ShouldBe(plain.Universe.Scored);
        foreach (var candidate in scaled.Candidates)
        {
            candidate.Composite.ShouldBe(before[candidate.Symbol].Composite, 1e-6, $"{market}: {candidate.Symbol} x {factor}");
            candidate.Verdict.ShouldBe(before[candidate.Symbol].Verdict);
        }
    });

    [Fact]
    public void Run_OneNumberSpoiled_ExcludesThatSymbolAlone() => RandomMarket.ForAll(market =>
    {
        var random = new Random(market.Seed);
        var clean = SyntheticMarket.Universe(random.Next(2, 15), 500, market.Seed);
        var victim = random.Next(clean.Count);
        var symbols = clean.Select((symbol, i) => i == victim ? Spoiled(symbol, random) : symbol).ToList();

        var result = Scan.Run(SyntheticMarket.Input(symbols), new ScanOptions());

        result.Universe.Excluded.Single().ShouldSatisfyAllConditions(
            excluded => excluded.Symbol.ShouldBe(clean[victim].Candles.Symbol),
            excluded => excluded.Reason.ShouldBe("nonFinite"));
        ScanText.Of(result with { Universe = result.Universe with { Excluded = [] } }).ShouldNotContain(clean[victim].Candles.Symbol);
        var others = Scan.Run(SyntheticMarket.Input([.. clean.Where((_, i) => i != victim)]), new ScanOptions());
        result.Candidates.Select(candidate => (candidate.Symbol, candidate.Final)).ShouldBe(others.Candidates.Select(candidate => (candidate.Symbol, candidate.Final)));
    });

    [Fact]
    public void Run_RandomUniverses_LeavesUncorrelatedResiduals() => RandomMarket.ForAll(market =>
    {
        var candidates = Scan.Run(market.Input(), new ScanOptions()).Candidates;
        if (candidates.Count < 10) return;

        for (var k = 1; k < 5; k++)
        {
            for (var j = 0; j < k; j++)
            {
                var (a, b) = (candidates.Select(c => c.Factors[k].Residual).ToList(), candidates.Select(c => c.Factors[j].Residual).ToList());
                var (aa, bb, ab) = (a.Sum(x => x * x), b.Sum(x => x * x), a.Zip(b, (x, y) => x * y).Sum());
                (aa == 0 || bb == 0 ? 0 : Math.Abs(ab / Math.Sqrt(aa * bb))).ShouldBeLessThan(1e-9, $"{market}: {(Factor)j}, {(Factor)k}");
            }
        }
    });

    private static bool IsClosed(Candle candle) => candle.OpenTime.AddHours(1) <= RandomMarket.At;

    private static Candle Distorted(Candle candle) => IsClosed(candle) ? candle : candle with { High = candle.High * 5, Close = candle.High * 4, Volume = candle.Volume * 100 };

    private static SymbolInput Redenominated(SymbolInput symbol, double k)
    {
        // Filled hours cannot be given as columns: such series are left as they are.
        var candles = symbol.Candles;
        if (candles.GapsInLast(candles.Count) > 0) return symbol;

        double[] Times(ReadOnlySpan<double> column, double factor) => [.. column.ToArray().Select(value => value * factor)];
        return symbol with
        {
            Candles = CandleSeries.FromColumns(
                candles.Symbol, candles.Venue, candles.Start, Times(candles.Open, k), Times(candles.High, k), Times(candles.Low, k), Times(candles.Close, k), Times(candles.Volume, 1 / k)),
        };
    }

    private static SymbolInput Spoiled(SymbolInput symbol, Random random)
    {
        var candles = symbol.Candles;
        double[][] columns = [candles.Open.ToArray(), candles.High.ToArray(), candles.Low.ToArray(), candles.Close.ToArray(), candles.Volume.ToArray()];
        var column = random.Next(columns.Length);
        double[] nonsense = column == 4 ? [double.NaN, double.PositiveInfinity, -1] : [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1];
        columns[column][random.Next(candles.Count)] = nonsense[random.Next(nonsense.Length)];
        return symbol with { Candles = CandleSeries.FromColumns(candles.Symbol, candles.Venue, candles.Start, columns[0], columns[1], columns[2], columns[3], columns[4]) };
    }
}
