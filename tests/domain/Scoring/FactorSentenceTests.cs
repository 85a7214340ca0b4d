using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Domain.Tests.Factors;
using CryptoRun.Domain.Tests.Scanning;

namespace CryptoRun.Domain.Tests.Scoring;

/// <summary>Sentences of the specification that join several rooms.</summary>
public class FactorSentenceTests
{
    private static readonly ScanResult Result = Scan.Run(FeedScenario.Input(), new ScanOptions());

    /// <summary>"m goes into the score bit for bit as it came" and "s_m = 50 * Phi(m) + 50 * Phi(z_m)".</summary>
    [Fact]
    public void Run_Momentum_GoesIntoTheScoreBitForBit()
    {
        foreach (var candidate in Result.Candidates)
        {
            var candles = FeedScenario.Symbols.Single(symbol => symbol.Candles.Symbol == candidate.Symbol).Candles;
            var m = MomentumCore.Value(MomentumCore.Measure(candles), new MomentumOptions().Choppy, 0.10);
            var momentum = candidate.Factors[(int)Factor.Momentum];

            (momentum.Raw, momentum.E).ShouldBe((m, m));
            momentum.Score.ShouldBe((50 * NormalDistribution.Cdf(m)) + (50 * NormalDistribution.Cdf(momentum.Z)));
            momentum.Projections.ShouldBeEmpty();
        }
    }

    /// <summary>"Volume = mean of cross-sectional z of: ln RVOL, ln VADR, and CMF": -1, 0, 1 over MAD in each, a third of their sum.</summary>
    [Fact]
    public void Mean_VolumeOfThreeSymbolsWorkedByHand_IsTheMeanOfThreeZ()
    {
        const double e = Math.E, unit = 1 / 1.4826;

        var volume = Volume.Mean([Symbol(1, e * e, 0.1), Symbol(e, e, 0.0), Symbol(e * e, 1, -0.4)]);

        // Flow 0.1, 0, -0.4: median 0, MAD 0.1, the last one cut at -4/1.4826 = -2.698, inside 3.
        volume.Mean.ShouldBe([(-unit + unit + unit) / 3, 0, (unit - unit - (4 * unit)) / 3], 1e-9);
        static SymbolMeasures Symbol(double rvol, double vadr, double flow) => FactorSymbols.Plain with { Volume = new VolumeMeasure(rvol, vadr, flow, 1, 1) };
    }

    /// <summary>"a factor whose every component is missing is absent and its weight is spread over the others in proportion, said in the flags".</summary>
    [Fact]
    public void OfScan_FactorWithoutAnyComponent_SaysAbsentAndSpreadsItsWeight()
    {
        SymbolMeasures[] symbols = [.. Enumerable.Range(0, 3).Select(i => SymbolMeasures.Of(SyntheticMarket.Walk($"C{i}-USD", 500, new Random(i)), 1e6 + i) with { Volume = new VolumeMeasure(double.NaN, double.NaN, double.NaN, 1, 1) })];
        var panel = new FactorPanel(symbols, new FactorOptions());
        var composite = Composite.Of(CrossSection.Of(panel.Columns(RegimeState.Choppy, new MomentumOptions())), new WeightOptions().Choppy);

        composite.Weights.ShouldBe([0.27 / 0.8185, 0.25 / 0.8185, 0, 0.1485 / 0.8185, 0.15 / 0.8185], 1e-12);
        FactorFlags.OfScan(panel, composite).ShouldContain("volume absent, its weight is spread");
    }

    /// <summary>"MAD = 0 -> all zeros, flagged."</summary>
    [Fact]
    public void Run_EverybodyAlike_SaysMadZeroAndScoresFifty()
    {
        var walk = SyntheticMarket.Walk("A-USD", 500, new Random(1));
        var twins = Enumerable.Range(0, 12).Select(i => new SymbolInput(Named(walk, $"T{i:00}-USD"), null, null) { Feeds = FeedScenario.Symbols[0].Feeds }).ToList();

        var result = Scan.Run(SyntheticMarket.Input(twins), new ScanOptions());

        result.Flags.ShouldContain("technical mad 0");
        result.Flags.ShouldContain("social mad 0");
        result.Candidates.ShouldAllBe(candidate => candidate.Factors.Skip(1).All(factor => factor.Score == 50 && factor.Flags.Contains("mad 0")) && candidate.Social == 0);
    }

    /// <summary>"Fewer than 10 symbols: no residualising": social e is then its z.</summary>
    [Fact]
    public void Run_NineSymbols_DoesNotResidualiseSocialEither()
    {
        var small = Scan.Run(FeedScenario.Input() with { Symbols = [.. FeedScenario.Symbols.Take(9)] }, new ScanOptions());

        small.Candidates.ShouldAllBe(candidate => candidate.SocialFactor!.E == candidate.SocialFactor.Z && candidate.SocialFactor.Projections.Count == 0);
        small.Candidates.ShouldAllBe(candidate => candidate.Social == Math.Clamp(4 * candidate.SocialFactor!.Z, -10, 10));
    }

    /// <summary>"a duplicate factor column yields a zero residual": sentiment that repeats what Technical says is worth nothing.</summary>
    [Fact]
    public void Run_SentimentThatRepeatsTechnical_IsCollinearAndWorthNothing()
    {
        double[][] columns = [.. RandomColumns.Draw(1).Columns.Take(5).Select((_, k) => Enumerable.Range(0, 20).Select(i => Math.Sin((k + 1) * (i + 1) * 1.7)).ToArray())];
        var composite = Composite.Of(CrossSection.Of([.. columns, columns[1]]), new WeightOptions().Choppy);

        composite.Section.Social!.IsCollinear.ShouldBeTrue();
        FinalScores.Of(composite, [.. Enumerable.Repeat(MeasurementBoost.None, 20)], new SocialOptions()).Social.ShouldAllBe(points => points == 0);
    }

    private static CandleSeries Named(CandleSeries walk, string symbol) => CandleSeries.FromColumns(
        symbol, "kraken", walk.Start, walk.Open.ToArray(), walk.High.ToArray(), walk.Low.ToArray(), walk.Close.ToArray(), walk.Volume.ToArray());
}
