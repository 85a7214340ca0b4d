using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Portfolios;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Portfolios;

public sealed class PruningPropertyTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Run_AnyMarket_AcceptedPositionsKeepEveryLimit() => ForAllMarkets(market =>
    {
        var result = market.Prune();
        (result.Accepted.Count + result.Rejected.Count).ShouldBe(market.Candidates.Count);
        result.Rejected.All(r => r.Breaches.Count > 0).ShouldBeTrue();

        var limits = market.Options;
        foreach (var accepted in result.Accepted)
        {
            (accepted.HighestCorrelation ?? -1).ShouldBeLessThanOrEqualTo(limits.Correlation + Tolerance);
            (accepted.InSector ?? 0).ShouldBeLessThanOrEqualTo(limits.PerSector);
            accepted.Weight.ShouldBeLessThanOrEqualTo(limits.SinglePosition);
        }

        if (result.Accepted.Count == 0) return;
        result.TotalWeight.ShouldBeLessThanOrEqualTo(limits.TotalExposure + Tolerance);
        for (var i = 0; i < result.Accepted.Count; i++)
        {
            for (var j = 0; j < i; j++) NaiveCorrelation(market.Series(result.Accepted[i].Symbol), market.Series(result.Accepted[j].Symbol)).ShouldBeLessThanOrEqualTo(limits.Correlation + Tolerance);
        }
    });

    [Fact]
    public void Run_InputsInAnotherOrder_IsTheSameResult() => ForAllMarkets(market =>
    {
        var random = new Random(market.Seed);
        var (candidates, positions) = (market.Candidates.ToArray(), market.Positions.ToArray());
        random.Shuffle(candidates);
        random.Shuffle(positions);
        Text(PortfolioPruning.Run(Waves.At, candidates, positions, market.Bitcoin, market.Options)).ShouldBe(Text(market.Prune()));
    });

    [Fact]
    public void Run_LaterCandles_ChangeNothing() => ForAllMarkets(market =>
    {
        var later = market.Candidates.Select(c => c with { Candles = Later(c.Candles!) }).ToList();
        Text(PortfolioPruning.Run(Waves.At, later, market.Positions, Later(market.Bitcoin), market.Options)).ShouldBe(Text(market.Prune()));

        static CandleSeries Later(CandleSeries series)
        {
            for (var i = 0; i < 3; i++) series = series.Append(new Candle(series.End, 1m, 900m, 1m, i == 1 ? 1m : 900m, 5m));
            return series;
        }
    });

    [Fact]
    public void Correlations_AnyPair_AgreeWithTheTextbookAndAreSymmetric() => ForAllMarkets(market =>
    {
        var matrix = market.Prune().Correlations;
        for (var i = 0; i < matrix.Symbols.Count; i++)
        {
            matrix[i, i].Value!.Value.ShouldBe(1, Tolerance);
            for (var j = 0; j < i; j++)
            {
                matrix[i, j].ShouldBe(matrix[j, i]);
                matrix[i, j].Value!.Value.ShouldBe(NaiveCorrelation(market.Series(matrix.Symbols[i]), market.Series(matrix.Symbols[j])), Tolerance);
            }
        }
    });

    [Fact]
    public void Correlations_FilledHours_GiveNoReturn()
    {
        var whole = Waves.Own("AAA-USD", 3);
        var close = whole.Close;
        var candles = new List<Candle>();
        for (var i = 0; i < whole.Count; i++)
        {
            if (i != 100) candles.Add(new Candle(whole.Start.AddHours(i), (decimal)close[i], (decimal)close[i], (decimal)close[i], (decimal)close[i], 1m));
        }

        var gapped = CandleSeries.FromHourly("AAA-USD", "test", candles);
        var result = Waves.Prune([new PruningCandidate("AAA-USD", null, 80, 0.05, gapped)], [Waves.Held("BBB-USD", 5)]);
        result.Correlations[0, 1].SharedHours.ShouldBe(Waves.Hours - 2);
    }

    [Fact]
    public void Validate_WrongValue_NamesKeyValueAndRange()
    {
        Waves.Limits.Validate("P").ShouldBeEmpty();
        (Waves.Limits with { SharedHours = 169, TotalBeta = double.NaN }).Validate("P")
            .ShouldBe(["P:SharedHours is 169; allowed is 10 to 168.", "P:TotalBeta is NaN; allowed is 0 to 100."]);
    }

    private static double NaiveCorrelation(CandleSeries a, CandleSeries b)
    {
        var (x, y) = (Returns(a), Returns(b));
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (p, q) => (p - mx) * (q - my)).Sum() / Math.Sqrt(x.Sum(p => (p - mx) * (p - mx)) * y.Sum(q => (q - my) * (q - my)));

        static double[] Returns(CandleSeries series)
        {
            var close = series.Close.ToArray();
            return [.. close.Skip(1).Zip(close, (now, before) => Math.Log(now / before))];
        }
    }

    private static void ForAllMarkets(Action<RandomBook> check) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed => check(RandomBook.Draw(seed))));

    private static string Text(PruningResult result) => string.Join('\n',
        result.Accepted.Select(a => a.ToString())
            .Concat(result.Rejected.Select(r => $"{r.Symbol} {string.Join(" | ", r.Breaches.Select(b => $"{b.Rule} {b.Actual:R} {b.Sentence} {string.Join(',', b.ConflictsWith)}"))}"))
            .Append($"{result.TotalWeight:R} {result.TotalBeta:R} {string.Join(',', result.Flags)}"));

    private sealed record RandomBook(int Seed, IReadOnlyList<PruningCandidate> Candidates, IReadOnlyList<Position> Positions, CandleSeries Bitcoin, PruningOptions Options)
    {
        public PruningResult Prune() => PortfolioPruning.Run(Waves.At, Candidates, Positions, Bitcoin, Options);

        public CandleSeries Series(string symbol) => Candidates.FirstOrDefault(c => c.Symbol == symbol)?.Candles ?? Positions.First(p => p.Symbol == symbol).Candles!;

        public static RandomBook Draw(int seed)
        {
            var random = new Random(seed);
            var market = Enumerable.Range(0, Waves.Hours).Select(_ => Noise()).ToArray();
            var candidates = Enumerable.Range(0, random.Next(1, 7)).Select(i => new PruningCandidate($"C{i}-USD", Sector(), random.Next(75, 100), 0.01 * random.Next(1, 7), Coin($"C{i}-USD"))).ToList();
            var positions = Enumerable.Range(0, random.Next(0, 3)).Select(i => new Position($"P{i}-USD", Sector(), 0.01 * random.Next(1, 6), Coin($"P{i}-USD"))).ToList();
            return new RandomBook(seed, candidates, positions, Waves.FromReturns("BTC-USD", market), new PruningOptions { TotalBeta = 1 + (5 * random.NextDouble()) });

            double Noise() => 0.01 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);

            string? Sector() => random.Next(4) switch { 0 => null, 1 => "L1", 2 => "L2", _ => "AI" };

            CandleSeries Coin(string symbol)
            {
                var beta = 2 * random.NextDouble();
                return Waves.FromReturns(symbol, [.. market.Select(m => (beta * m) + Noise())]);
            }
        }
    }
}
